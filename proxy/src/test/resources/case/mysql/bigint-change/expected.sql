-- off, speaks old
INSERT INTO orders VALUES (4, 40), (5, 50)
-- becomes
INSERT INTO orders (`id`, `total`) VALUES (4, 40), (5, 50)
-- count 2

-- off, speaks old
INSERT INTO orders VALUES (2147483648, 1)
-- becomes
INSERT INTO orders (`id`, `total`) VALUES (2147483648, 1)
-- error 1264

-- off, speaks old
UPDATE orders SET id = id + 1 WHERE id = 2147483647
-- untouched
-- error 1264

-- off, speaks old
UPDATE orders SET id = id + 10 WHERE id < 5
-- untouched
-- count 3

-- off, speaks old
SELECT id, id + 1, id / 2 FROM orders WHERE id > 11 ORDER BY id
-- untouched
-- id INT | id + 1 BIGINT | id / 2 DECIMAL
--   12 | 13 | 6.0000
--   14 | 15 | 7.0000
--   2147483647 | 2147483648 | 1073741823.5000

-- off, speaks old
SELECT min(id), max(id), sum(id) FROM orders
-- untouched
-- min(id) INT | max(id) INT | sum(id) DECIMAL
--   5 | 2147483647 | 2147483689

-- off, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`total` FROM orders ORDER BY id
-- id INT | total INT
--   5 | 50
--   11 | 10
--   12 | 20
--   14 | 40
--   2147483647 | 30

-- off, speaks new
INSERT INTO orders (id_new, total) VALUES (6, 60)
-- becomes
INSERT INTO orders (id_new, total, `id`) VALUES (6, 60, crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`))
-- count 1

-- off, speaks new
INSERT INTO orders (id_new, total) VALUES (3000000000, 70)
-- becomes
INSERT INTO orders (id_new, total, `id`) VALUES (3000000000, 70, crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`))
-- error 1264

-- off, speaks new
UPDATE orders SET id_new = id_new + 1 WHERE total = 30
-- becomes
UPDATE orders SET `orders`.`id` = crossfade.`case-bigint-change_down_1_checked`(crossfade.`case-bigint-change_up_1_null`(`orders`.`id`) + 1) WHERE total = 30
-- error 1264

-- off, speaks new
DELETE FROM orders WHERE id_new > 2147483646
-- becomes
DELETE FROM orders WHERE `orders`.`id` > 2147483646
-- count 1

-- off, speaks new
SELECT * FROM orders WHERE id_new BETWEEN 2 AND 3000000000 ORDER BY id_new
-- becomes
SELECT `orders`.`total`, crossfade.`case-bigint-change_up_1_null`(`orders`.`id`) AS `id_new` FROM orders WHERE `orders`.`id` BETWEEN 2 AND 3000000000 ORDER BY id_new
-- total INT | id_new BIGINT
--   20 | 2
--   60 | 6

-- dual-write, speaks old
INSERT INTO orders VALUES (4, 40), (5, 50)
-- becomes
INSERT INTO orders (`id`, `total`, `id_new`) VALUES (4, 40, `orders`.`id`), (5, 50, `orders`.`id`)
-- count 2

-- dual-write, speaks old
INSERT INTO orders VALUES (2147483648, 1)
-- becomes
INSERT INTO orders (`id`, `total`, `id_new`) VALUES (2147483648, 1, `orders`.`id`)
-- error 1264

-- dual-write, speaks old
UPDATE orders SET id = id + 1 WHERE id = 2147483647
-- becomes
UPDATE orders SET `orders`.`id_new` = IF(crossfade.`case-bigint-change_unchanged_old`(`orders`.`id`, id + 1), `orders`.`id_new`, crossfade.`case-bigint-change_up_1_record`(id + 1)), id = id + 1 WHERE id = 2147483647
-- error 1264

-- dual-write, speaks old
UPDATE orders SET id = id + 10 WHERE id < 5
-- becomes
UPDATE orders SET `orders`.`id_new` = IF(crossfade.`case-bigint-change_unchanged_old`(`orders`.`id`, id + 10), `orders`.`id_new`, crossfade.`case-bigint-change_up_1_record`(id + 10)), id = id + 10 WHERE id < 5
-- count 3

-- dual-write, speaks old
SELECT id, id + 1, id / 2 FROM orders WHERE id > 11 ORDER BY id
-- untouched
-- id INT | id + 1 BIGINT | id / 2 DECIMAL
--   12 | 13 | 6.0000
--   14 | 15 | 7.0000
--   2147483647 | 2147483648 | 1073741823.5000

-- dual-write, speaks old
SELECT min(id), max(id), sum(id) FROM orders
-- untouched
-- min(id) INT | max(id) INT | sum(id) DECIMAL
--   5 | 2147483647 | 2147483689

-- dual-write, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`total` FROM orders ORDER BY id
-- id INT | total INT
--   5 | 50
--   11 | 10
--   12 | 20
--   14 | 40
--   2147483647 | 30

-- dual-write, speaks new
INSERT INTO orders (id_new, total) VALUES (6, 60)
-- becomes
INSERT INTO orders (id_new, total, `id`) VALUES (6, 60, crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`))
-- count 1

-- dual-write, speaks new
INSERT INTO orders (id_new, total) VALUES (3000000000, 70)
-- becomes
INSERT INTO orders (id_new, total, `id`) VALUES (3000000000, 70, crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`))
-- error 1264

