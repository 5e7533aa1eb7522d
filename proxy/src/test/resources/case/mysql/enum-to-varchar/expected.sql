-- off, speaks old
SELECT id, status FROM jobs WHERE status = 'failed'
-- untouched
-- id INT | status CHAR
--   2 | failed

-- off, speaks old
SELECT status, status + 0 FROM jobs ORDER BY id
-- untouched
-- status CHAR | status + 0 DOUBLE
--   new | 1.0
--   failed | 3.0
--   done | 2.0
--   null | null

-- off, speaks old
SELECT status FROM jobs ORDER BY status, id
-- untouched
-- status CHAR
--   null
--   new
--   done
--   failed

-- off, speaks old
INSERT INTO jobs (id) VALUES (5)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO jobs (id, status) VALUES (6, 'lost')
-- untouched
-- error 1265

-- off, speaks old
INSERT IGNORE INTO jobs (id, status) VALUES (7, 'lost')
-- untouched
-- count 1

-- off, speaks old
UPDATE jobs SET status = 'done' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE jobs SET status = 'done' WHERE id = 1
-- untouched
-- count 0

-- off, speaks old
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, `jobs`.`status` FROM jobs ORDER BY id
-- id INT | status CHAR
--   1 | done
--   2 | failed
--   3 | done
--   4 | null
--   5 | new
--   7 | 

-- off, speaks new
SELECT id, state FROM jobs WHERE state = 'failed'
-- becomes
SELECT id, IF(TRUE, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`), `jobs`.`state`) AS `state` FROM jobs WHERE IF(TRUE, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`), `jobs`.`state`) = 'failed'
-- id INT | state VARCHAR
--   2 | failed

-- off, speaks new
SELECT state FROM jobs ORDER BY state, id
-- becomes
SELECT IF(TRUE, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`), `jobs`.`state`) AS `state` FROM jobs ORDER BY state, id
-- state VARCHAR
--   null
--   done
--   failed
--   new

-- off, speaks new
INSERT INTO jobs (id, state) VALUES (8, 'done')
-- becomes
INSERT INTO jobs (id, state, `status`) VALUES (8, 'done', crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`))
-- count 1

-- off, speaks new
INSERT INTO jobs (id, state) VALUES (9, 'lost')
-- becomes
INSERT INTO jobs (id, state, `status`) VALUES (9, 'lost', crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`))
-- error 1265

-- off, speaks new
DELETE FROM jobs WHERE id = 9
-- untouched
-- count 0

-- off, speaks new
UPDATE jobs SET state = 'failed' WHERE id < 3
-- becomes
UPDATE jobs SET `jobs`.`status` = IF(crossfade.`case-enum-to-varchar_unchanged_new`(IF(TRUE, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`), `jobs`.`state`), 'failed'), `jobs`.`status`, crossfade.`case-enum-to-varchar_down_1_checked`('failed')) WHERE id < 3
-- count 1

-- off, speaks new
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, IF(TRUE, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`), `jobs`.`state`) AS `state` FROM jobs ORDER BY id
-- id INT | state VARCHAR
--   1 | failed
--   2 | failed
--   3 | done
--   4 | null
--   8 | done

-- dual-write, speaks old
SELECT id, status FROM jobs WHERE status = 'failed'
-- untouched
-- id INT | status CHAR
--   2 | failed

-- dual-write, speaks old
SELECT status, status + 0 FROM jobs ORDER BY id
-- untouched
-- status CHAR | status + 0 DOUBLE
--   new | 1.0
--   failed | 3.0
--   done | 2.0
--   null | null

-- dual-write, speaks old
SELECT status FROM jobs ORDER BY status, id
-- untouched
-- status CHAR
--   null
--   new
--   done
--   failed

-- dual-write, speaks old
INSERT INTO jobs (id) VALUES (5)
-- becomes
INSERT INTO jobs (id, `state`) VALUES (5, crossfade.`case-enum-to-varchar_up_1_record`(`jobs`.`status`))
-- count 1

-- dual-write, speaks old
INSERT INTO jobs (id, status) VALUES (6, 'lost')
-- becomes
INSERT INTO jobs (id, status, `state`) VALUES (6, 'lost', crossfade.`case-enum-to-varchar_up_1_record`(`jobs`.`status`))
-- error 1265

-- dual-write, speaks old
INSERT IGNORE INTO jobs (id, status) VALUES (7, 'lost')
-- refused: Crossfade: IGNORE, which may store no value at all in the enum status, into table shop.jobs

-- dual-write, speaks old
UPDATE jobs SET status = 'done' WHERE id = 1
-- becomes
UPDATE jobs SET `jobs`.`state` = IF(crossfade.`case-enum-to-varchar_unchanged_old`(`jobs`.`status`, 'done'), `jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_record`('done')), status = 'done' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE jobs SET status = 'done' WHERE id = 1
-- becomes
UPDATE jobs SET `jobs`.`state` = IF(crossfade.`case-enum-to-varchar_unchanged_old`(`jobs`.`status`, 'done'), `jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_record`('done')), status = 'done' WHERE id = 1
-- count 0

-- dual-write, speaks old
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, `jobs`.`status` FROM jobs ORDER BY id
-- id INT | status CHAR
--   1 | done
--   2 | failed
--   3 | done
--   4 | null
--   5 | new

-- dual-write, speaks new
SELECT id, state FROM jobs WHERE state = 'failed'
-- becomes
SELECT id, COALESCE(`jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`)) AS `state` FROM jobs WHERE COALESCE(`jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`)) = 'failed'
-- id INT | state VARCHAR
--   2 | failed

-- dual-write, speaks new
SELECT state FROM jobs ORDER BY state, id
-- becomes
SELECT COALESCE(`jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`)) AS `state` FROM jobs ORDER BY state, id
-- state VARCHAR
--   null
--   done
--   failed
--   new

-- dual-write, speaks new
INSERT INTO jobs (id, state) VALUES (8, 'done')
-- becomes
INSERT INTO jobs (id, state, `status`) VALUES (8, 'done', crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`))
-- count 1

