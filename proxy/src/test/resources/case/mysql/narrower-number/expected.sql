-- off, speaks old
INSERT INTO stock VALUES (4, 7), (5, 8)
-- becomes
INSERT INTO stock (`id`, `amount`) VALUES (4, 7), (5, 8)
-- count 2

-- off, speaks old
INSERT INTO stock VALUES (6, 1), (7, 70000)
-- becomes
INSERT INTO stock (`id`, `amount`) VALUES (6, 1), (7, 70000)
-- count 2

-- off, speaks old
DELETE FROM stock WHERE id IN (6, 7)
-- untouched
-- count 2

-- off, speaks old
UPDATE stock SET amount = 70000 WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE stock SET amount = amount * 2 WHERE id < 5 AND id <> 1
-- untouched
-- count 2

-- off, speaks old
UPDATE stock SET amount = 3000000000 WHERE id = 2
-- untouched
-- error 1264

-- off, speaks old
UPDATE stock SET amount = 6 WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM stock WHERE id <> 10 ORDER BY id
-- becomes
SELECT `stock`.`id`, `stock`.`amount` FROM stock WHERE id <> 10 ORDER BY id
-- id INT | amount INT
--   1 | 6
--   2 | -6
--   3 | null
--   4 | 14
--   5 | 8

-- off, speaks old
SELECT * FROM stock WHERE id = 10
-- becomes
SELECT `stock`.`id`, `stock`.`amount` FROM stock WHERE id = 10
-- id INT | amount INT
--   10 | 40000

-- off, speaks new
INSERT INTO stock VALUES (8, 9)
-- becomes
INSERT INTO stock (`id`, `amount_s`, `amount`) VALUES (8, 9, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- count 1

-- off, speaks new
INSERT INTO stock VALUES (9, 70000)
-- becomes
INSERT INTO stock (`id`, `amount_s`, `amount`) VALUES (9, 70000, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- error 1264

-- off, speaks new
INSERT IGNORE INTO stock VALUES (9, 70000)
-- refused: Crossfade: IGNORE for columns of migration case-narrower-number, of which only the other side is stored, into table shop.stock

-- off, speaks new
UPDATE stock SET amount_s = amount_s + 1
-- becomes
UPDATE stock SET `stock`.`amount` = IF(crossfade.`case-narrower-number_unchanged_new`(crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`), crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`) + 1), `stock`.`amount`, crossfade.`case-narrower-number_down_1_checked`(crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`) + 1))
-- count 3

-- off, speaks new
SELECT * FROM stock ORDER BY id
-- becomes
SELECT `stock`.`id`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`) AS `amount_s` FROM stock ORDER BY id
-- id INT | amount_s SMALLINT
--   1 | 6
--   2 | -2
--   3 | null
--   8 | 10
--   10 | null

-- dual-write, speaks old
INSERT INTO stock VALUES (4, 7), (5, 8)
-- becomes
INSERT INTO stock (`id`, `amount`, `amount_s`) VALUES (4, 7, crossfade.`case-narrower-number_up_1_record`(`stock`.`amount`)), (5, 8, crossfade.`case-narrower-number_up_1_record`(`stock`.`amount`))
-- count 2

-- dual-write, speaks old
INSERT INTO stock VALUES (6, 1), (7, 70000)
-- becomes
INSERT INTO stock (`id`, `amount`, `amount_s`) VALUES (6, 1, crossfade.`case-narrower-number_up_1_record`(`stock`.`amount`)), (7, 70000, crossfade.`case-narrower-number_up_1_record`(`stock`.`amount`))
-- count 2

-- dual-write, speaks old
DELETE FROM stock WHERE id IN (6, 7)
-- untouched
-- count 2

-- dual-write, speaks old
UPDATE stock SET amount = 70000 WHERE id = 1
-- becomes
UPDATE stock SET `stock`.`amount_s` = IF(crossfade.`case-narrower-number_unchanged_old`(`stock`.`amount`, 70000), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_record`(70000)), amount = 70000 WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE stock SET amount = amount * 2 WHERE id < 5 AND id <> 1
-- becomes
UPDATE stock SET `stock`.`amount_s` = IF(crossfade.`case-narrower-number_unchanged_old`(`stock`.`amount`, amount * 2), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_record`(amount * 2)), amount = amount * 2 WHERE id < 5 AND id <> 1
-- count 2

-- dual-write, speaks old
UPDATE stock SET amount = 3000000000 WHERE id = 2
-- becomes
UPDATE stock SET `stock`.`amount_s` = IF(crossfade.`case-narrower-number_unchanged_old`(`stock`.`amount`, 3000000000), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_record`(3000000000)), amount = 3000000000 WHERE id = 2
-- error 1264

-- dual-write, speaks old
UPDATE stock SET amount = 6 WHERE id = 1
-- becomes
UPDATE stock SET `stock`.`amount_s` = IF(crossfade.`case-narrower-number_unchanged_old`(`stock`.`amount`, 6), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_record`(6)), amount = 6 WHERE id = 1
-- count 1

-- dual-write, speaks old
SELECT * FROM stock WHERE id <> 10 ORDER BY id
-- becomes
SELECT `stock`.`id`, `stock`.`amount` FROM stock WHERE id <> 10 ORDER BY id
-- id INT | amount INT
--   1 | 6
--   2 | -6
--   3 | null
--   4 | 14
--   5 | 8

-- dual-write, speaks old
SELECT * FROM stock WHERE id = 10
-- becomes
SELECT `stock`.`id`, `stock`.`amount` FROM stock WHERE id = 10
-- id INT | amount INT
--   10 | 40000

-- dual-write, speaks new
INSERT INTO stock VALUES (8, 9)
-- becomes
INSERT INTO stock (`id`, `amount_s`, `amount`) VALUES (8, 9, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- count 1

-- dual-write, speaks new
INSERT INTO stock VALUES (9, 70000)
-- becomes
INSERT INTO stock (`id`, `amount_s`, `amount`) VALUES (9, 70000, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- error 1264

-- dual-write, speaks new
INSERT IGNORE INTO stock VALUES (9, 70000)
-- becomes
INSERT IGNORE INTO stock (`id`, `amount_s`, `amount`) VALUES (9, 70000, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- count 1

-- dual-write, speaks new
UPDATE stock SET amount_s = amount_s + 1
-- becomes
UPDATE stock SET `stock`.`amount_s` = IF(crossfade.`case-narrower-number_unchanged_new`(COALESCE(`stock`.`amount_s`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`)), COALESCE(`stock`.`amount_s`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`)) + 1), `stock`.`amount_s`, COALESCE(`stock`.`amount_s`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`)) + 1), `stock`.`amount` = IF(`stock`.`amount_s` IS NULL AND crossfade.`case-narrower-number_unchanged_new`(COALESCE(`stock`.`amount_s`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`)), COALESCE(`stock`.`amount_s`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`)) + 1), `stock`.`amount`, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- error 1264

-- dual-write, speaks new
SELECT * FROM stock ORDER BY id
-- becomes
SELECT `stock`.`id`, COALESCE(`stock`.`amount_s`, crossfade.`case-narrower-number_up_1_null`(`stock`.`amount`)) AS `amount_s` FROM stock ORDER BY id
-- id INT | amount_s SMALLINT
--   1 | 5
--   2 | -3
--   3 | null
--   8 | 9
--   9 | 32767
--   10 | null

-- live, speaks old
INSERT INTO stock VALUES (4, 7), (5, 8)
-- becomes
INSERT INTO stock (`id`, `amount`, `amount_s`) VALUES (4, 7, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`)), (5, 8, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`))
-- count 2

-- live, speaks old
INSERT INTO stock VALUES (6, 1), (7, 70000)
-- becomes
INSERT INTO stock (`id`, `amount`, `amount_s`) VALUES (6, 1, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`)), (7, 70000, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`))
-- error 1264

-- live, speaks old
DELETE FROM stock WHERE id IN (6, 7)
-- untouched
-- count 0

-- live, speaks old
UPDATE stock SET amount = 70000 WHERE id = 1
-- becomes
UPDATE stock SET amount = 70000, `stock`.`amount_s` = IF(crossfade.`case-narrower-number_agrees`(`stock`.`amount`, `stock`.`amount_s`), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`)) WHERE id = 1
-- error 1264

-- live, speaks old
UPDATE stock SET amount = amount * 2 WHERE id < 5 AND id <> 1
-- becomes
UPDATE stock SET amount = crossfade.`case-narrower-number_down_1`(`stock`.`amount_s`) * 2, `stock`.`amount_s` = IF(crossfade.`case-narrower-number_agrees`(`stock`.`amount`, `stock`.`amount_s`), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`)) WHERE id < 5 AND id <> 1
-- count 2

-- live, speaks old
UPDATE stock SET amount = 3000000000 WHERE id = 2
-- becomes
UPDATE stock SET amount = 3000000000, `stock`.`amount_s` = IF(crossfade.`case-narrower-number_agrees`(`stock`.`amount`, `stock`.`amount_s`), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`)) WHERE id = 2
-- error 1264