-- dual-write, speaks new
UPDATE orders SET id_new = id_new + 1 WHERE total = 30
-- becomes
UPDATE orders SET `orders`.`id_new` = IF(crossfade.`case-bigint-change_unchanged_old`(`orders`.`id`, crossfade.`case-bigint-change_down_1_checked`(crossfade.`case-bigint-change_up_1_null`(`orders`.`id`) + 1)), `orders`.`id_new`, crossfade.`case-bigint-change_up_1_null`(`orders`.`id`) + 1), `orders`.`id` = crossfade.`case-bigint-change_down_1_checked`(crossfade.`case-bigint-change_up_1_null`(`orders`.`id`) + 1) WHERE total = 30
-- error 1264

-- dual-write, speaks new
DELETE FROM orders WHERE id_new > 2147483646
-- becomes
DELETE FROM orders WHERE `orders`.`id` > 2147483646
-- count 1

-- dual-write, speaks new
SELECT * FROM orders WHERE id_new BETWEEN 2 AND 3000000000 ORDER BY id_new
-- becomes
SELECT `orders`.`total`, crossfade.`case-bigint-change_up_1_null`(`orders`.`id`) AS `id_new` FROM orders WHERE `orders`.`id` BETWEEN 2 AND 3000000000 ORDER BY id_new
-- total INT | id_new BIGINT
--   20 | 2
--   60 | 6

-- live, speaks old
INSERT INTO orders VALUES (4, 40), (5, 50)
-- becomes
INSERT INTO orders (`id`, `total`, `id_new`) VALUES (4, 40, `orders`.`id`), (5, 50, `orders`.`id`)
-- count 2

-- live, speaks old
INSERT INTO orders VALUES (2147483648, 1)
-- becomes
INSERT INTO orders (`id`, `total`, `id_new`) VALUES (2147483648, 1, `orders`.`id`)
-- error 1264

-- live, speaks old
UPDATE orders SET id = id + 1 WHERE id = 2147483647
-- becomes
UPDATE orders SET id = crossfade.`case-bigint-change_down_1`(`orders`.`id_new`) + 1, `orders`.`id_new` = `orders`.`id` WHERE `orders`.`id_new` = 2147483647
-- error 1264

-- live, speaks old
UPDATE orders SET id = id + 10 WHERE id < 5
-- becomes
UPDATE orders SET id = crossfade.`case-bigint-change_down_1`(`orders`.`id_new`) + 10, `orders`.`id_new` = `orders`.`id` WHERE `orders`.`id_new` < 5
-- count 3

-- live, speaks old
SELECT id, id + 1, id / 2 FROM orders WHERE id > 11 ORDER BY id
-- becomes
SELECT crossfade.`case-bigint-change_down_1`(`orders`.`id_new`) AS `id`, crossfade.`case-bigint-change_down_1`(`orders`.`id_new`) + 1 AS `id + 1`, crossfade.`case-bigint-change_down_1`(`orders`.`id_new`) / 2 AS `id / 2` FROM orders WHERE `orders`.`id_new` > 11 ORDER BY id
-- id INT | id + 1 BIGINT | id / 2 DECIMAL
--   12 | 13 | 6.0000
--   14 | 15 | 7.0000
--   2147483647 | 2147483648 | 1073741823.5000

-- live, speaks old
SELECT min(id), max(id), sum(id) FROM orders
-- becomes
SELECT crossfade.`case-bigint-change_down_1`(min(`orders`.`id_new`)) AS `min(id)`, crossfade.`case-bigint-change_down_1`(max(`orders`.`id_new`)) AS `max(id)`, sum(crossfade.`case-bigint-change_down_1`(`orders`.`id_new`)) AS `sum(id)` FROM orders
-- min(id) INT | max(id) INT | sum(id) DECIMAL
--   5 | 2147483647 | 2147483689

-- live, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT crossfade.`case-bigint-change_down_1`(`orders`.`id_new`) AS `id`, `orders`.`total` FROM orders ORDER BY id
-- id INT | total INT
--   5 | 50
--   11 | 10
--   12 | 20
--   14 | 40
--   2147483647 | 30

-- live, speaks new
INSERT INTO orders (id_new, total) VALUES (6, 60)
-- becomes
INSERT INTO orders (id_new, total, `id`) VALUES (6, 60, crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`))
-- count 1

-- live, speaks new
INSERT INTO orders (id_new, total) VALUES (3000000000, 70)
-- becomes
INSERT INTO orders (id_new, total, `id`) VALUES (3000000000, 70, crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`))
-- error 1264

-- live, speaks new
UPDATE orders SET id_new = id_new + 1 WHERE total = 30
-- becomes
UPDATE orders SET id_new = id_new + 1, `orders`.`id` = crossfade.`case-bigint-change_down_1_checked`(`orders`.`id_new`) WHERE total = 30
-- error 1264

-- live, speaks new
DELETE FROM orders WHERE id_new > 2147483646
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM orders WHERE id_new BETWEEN 2 AND 3000000000 ORDER BY id_new
-- becomes
SELECT `orders`.`total`, `orders`.`id_new` FROM orders WHERE id_new BETWEEN 2 AND 3000000000 ORDER BY id_new
-- total INT | id_new BIGINT
--   20 | 2
--   60 | 6

