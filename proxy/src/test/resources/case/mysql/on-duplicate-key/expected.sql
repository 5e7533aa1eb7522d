-- off, speaks old
INSERT INTO orders VALUES (1, 11, 'desk', 1) ON DUPLICATE KEY UPDATE ref = VALUES(ref), item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`) VALUES (1, 11, 'desk', 1) ON DUPLICATE KEY UPDATE ref = VALUES(ref), item = VALUES(item)
-- count 2

-- off, speaks old
INSERT INTO orders VALUES (9, 20, 'x', 7) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, ref)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`) VALUES (9, 20, 'x', 7) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, ref)
-- count 2

-- off, speaks old
INSERT INTO orders VALUES (9, 30, 'y', 7) AS v ON DUPLICATE KEY UPDATE ref = v.ref + orders.ref, item = v.item
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`) VALUES (9, 30, 'y', 7) AS v ON DUPLICATE KEY UPDATE ref = v.ref + orders.ref, item = v.item
-- count 2

-- off, speaks old
INSERT INTO orders VALUES (9, 60, 'z', 7) AS v (a, b, c, d) ON DUPLICATE KEY UPDATE ref = b + 1, qty = d
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`) VALUES (9, 60, 'z', 7) AS v (a, b, c, d) ON DUPLICATE KEY UPDATE ref = b + 1, qty = d
-- count 2

-- off, speaks old
INSERT INTO orders VALUES (12, 120, 'in', 1), (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`) VALUES (12, 120, 'in', 1), (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- count 3

-- off, speaks old
INSERT INTO orders VALUES (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`) VALUES (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- count 0

-- off, speaks old
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref = 44
-- untouched
-- count 3

-- off, speaks old
INSERT INTO orders (id, ref) SELECT id, ref FROM orders o WHERE o.id < 3 ON DUPLICATE KEY UPDATE qty = VALUES(ref)
-- untouched
-- count 4

-- off, speaks old
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = ref + 1, qty = ref
-- untouched
-- count 2

-- off, speaks old
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = 3000000000
-- untouched
-- error 1264

-- off, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 12 | desk | 12
--   2 | 20 | up | 20
--   3 | 61 | y | 7
--   4 | 44 | null | 3
--   5 | null | null | 1
--   12 | 120 | in | 1

-- off, speaks new
INSERT INTO orders VALUES (1, 'desk', 1, 11) ON DUPLICATE KEY UPDATE ref_new = VALUES(ref_new), item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `item`, `qty`, `ref_new`, `ref`) VALUES (1, 'desk', 1, 11, crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)) ON DUPLICATE KEY UPDATE `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(VALUES(ref_new)), item = VALUES(item)
-- count 2

-- off, speaks new
INSERT INTO orders (id, ref_new) VALUES (9, 30) AS v ON DUPLICATE KEY UPDATE ref_new = v.ref_new + orders.ref_new
-- becomes
INSERT INTO orders (id, ref_new, `ref`) VALUES (9, 30, crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)) AS v ON DUPLICATE KEY UPDATE `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(v.ref_new + crossfade.`case-on-duplicate-key_up_1_null`(orders.`ref`))
-- count 2

-- off, speaks new
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref_new = 44
-- becomes
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(44)
-- count 3

-- off, speaks new
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`item`, `orders`.`qty`, crossfade.`case-on-duplicate-key_up_1_null`(`orders`.`ref`) AS `ref_new` FROM orders ORDER BY id
-- id INT | item VARCHAR | qty INT | ref_new BIGINT
--   1 | desk | 2 | 11
--   2 | chair | 1 | 20
--   3 | lamp | 5 | 60
--   4 | null | 3 | 44
--   5 | null | 1 | null

-- dual-write, speaks old
INSERT INTO orders VALUES (1, 11, 'desk', 1) ON DUPLICATE KEY UPDATE ref = VALUES(ref), item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (1, 11, 'desk', 1, `orders`.`ref`) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, VALUES(ref)), `orders`.`ref_new`, crossfade.`case-on-duplicate-key_up_1_record`(VALUES(ref))), ref = VALUES(ref), item = VALUES(item)
-- count 2

-- dual-write, speaks old
INSERT INTO orders VALUES (9, 20, 'x', 7) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, ref)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 20, 'x', 7, `orders`.`ref`) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, ref)
-- count 2

-- dual-write, speaks old
INSERT INTO orders VALUES (9, 30, 'y', 7) AS v ON DUPLICATE KEY UPDATE ref = v.ref + orders.ref, item = v.item
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 30, 'y', 7, `orders`.`ref`) AS v ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, v.ref + orders.ref), `orders`.`ref_new`, crossfade.`case-on-duplicate-key_up_1_record`(v.ref + orders.ref)), ref = v.ref + orders.ref, item = v.item
-- count 2

