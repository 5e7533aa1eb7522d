-- live, speaks old
INSERT INTO counts VALUES (10, 999999)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (10, 999999, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- count 1

-- live, speaks old
INSERT INTO counts VALUES (11, 1000000)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (11, 1000000, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- error 1406

-- live, speaks old
INSERT INTO counts VALUES (12, 1), (13, 1000000)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (12, 1, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)), (13, 1000000, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- error 1406

-- live, speaks old
UPDATE counts SET n = n * 1000000 WHERE id = 1
-- becomes
UPDATE counts SET n = crossfade.`case-values-refused-at-live_down_1`(`counts`.`n_text`) * 1000000, `counts`.`n_text` = IF(crossfade.`case-values-refused-at-live_agrees`(`counts`.`n`, `counts`.`n_text`), `counts`.`n_text`, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)) WHERE id = 1
-- error 1406

-- live, speaks old
UPDATE counts SET n = 5 WHERE id = 1
-- becomes
UPDATE counts SET n = 5, `counts`.`n_text` = IF(crossfade.`case-values-refused-at-live_agrees`(`counts`.`n`, `counts`.`n_text`), `counts`.`n_text`, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)) WHERE id = 1
-- count 0

-- live, speaks old
UPDATE counts SET n = n + 1 WHERE id < 10
-- becomes
UPDATE counts SET n = crossfade.`case-values-refused-at-live_down_1`(`counts`.`n_text`) + 1, `counts`.`n_text` = IF(crossfade.`case-values-refused-at-live_agrees`(`counts`.`n`, `counts`.`n_text`), `counts`.`n_text`, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)) WHERE id < 10
-- count 2

