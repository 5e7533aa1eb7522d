-- off, speaks old
INSERT INTO goods VALUES (4, 70000, 'long text'), (5, 'abc', 'x'), (6, '12 pieces', 'y')
-- becomes
INSERT INTO goods (`id`, `amount`, `note`) VALUES (4, 70000, 'long text'), (5, 'abc', 'x'), (6, '12 pieces', 'y')
-- count 3

-- off, speaks old
UPDATE goods SET amount = 'none' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE goods SET amount = -99999 WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE goods SET amount = amount * 100 WHERE id = 4
-- untouched
-- count 0

-- off, speaks old
INSERT INTO goods (id, amount) SELECT id + 10, 40000 FROM goods WHERE id < 3
-- untouched
-- count 2

-- off, speaks old
INSERT INTO goods (id, amount) VALUES (1, 4) ON DUPLICATE KEY UPDATE amount = '7 or 8'
-- untouched
-- count 2

-- off, speaks old
SELECT * FROM goods ORDER BY id
-- becomes
SELECT `goods`.`id`, `goods`.`amount`, `goods`.`note` FROM goods ORDER BY id
-- id INT | amount SMALLINT | note VARCHAR
--   1 | 7 | a
--   2 | -32768 | b
--   3 | null | c
--   4 | 32767 | long
--   5 | 0 | x
--   6 | 12 | y
--   11 | 32767 | null
--   12 | 32767 | null

-- off, speaks new
INSERT INTO goods VALUES (7, 'long text', '9 and more')
-- becomes
INSERT INTO goods (`id`, `note`, `amount_new`, `amount`) VALUES (7, 'long text', '9 and more', crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`))
-- count 1

-- off, speaks new
INSERT INTO goods VALUES (8, 'z', 70000)
-- becomes
INSERT INTO goods (`id`, `note`, `amount_new`, `amount`) VALUES (8, 'z', 70000, crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`))
-- error 1264

-- off, speaks new
DELETE FROM goods WHERE id = 8
-- untouched
-- count 0

-- off, speaks new
UPDATE goods SET amount_new = 'none' WHERE id = 1
-- becomes
UPDATE goods SET `goods`.`amount` = crossfade.`case-without-strict-mode_down_1_checked`('none') WHERE id = 1
-- count 1

-- off, speaks new
SELECT * FROM goods ORDER BY id
-- becomes
SELECT `goods`.`id`, `goods`.`note`, crossfade.`case-without-strict-mode_up_1_null`(`goods`.`amount`) AS `amount_new` FROM goods ORDER BY id
-- id INT | note VARCHAR | amount_new BIGINT
--   1 | a | 0
--   2 | b | -3
--   3 | c | null
--   7 | long | 9

-- dual-write, speaks old
INSERT INTO goods VALUES (4, 70000, 'long text'), (5, 'abc', 'x'), (6, '12 pieces', 'y')
-- becomes
INSERT INTO goods (`id`, `amount`, `note`, `amount_new`) VALUES (4, 70000, 'long text', `goods`.`amount`), (5, 'abc', 'x', `goods`.`amount`), (6, '12 pieces', 'y', `goods`.`amount`)
-- count 3

-- dual-write, speaks old
UPDATE goods SET amount = 'none' WHERE id = 1
-- becomes
UPDATE goods SET `goods`.`amount_new` = IF(crossfade.`case-without-strict-mode_unchanged_old`(`goods`.`amount`, 'none'), `goods`.`amount_new`, crossfade.`case-without-strict-mode_up_1_record`('none')), amount = 'none' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE goods SET amount = -99999 WHERE id = 2
-- becomes
UPDATE goods SET `goods`.`amount_new` = IF(crossfade.`case-without-strict-mode_unchanged_old`(`goods`.`amount`, -99999), `goods`.`amount_new`, crossfade.`case-without-strict-mode_up_1_record`(-99999)), amount = -99999 WHERE id = 2
-- count 1

-- dual-write, speaks old
UPDATE goods SET amount = amount * 100 WHERE id = 4
-- becomes
UPDATE goods SET `goods`.`amount_new` = IF(crossfade.`case-without-strict-mode_unchanged_old`(`goods`.`amount`, amount * 100), `goods`.`amount_new`, crossfade.`case-without-strict-mode_up_1_record`(amount * 100)), amount = amount * 100 WHERE id = 4
-- count 0

-- dual-write, speaks old
INSERT INTO goods (id, amount) SELECT id + 10, 40000 FROM goods WHERE id < 3
-- becomes
INSERT INTO goods (id, amount, `amount_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-without-strict-mode_up_1_record`(crossfade_value.c2) FROM (SELECT id + 10, 40000 FROM goods WHERE id < 3) AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT INTO goods (id, amount) VALUES (1, 4) ON DUPLICATE KEY UPDATE amount = '7 or 8'
-- becomes
INSERT INTO goods (id, amount, `amount_new`) VALUES (1, 4, `goods`.`amount`) ON DUPLICATE KEY UPDATE `goods`.`amount_new` = IF(crossfade.`case-without-strict-mode_unchanged_old`(`goods`.`amount`, '7 or 8'), `goods`.`amount_new`, crossfade.`case-without-strict-mode_up_1_record`('7 or 8')), amount = '7 or 8'
-- count 2

-- dual-write, speaks old
SELECT * FROM goods ORDER BY id
-- becomes
SELECT `goods`.`id`, `goods`.`amount`, `goods`.`note` FROM goods ORDER BY id
-- id INT | amount SMALLINT | note VARCHAR
--   1 | 7 | a
--   2 | -32768 | b
--   3 | null | c
--   4 | 32767 | long
--   5 | 0 | x
--   6 | 12 | y
--   11 | 32767 | null
--   12 | 32767 | null

-- dual-write, speaks new
INSERT INTO goods VALUES (7, 'long text', '9 and more')
-- becomes
INSERT INTO goods (`id`, `note`, `amount_new`, `amount`) VALUES (7, 'long text', '9 and more', crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`))
-- count 1

-- dual-write, speaks new
INSERT INTO goods VALUES (8, 'z', 70000)
-- becomes
INSERT INTO goods (`id`, `note`, `amount_new`, `amount`) VALUES (8, 'z', 70000, crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`))
-- error 1264

