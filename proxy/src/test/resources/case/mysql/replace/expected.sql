-- off, speaks old
REPLACE INTO orders VALUES (1, 11, 'desk', 1)
-- becomes
REPLACE INTO orders (`id`, `ref`, `item`, `qty`) VALUES (1, 11, 'desk', 1)
-- count 2

-- off, speaks old
REPLACE INTO orders VALUES (9, 20, 'by ref', 1), (10, 100, 'fresh', 2)
-- becomes
REPLACE INTO orders (`id`, `ref`, `item`, `qty`) VALUES (9, 20, 'by ref', 1), (10, 100, 'fresh', 2)
-- count 3

-- off, speaks old
REPLACE orders SET id = 3, ref = 100
-- untouched
-- count 3

-- off, speaks old
REPLACE INTO orders (id, ref) SELECT id + 1, ref + 1 FROM orders WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
REPLACE INTO orders (id) VALUES (4)
-- untouched
-- count 2

-- off, speaks old
REPLACE INTO orders (id, ref) VALUES (4, 3000000000)
-- untouched
-- error 1264

-- off, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 11 | desk | 1
--   2 | 12 | null | 1
--   3 | 100 | null | 1
--   4 | null | null | 1
--   9 | 20 | by ref | 1

-- off, speaks new
REPLACE INTO orders VALUES (1, 'desk', 1, 11)
-- becomes
REPLACE INTO orders (`id`, `item`, `qty`, `ref_new`, `ref`) VALUES (1, 'desk', 1, 11, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`))
-- count 2

-- off, speaks new
REPLACE INTO orders (id, ref_new) VALUES (9, 20), (10, 100)
-- becomes
REPLACE INTO orders (id, ref_new, `ref`) VALUES (9, 20, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`)), (10, 100, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`))
-- count 3

-- off, speaks new
REPLACE orders SET id = 3, ref_new = 100
-- becomes
REPLACE orders SET id = 3, ref_new = 100, `ref` = crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`)
-- count 3

-- off, speaks new
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`item`, `orders`.`qty`, crossfade.`case-replace_up_1_null`(`orders`.`ref`) AS `ref_new` FROM orders ORDER BY id
-- id INT | item VARCHAR | qty INT | ref_new BIGINT
--   1 | desk | 1 | 11
--   3 | null | 1 | 100
--   4 | null | 3 | null
--   9 | null | 1 | 20

-- dual-write, speaks old
REPLACE INTO orders VALUES (1, 11, 'desk', 1)
-- becomes
REPLACE INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (1, 11, 'desk', 1, `orders`.`ref`)
-- count 2

-- dual-write, speaks old
REPLACE INTO orders VALUES (9, 20, 'by ref', 1), (10, 100, 'fresh', 2)
-- becomes
REPLACE INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 20, 'by ref', 1, `orders`.`ref`), (10, 100, 'fresh', 2, `orders`.`ref`)
-- count 3

-- dual-write, speaks old
REPLACE orders SET id = 3, ref = 100
-- becomes
REPLACE orders SET id = 3, ref = 100, `ref_new` = `orders`.`ref`
-- count 3

-- dual-write, speaks old
REPLACE INTO orders (id, ref) SELECT id + 1, ref + 1 FROM orders WHERE id = 1
-- becomes
REPLACE INTO orders (id, ref, `ref_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-replace_up_1_record`(crossfade_value.c2) FROM (SELECT id + 1, ref + 1 FROM orders WHERE id = 1) AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks old
REPLACE INTO orders (id) VALUES (4)
-- untouched
-- count 2

-- dual-write, speaks old
REPLACE INTO orders (id, ref) VALUES (4, 3000000000)
-- becomes
REPLACE INTO orders (id, ref, `ref_new`) VALUES (4, 3000000000, `orders`.`ref`)
-- error 1264

-- dual-write, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 11 | desk | 1
--   2 | 12 | null | 1
--   3 | 100 | null | 1
--   4 | null | null | 1
--   9 | 20 | by ref | 1

-- dual-write, speaks new
REPLACE INTO orders VALUES (1, 'desk', 1, 11)
-- becomes
REPLACE INTO orders (`id`, `item`, `qty`, `ref_new`, `ref`) VALUES (1, 'desk', 1, 11, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`))
-- count 2

-- dual-write, speaks new
REPLACE INTO orders (id, ref_new) VALUES (9, 20), (10, 100)
-- becomes
REPLACE INTO orders (id, ref_new, `ref`) VALUES (9, 20, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`)), (10, 100, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`))
-- count 3

-- dual-write, speaks new
REPLACE orders SET id = 3, ref_new = 100
-- becomes
REPLACE orders SET id = 3, ref_new = 100, `ref` = crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`)
-- count 3