-- dual-write, speaks old
INSERT INTO orders VALUES (9, 60, 'z', 7) AS v (a, b, c, d) ON DUPLICATE KEY UPDATE ref = b + 1, qty = d
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 60, 'z', 7, `orders`.`ref`) AS v (a, b, c, d, crossfade_1) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, b + 1), `orders`.`ref_new`, crossfade.`case-on-duplicate-key_up_1_record`(b + 1)), ref = b + 1, qty = d
-- count 2

-- dual-write, speaks old
INSERT INTO orders VALUES (12, 120, 'in', 1), (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (12, 120, 'in', 1, `orders`.`ref`), (2, 20, 'up', 1, `orders`.`ref`) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- count 3

-- dual-write, speaks old
INSERT INTO orders VALUES (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (2, 20, 'up', 1, `orders`.`ref`) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- count 0

-- dual-write, speaks old
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref = 44
-- becomes
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, 44), `orders`.`ref_new`, crossfade.`case-on-duplicate-key_up_1_record`(44)), ref = 44
-- count 3

-- dual-write, speaks old
INSERT INTO orders (id, ref) SELECT id, ref FROM orders o WHERE o.id < 3 ON DUPLICATE KEY UPDATE qty = VALUES(ref)
-- becomes
INSERT INTO orders (id, ref, `ref_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-on-duplicate-key_up_1_record`(crossfade_value.c2) FROM (SELECT id, ref FROM orders o WHERE o.id < 3) AS crossfade_value (c1, c2) ON DUPLICATE KEY UPDATE qty = VALUES(ref)
-- count 4

-- dual-write, speaks old
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = ref + 1, qty = ref
-- becomes
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, ref + 1), `orders`.`ref_new`, crossfade.`case-on-duplicate-key_up_1_record`(ref + 1)), ref = ref + 1, qty = ref
-- count 2

-- dual-write, speaks old
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = 3000000000
-- becomes
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, 3000000000), `orders`.`ref_new`, crossfade.`case-on-duplicate-key_up_1_record`(3000000000)), ref = 3000000000
-- error 1264

-- dual-write, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 12 | desk | 12
--   2 | 20 | up | 20
--   3 | 61 | y | 7
--   4 | 44 | null | 3
--   5 | null | null | 1
--   12 | 120 | in | 1

-- dual-write, speaks new
INSERT INTO orders VALUES (1, 'desk', 1, 11) ON DUPLICATE KEY UPDATE ref_new = VALUES(ref_new), item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `item`, `qty`, `ref_new`, `ref`) VALUES (1, 'desk', 1, 11, crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, crossfade.`case-on-duplicate-key_down_1_checked`(VALUES(ref_new))), `orders`.`ref_new`, VALUES(ref_new)), `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(VALUES(ref_new)), item = VALUES(item)
-- count 2

-- dual-write, speaks new
INSERT INTO orders (id, ref_new) VALUES (9, 30) AS v ON DUPLICATE KEY UPDATE ref_new = v.ref_new + orders.ref_new
-- becomes
INSERT INTO orders (id, ref_new, `ref`) VALUES (9, 30, crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)) AS v ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, crossfade.`case-on-duplicate-key_down_1_checked`(v.ref_new + crossfade.`case-on-duplicate-key_up_1_null`(orders.`ref`))), `orders`.`ref_new`, v.ref_new + crossfade.`case-on-duplicate-key_up_1_null`(orders.`ref`)), `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(v.ref_new + crossfade.`case-on-duplicate-key_up_1_null`(orders.`ref`))
-- count 2