-- dual-write, speaks new
DELETE FROM goods WHERE id = 8
-- untouched
-- count 0

-- dual-write, speaks new
UPDATE goods SET amount_new = 'none' WHERE id = 1
-- becomes
UPDATE goods SET `goods`.`amount_new` = IF(crossfade.`case-without-strict-mode_unchanged_old`(`goods`.`amount`, crossfade.`case-without-strict-mode_down_1_checked`('none')), `goods`.`amount_new`, 'none'), `goods`.`amount` = crossfade.`case-without-strict-mode_down_1_checked`('none') WHERE id = 1
-- count 1

-- dual-write, speaks new
SELECT * FROM goods ORDER BY id
-- becomes
SELECT `goods`.`id`, `goods`.`note`, crossfade.`case-without-strict-mode_up_1_null`(`goods`.`amount`) AS `amount_new` FROM goods ORDER BY id
-- id INT | note VARCHAR | amount_new BIGINT
--   1 | a | 0
--   2 | b | -3
--   3 | c | null
--   7 | long | 9

-- live, speaks old
INSERT INTO goods VALUES (4, 70000, 'long text'), (5, 'abc', 'x'), (6, '12 pieces', 'y')
-- becomes
INSERT INTO goods (`id`, `amount`, `note`, `amount_new`) VALUES (4, 70000, 'long text', `goods`.`amount`), (5, 'abc', 'x', `goods`.`amount`), (6, '12 pieces', 'y', `goods`.`amount`)
-- count 3

-- live, speaks old
UPDATE goods SET amount = 'none' WHERE id = 1
-- becomes
UPDATE goods SET amount = 'none', `goods`.`amount_new` = `goods`.`amount` WHERE id = 1
-- count 1

-- live, speaks old
UPDATE goods SET amount = -99999 WHERE id = 2
-- becomes
UPDATE goods SET amount = -99999, `goods`.`amount_new` = `goods`.`amount` WHERE id = 2
-- count 1

-- live, speaks old
UPDATE goods SET amount = amount * 100 WHERE id = 4
-- becomes
UPDATE goods SET amount = crossfade.`case-without-strict-mode_down_1`(`goods`.`amount_new`) * 100, `goods`.`amount_new` = `goods`.`amount` WHERE id = 4
-- count 0

-- live, speaks old
INSERT INTO goods (id, amount) SELECT id + 10, 40000 FROM goods WHERE id < 3
-- becomes
INSERT INTO goods (id, amount, `amount_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-without-strict-mode_up_1_raise`(crossfade_value.c2) FROM (SELECT id + 10, 40000 FROM goods WHERE id < 3) AS crossfade_value (c1, c2)
-- count 2

-- live, speaks old
INSERT INTO goods (id, amount) VALUES (1, 4) ON DUPLICATE KEY UPDATE amount = '7 or 8'
-- becomes
INSERT INTO goods (id, amount, `amount_new`) VALUES (1, 4, `goods`.`amount`) ON DUPLICATE KEY UPDATE amount = '7 or 8', `goods`.`amount_new` = `goods`.`amount`
-- count 2

-- live, speaks old
SELECT * FROM goods ORDER BY id
-- becomes
SELECT `goods`.`id`, crossfade.`case-without-strict-mode_down_1`(`goods`.`amount_new`) AS `amount`, `goods`.`note` FROM goods ORDER BY id
-- id INT | amount SMALLINT | note VARCHAR
--   1 | 7 | a
--   2 | -32768 | b
--   3 | null | c
--   4 | 32767 | long
--   5 | 0 | x
--   6 | 12 | y
--   11 | 32767 | null
--   12 | 32767 | null

-- live, speaks new
INSERT INTO goods VALUES (7, 'long text', '9 and more')
-- becomes
INSERT INTO goods (`id`, `note`, `amount_new`, `amount`) VALUES (7, 'long text', '9 and more', crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`))
-- count 1

-- live, speaks new
INSERT INTO goods VALUES (8, 'z', 70000)
-- becomes
INSERT INTO goods (`id`, `note`, `amount_new`, `amount`) VALUES (8, 'z', 70000, crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`))
-- error 1264

-- live, speaks new
DELETE FROM goods WHERE id = 8
-- untouched
-- count 0

-- live, speaks new
UPDATE goods SET amount_new = 'none' WHERE id = 1
-- becomes
UPDATE goods SET amount_new = 'none', `goods`.`amount` = crossfade.`case-without-strict-mode_down_1_checked`(`goods`.`amount_new`) WHERE id = 1
-- count 1

-- live, speaks new
SELECT * FROM goods ORDER BY id
-- becomes
SELECT `goods`.`id`, `goods`.`note`, `goods`.`amount_new` FROM goods ORDER BY id
-- id INT | note VARCHAR | amount_new BIGINT
--   1 | a | 0
--   2 | b | -3
--   3 | c | null
--   7 | long | 9