-- dual-write, speaks new
INSERT INTO jobs (id, state) VALUES (9, 'lost')
-- becomes
INSERT INTO jobs (id, state, `status`) VALUES (9, 'lost', crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`))
-- error 1265

-- dual-write, speaks new
DELETE FROM jobs WHERE id = 9
-- untouched
-- count 0

-- dual-write, speaks new
UPDATE jobs SET state = 'failed' WHERE id < 3
-- becomes
UPDATE jobs SET `jobs`.`state` = IF(crossfade.`case-enum-to-varchar_unchanged_new`(COALESCE(`jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`)), 'failed'), `jobs`.`state`, 'failed'), `jobs`.`status` = IF(`jobs`.`state` IS NULL AND crossfade.`case-enum-to-varchar_unchanged_new`(COALESCE(`jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`)), 'failed'), `jobs`.`status`, crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`)) WHERE id < 3
-- count 1

-- dual-write, speaks new
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, COALESCE(`jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_null`(`jobs`.`status`)) AS `state` FROM jobs ORDER BY id
-- id INT | state VARCHAR
--   1 | failed
--   2 | failed
--   3 | done
--   4 | null
--   8 | done

-- live, speaks old
SELECT id, status FROM jobs WHERE status = 'failed'
-- becomes
SELECT id, crossfade.`case-enum-to-varchar_down_1`(`jobs`.`state`) AS `status` FROM jobs WHERE crossfade.`case-enum-to-varchar_down_1`(`jobs`.`state`) = 'failed'
-- id INT | status CHAR
--   2 | failed

-- live, speaks old
SELECT status, status + 0 FROM jobs ORDER BY id
-- becomes
SELECT crossfade.`case-enum-to-varchar_down_1`(`jobs`.`state`) AS `status`, crossfade.`case-enum-to-varchar_down_1`(`jobs`.`state`) + 0 AS `status + 0` FROM jobs ORDER BY id
-- status CHAR | status + 0 DOUBLE
--   new | 1.0
--   failed | 3.0
--   done | 2.0
--   null | null

-- live, speaks old
SELECT status FROM jobs ORDER BY status, id
-- becomes
SELECT crossfade.`case-enum-to-varchar_down_1`(`jobs`.`state`) AS `status` FROM jobs ORDER BY status, id
-- status CHAR
--   null
--   new
--   done
--   failed

-- live, speaks old
INSERT INTO jobs (id) VALUES (5)
-- becomes
INSERT INTO jobs (id, `state`) VALUES (5, crossfade.`case-enum-to-varchar_up_1_raise`(`jobs`.`status`))
-- count 1

-- live, speaks old
INSERT INTO jobs (id, status) VALUES (6, 'lost')
-- becomes
INSERT INTO jobs (id, status, `state`) VALUES (6, 'lost', crossfade.`case-enum-to-varchar_up_1_raise`(`jobs`.`status`))
-- error 1265

-- live, speaks old
INSERT IGNORE INTO jobs (id, status) VALUES (7, 'lost')
-- refused: Crossfade: IGNORE, which may store no value at all in the enum status, into table shop.jobs

-- live, speaks old
UPDATE jobs SET status = 'done' WHERE id = 1
-- becomes
UPDATE jobs SET status = 'done', `jobs`.`state` = IF(crossfade.`case-enum-to-varchar_agrees`(`jobs`.`status`, `jobs`.`state`), `jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_raise`(`jobs`.`status`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE jobs SET status = 'done' WHERE id = 1
-- becomes
UPDATE jobs SET status = 'done', `jobs`.`state` = IF(crossfade.`case-enum-to-varchar_agrees`(`jobs`.`status`, `jobs`.`state`), `jobs`.`state`, crossfade.`case-enum-to-varchar_up_1_raise`(`jobs`.`status`)) WHERE id = 1
-- count 0

-- live, speaks old
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, crossfade.`case-enum-to-varchar_down_1`(`jobs`.`state`) AS `status` FROM jobs ORDER BY id
-- id INT | status CHAR
--   1 | done
--   2 | failed
--   3 | done
--   4 | null
--   5 | new

-- live, speaks new
SELECT id, state FROM jobs WHERE state = 'failed'
-- untouched
-- id INT | state VARCHAR
--   2 | failed

-- live, speaks new
SELECT state FROM jobs ORDER BY state, id
-- untouched
-- state VARCHAR
--   null
--   done
--   failed
--   new

-- live, speaks new
INSERT INTO jobs (id, state) VALUES (8, 'done')
-- becomes
INSERT INTO jobs (id, state, `status`) VALUES (8, 'done', crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`))
-- count 1

-- live, speaks new
INSERT INTO jobs (id, state) VALUES (9, 'lost')
-- becomes
INSERT INTO jobs (id, state, `status`) VALUES (9, 'lost', crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`))
-- error 1265

-- live, speaks new
DELETE FROM jobs WHERE id = 9
-- untouched
-- count 0

-- live, speaks new
UPDATE jobs SET state = 'failed' WHERE id < 3
-- becomes
UPDATE jobs SET state = 'failed', `jobs`.`status` = crossfade.`case-enum-to-varchar_down_1_checked`(`jobs`.`state`) WHERE id < 3
-- count 1

-- live, speaks new
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, `jobs`.`state` FROM jobs ORDER BY id
-- id INT | state VARCHAR
--   1 | failed
--   2 | failed
--   3 | done
--   4 | null
--   8 | done

