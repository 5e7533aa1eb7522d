-- off, speaks old
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, 500)
-- becomes
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 500))
-- count 1

-- off, speaks old
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, 511)
-- becomes
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 511))
-- error 1644

-- off, speaks old
UPDATE orders SET ref = 600, ref_new = 600 WHERE id = 50
-- becomes
UPDATE orders SET ref = 600, ref_new = crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 600) WHERE id = 50
-- count 1

-- off, speaks old
UPDATE orders SET ref = 610, ref_new = 620 WHERE id = 50
-- becomes
UPDATE orders SET ref = 610, ref_new = crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 620) WHERE id = 50
-- error 1644

-- off, speaks old
DELETE FROM orders WHERE id >= 50
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 10 | lamp | 2
--   2 | 20 | chair | 1
--   3 | 30 | lamp | 5
--   4 | null | null | 3

-- dual-write, speaks old
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, 500)
-- becomes
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 500))
-- count 1

-- dual-write, speaks old
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, 511)
-- becomes
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 511))
-- error 1644

-- dual-write, speaks old
UPDATE orders SET ref = 600, ref_new = 600 WHERE id = 50
-- becomes
UPDATE orders SET ref = 600, ref_new = crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 600) WHERE id = 50
-- count 1

-- dual-write, speaks old
UPDATE orders SET ref = 610, ref_new = 620 WHERE id = 50
-- becomes
UPDATE orders SET ref = 610, ref_new = crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 620) WHERE id = 50
-- error 1644

-- dual-write, speaks old
DELETE FROM orders WHERE id >= 50
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 10 | lamp | 2
--   2 | 20 | chair | 1
--   3 | 30 | lamp | 5
--   4 | null | null | 3

-- live, speaks old
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, 500)
-- becomes
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 500))
-- count 1

-- live, speaks old
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, 511)
-- becomes
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 511))
-- error 1644

-- live, speaks old
UPDATE orders SET ref = 600, ref_new = 600 WHERE id = 50
-- becomes
UPDATE orders SET ref = 600, ref_new = crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 600) WHERE id = 50
-- count 1

-- live, speaks old
UPDATE orders SET ref = 610, ref_new = 620 WHERE id = 50
-- becomes
UPDATE orders SET ref = 610, ref_new = crossfade.`case-both-sides_agreed_new_1`(`orders`.`ref`, 620) WHERE id = 50
-- error 1644

-- live, speaks old
DELETE FROM orders WHERE id >= 50
-- untouched
-- count 1

-- live, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT `orders`.`id`, crossfade.`case-both-sides_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders ORDER BY id
-- id INT | ref INT | item VARCHAR | qty INT
--   1 | 10 | lamp | 2
--   2 | 20 | chair | 1
--   3 | 30 | lamp | 5
--   4 | null | null | 3