-- dual-write, speaks new
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`item`, `orders`.`qty`, crossfade.`case-replace_up_1_null`(`orders`.`ref`) AS `ref_new` FROM orders ORDER BY id
-- id INT | item VARCHAR | qty INT | ref_new BIGINT
--   1 | desk | 1 | 11
--   3 | null | 1 | 100
--   4 | null | 3 | null
--   9 | null | 1 | 20

-- live, speaks old
REPLACE INTO orders VALUES (1, 11, 'desk', 1)
-- becomes
REPLACE INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (1, 11, 'desk', 1, `orders`.`ref`)
-- count 2

-- live, speaks old
REPLACE INTO orders VALUES (9, 20, 'by ref', 1), (10, 100, 'fresh', 2)
-- becomes
REPLACE INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 20, 'by ref', 1, `orders`.`ref`), (10, 100, 'fresh', 2, `orders`.`ref`)
-- count 3

-- live, speaks old
REPLACE orders SET id = 3, ref = 100
-- becomes
REPLACE orders SET id = 3, ref = 100, `ref_new` = `orders`.`ref`
-- count 3

-- live, speaks old
REPLACE INTO orders (id, ref) SELECT id + 1, ref + 1 FROM orders WHERE id = 1
-- becomes
REPLACE INTO orders (id, ref, `ref_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-replace_up_1_raise`(crossfade_value.c2) FROM (SELECT id + 1, crossfade.`case-replace_down_1`(`orders`.`ref_new`) + 1 AS `ref + 1` FROM orders WHERE id = 1) AS crossfade_value (c1, c2)
-- count 1

-- live, speaks old
REPLACE INTO orders (id) VALUES (4)
-- untouched
-- count 2

-- live, speaks old
REPLACE INTO orders (id, ref) VALUES (4, 3000000000)
-- becomes
REPLACE INTO orders (id, ref, `ref_new`) VALUES (4, 3000000000, `orders`.`ref`)
-- error 1264

-- live, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, crossfade.`case-replace_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 11 | desk | 1
--   2 | 12 | null | 1
--   3 | 100 | null | 1
--   4 | null | null | 1
--   9 | 20 | by ref | 1

-- live, speaks new
REPLACE INTO orders VALUES (1, 'desk', 1, 11)
-- becomes
REPLACE INTO orders (`id`, `item`, `qty`, `ref_new`, `ref`) VALUES (1, 'desk', 1, 11, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`))
-- count 2

-- live, speaks new
REPLACE INTO orders (id, ref_new) VALUES (9, 20), (10, 100)
-- becomes
REPLACE INTO orders (id, ref_new, `ref`) VALUES (9, 20, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`)), (10, 100, crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`))
-- count 3

-- live, speaks new
REPLACE orders SET id = 3, ref_new = 100
-- becomes
REPLACE orders SET id = 3, ref_new = 100, `ref` = crossfade.`case-replace_down_1_checked`(`orders`.`ref_new`)
-- count 3

-- live, speaks new
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`item`, `orders`.`qty`, `orders`.`ref_new` FROM orders ORDER BY id
-- id INT | item VARCHAR | qty INT | ref_new BIGINT
--   1 | desk | 1 | 11
--   3 | null | 1 | 100
--   4 | null | 3 | null
--   9 | null | 1 | 20