-- live, speaks old
UPDATE stock SET amount = 6 WHERE id = 1
-- becomes
UPDATE stock SET amount = 6, `stock`.`amount_s` = IF(crossfade.`case-narrower-number_agrees`(`stock`.`amount`, `stock`.`amount_s`), `stock`.`amount_s`, crossfade.`case-narrower-number_up_1_raise`(`stock`.`amount`)) WHERE id = 1
-- count 1

-- live, speaks old
SELECT * FROM stock WHERE id <> 10 ORDER BY id
-- becomes
SELECT `stock`.`id`, crossfade.`case-narrower-number_down_1`(`stock`.`amount_s`) AS `amount` FROM stock WHERE id <> 10 ORDER BY id
-- id INT | amount INT
--   1 | 6
--   2 | -6
--   3 | null
--   4 | 14
--   5 | 8

-- live, speaks old
SELECT * FROM stock WHERE id = 10
-- becomes
SELECT `stock`.`id`, crossfade.`case-narrower-number_down_1`(`stock`.`amount_s`) AS `amount` FROM stock WHERE id = 10
-- id INT | amount INT
--   10 | null

-- live, speaks new
INSERT INTO stock VALUES (8, 9)
-- becomes
INSERT INTO stock (`id`, `amount_s`, `amount`) VALUES (8, 9, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- count 1

-- live, speaks new
INSERT INTO stock VALUES (9, 70000)
-- becomes
INSERT INTO stock (`id`, `amount_s`, `amount`) VALUES (9, 70000, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- error 1264

-- live, speaks new
INSERT IGNORE INTO stock VALUES (9, 70000)
-- becomes
INSERT IGNORE INTO stock (`id`, `amount_s`, `amount`) VALUES (9, 70000, crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`))
-- count 1

-- live, speaks new
UPDATE stock SET amount_s = amount_s + 1
-- becomes
UPDATE stock SET amount_s = amount_s + 1, `stock`.`amount` = crossfade.`case-narrower-number_down_1_checked`(`stock`.`amount_s`)
-- error 1264

-- live, speaks new
SELECT * FROM stock ORDER BY id
-- becomes
SELECT `stock`.`id`, `stock`.`amount_s` FROM stock ORDER BY id
-- id INT | amount_s SMALLINT
--   1 | 5
--   2 | -3
--   3 | null
--   8 | 9
--   9 | 32767
--   10 | null