-- dual-write, speaks new
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref_new = 44
-- becomes
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE `orders`.`ref_new` = IF(crossfade.`case-on-duplicate-key_unchanged_old`(`orders`.`ref`, crossfade.`case-on-duplicate-key_down_1_checked`(44)), `orders`.`ref_new`, 44), `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(44)
-- count 3

-- dual-write, speaks new
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`item`, `orders`.`qty`, crossfade.`case-on-duplicate-key_up_1_null`(`orders`.`ref`) AS `ref_new` FROM orders ORDER BY id
-- id INT | item VARCHAR | qty INT | ref_new BIGINT
--   1 | desk | 2 | 11
--   2 | chair | 1 | 20
--   3 | lamp | 5 | 60
--   4 | null | 3 | 44
--   5 | null | 1 | null

-- live, speaks old
INSERT INTO orders VALUES (1, 11, 'desk', 1) ON DUPLICATE KEY UPDATE ref = VALUES(ref), item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (1, 11, 'desk', 1, `orders`.`ref`) ON DUPLICATE KEY UPDATE ref = VALUES(ref), `orders`.`ref_new` = `orders`.`ref`, item = VALUES(item)
-- count 2

-- live, speaks old
INSERT INTO orders VALUES (9, 20, 'x', 7) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, ref)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 20, 'x', 7, `orders`.`ref`) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, crossfade.`case-on-duplicate-key_down_1`(`orders`.`ref_new`))
-- count 2

-- live, speaks old
INSERT INTO orders VALUES (9, 30, 'y', 7) AS v ON DUPLICATE KEY UPDATE ref = v.ref + orders.ref, item = v.item
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 30, 'y', 7, `orders`.`ref`) AS v ON DUPLICATE KEY UPDATE ref = v.ref + crossfade.`case-on-duplicate-key_down_1`(orders.`ref_new`), `orders`.`ref_new` = `orders`.`ref`, item = v.item
-- count 2

-- live, speaks old
INSERT INTO orders VALUES (9, 60, 'z', 7) AS v (a, b, c, d) ON DUPLICATE KEY UPDATE ref = b + 1, qty = d
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (9, 60, 'z', 7, `orders`.`ref`) AS v (a, b, c, d, crossfade_1) ON DUPLICATE KEY UPDATE ref = b + 1, `orders`.`ref_new` = `orders`.`ref`, qty = d
-- count 2

-- live, speaks old
INSERT INTO orders VALUES (12, 120, 'in', 1), (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (12, 120, 'in', 1, `orders`.`ref`), (2, 20, 'up', 1, `orders`.`ref`) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- count 3

-- live, speaks old
INSERT INTO orders VALUES (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `ref`, `item`, `qty`, `ref_new`) VALUES (2, 20, 'up', 1, `orders`.`ref`) ON DUPLICATE KEY UPDATE item = VALUES(item)
-- count 0

-- live, speaks old
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref = 44
-- becomes
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref = 44, `orders`.`ref_new` = `orders`.`ref`
-- count 3

-- live, speaks old
INSERT INTO orders (id, ref) SELECT id, ref FROM orders o WHERE o.id < 3 ON DUPLICATE KEY UPDATE qty = VALUES(ref)
-- becomes
INSERT INTO orders (id, ref, `ref_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-on-duplicate-key_up_1_raise`(crossfade_value.c2) FROM (SELECT id, crossfade.`case-on-duplicate-key_down_1`(`o`.`ref_new`) AS `ref` FROM orders o WHERE o.id < 3) AS crossfade_value (c1, c2) ON DUPLICATE KEY UPDATE qty = VALUES(ref)
-- count 4

-- live, speaks old
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = ref + 1, qty = ref
-- becomes
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = crossfade.`case-on-duplicate-key_down_1`(`orders`.`ref_new`) + 1, `orders`.`ref_new` = `orders`.`ref`, qty = crossfade.`case-on-duplicate-key_down_1`(`orders`.`ref_new`)
-- count 2

-- live, speaks old
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = 3000000000
-- becomes
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = 3000000000, `orders`.`ref_new` = `orders`.`ref`
-- error 1264

-- live, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, crossfade.`case-on-duplicate-key_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 12 | desk | 12
--   2 | 20 | up | 20
--   3 | 61 | y | 7
--   4 | 44 | null | 3
--   5 | null | null | 1
--   12 | 120 | in | 1

-- live, speaks new
INSERT INTO orders VALUES (1, 'desk', 1, 11) ON DUPLICATE KEY UPDATE ref_new = VALUES(ref_new), item = VALUES(item)
-- becomes
INSERT INTO orders (`id`, `item`, `qty`, `ref_new`, `ref`) VALUES (1, 'desk', 1, 11, crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)) ON DUPLICATE KEY UPDATE ref_new = VALUES(ref_new), `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`), item = VALUES(item)
-- count 2

-- live, speaks new
INSERT INTO orders (id, ref_new) VALUES (9, 30) AS v ON DUPLICATE KEY UPDATE ref_new = v.ref_new + orders.ref_new
-- becomes
INSERT INTO orders (id, ref_new, `ref`) VALUES (9, 30, crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)) AS v ON DUPLICATE KEY UPDATE ref_new = v.ref_new + orders.ref_new, `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)
-- count 2

-- live, speaks new
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref_new = 44
-- becomes
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref_new = 44, `orders`.`ref` = crossfade.`case-on-duplicate-key_down_1_checked`(`orders`.`ref_new`)
-- count 3

-- live, speaks new
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`item`, `orders`.`qty`, `orders`.`ref_new` FROM orders ORDER BY id
-- id INT | item VARCHAR | qty INT | ref_new BIGINT
--   1 | desk | 2 | 11
--   2 | chair | 1 | 20
--   3 | lamp | 5 | 60
--   4 | null | 3 | 44
--   5 | null | 1 | null