-- live, speaks old
INSERT INTO counts VALUES (14, 3000000000)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (14, 3000000000, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- error 1264

-- live, speaks old
SELECT * FROM counts WHERE id < 11 ORDER BY id
-- becomes
SELECT `counts`.`id`, crossfade.`case-values-refused-at-live_down_1`(`counts`.`n_text`) AS `n` FROM counts WHERE id < 11 ORDER BY id
-- id INT | n INT
--   1 | 6
--   2 | null
--   3 | -299
--   10 | 999999

-- live, speaks new
INSERT INTO counts VALUES (10, '10')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (10, '10', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- count 1

-- live, speaks new
INSERT INTO counts VALUES (11, 'many')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (11, 'many', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- error 1366

-- live, speaks new
INSERT INTO counts VALUES (12, '1'), (13, 'x')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (12, '1', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`)), (13, 'x', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- error 1366

-- live, speaks new
UPDATE counts SET n_text = concat(n_text, 'z') WHERE id = 1
-- becomes
UPDATE counts SET n_text = concat(n_text, 'z'), `counts`.`n` = crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`) WHERE id = 1
-- error 1265

-- live, speaks new
UPDATE counts SET n_text = '5' WHERE id = 1
-- becomes
UPDATE counts SET n_text = '5', `counts`.`n` = crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`) WHERE id = 1
-- count 0

-- live, speaks new
UPDATE counts SET n_text = concat(n_text, '0') WHERE id = 3
-- becomes
UPDATE counts SET n_text = concat(n_text, '0'), `counts`.`n` = crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`) WHERE id = 3
-- count 1

-- live, speaks new
INSERT INTO counts VALUES (14, '12345678')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (14, '12345678', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- error 1406

-- live, speaks new
SELECT * FROM counts WHERE id < 11 ORDER BY id
-- becomes
SELECT `counts`.`id`, `counts`.`n_text` FROM counts WHERE id < 11 ORDER BY id
-- id INT | n_text VARCHAR
--   1 | 5
--   2 | null
--   3 | -3000
--   10 | 10

-- ramp-down, speaks old
INSERT INTO counts VALUES (10, 999999)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (10, 999999, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- count 1

-- ramp-down, speaks old
INSERT INTO counts VALUES (11, 1000000)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (11, 1000000, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- error 1406

-- ramp-down, speaks old
INSERT INTO counts VALUES (12, 1), (13, 1000000)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (12, 1, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)), (13, 1000000, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- error 1406

-- ramp-down, speaks old
UPDATE counts SET n = n * 1000000 WHERE id = 1
-- becomes
UPDATE counts SET n = crossfade.`case-values-refused-at-live_down_1`(`counts`.`n_text`) * 1000000, `counts`.`n_text` = IF(crossfade.`case-values-refused-at-live_agrees`(`counts`.`n`, `counts`.`n_text`), `counts`.`n_text`, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)) WHERE id = 1
-- error 1406

-- ramp-down, speaks old
UPDATE counts SET n = 5 WHERE id = 1
-- becomes
UPDATE counts SET n = 5, `counts`.`n_text` = IF(crossfade.`case-values-refused-at-live_agrees`(`counts`.`n`, `counts`.`n_text`), `counts`.`n_text`, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)) WHERE id = 1
-- count 0

-- ramp-down, speaks old
UPDATE counts SET n = n + 1 WHERE id < 10
-- becomes
UPDATE counts SET n = crossfade.`case-values-refused-at-live_down_1`(`counts`.`n_text`) + 1, `counts`.`n_text` = IF(crossfade.`case-values-refused-at-live_agrees`(`counts`.`n`, `counts`.`n_text`), `counts`.`n_text`, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`)) WHERE id < 10
-- count 2

-- ramp-down, speaks old
INSERT INTO counts VALUES (14, 3000000000)
-- becomes
INSERT INTO counts (`id`, `n`, `n_text`) VALUES (14, 3000000000, crossfade.`case-values-refused-at-live_up_1_raise`(`counts`.`n`))
-- error 1264

-- ramp-down, speaks old
SELECT * FROM counts WHERE id < 11 ORDER BY id
-- becomes
SELECT `counts`.`id`, crossfade.`case-values-refused-at-live_down_1`(`counts`.`n_text`) AS `n` FROM counts WHERE id < 11 ORDER BY id
-- id INT | n INT
--   1 | 6
--   2 | null
--   3 | -299
--   10 | 999999

-- ramp-down, speaks new
INSERT INTO counts VALUES (10, '10')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (10, '10', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- count 1

-- ramp-down, speaks new
INSERT INTO counts VALUES (11, 'many')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (11, 'many', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- error 1366

-- ramp-down, speaks new
INSERT INTO counts VALUES (12, '1'), (13, 'x')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (12, '1', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`)), (13, 'x', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- error 1366

-- ramp-down, speaks new
UPDATE counts SET n_text = concat(n_text, 'z') WHERE id = 1
-- becomes
UPDATE counts SET n_text = concat(n_text, 'z'), `counts`.`n` = crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`) WHERE id = 1
-- error 1265

-- ramp-down, speaks new
UPDATE counts SET n_text = '5' WHERE id = 1
-- becomes
UPDATE counts SET n_text = '5', `counts`.`n` = crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`) WHERE id = 1
-- count 0

-- ramp-down, speaks new
UPDATE counts SET n_text = concat(n_text, '0') WHERE id = 3
-- becomes
UPDATE counts SET n_text = concat(n_text, '0'), `counts`.`n` = crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`) WHERE id = 3
-- count 1

-- ramp-down, speaks new
INSERT INTO counts VALUES (14, '12345678')
-- becomes
INSERT INTO counts (`id`, `n_text`, `n`) VALUES (14, '12345678', crossfade.`case-values-refused-at-live_down_1_checked`(`counts`.`n_text`))
-- error 1406

-- ramp-down, speaks new
SELECT * FROM counts WHERE id < 11 ORDER BY id
-- becomes
SELECT `counts`.`id`, `counts`.`n_text` FROM counts WHERE id < 11 ORDER BY id
-- id INT | n_text VARCHAR
--   1 | 5
--   2 | null
--   3 | -3000
--   10 | 10

