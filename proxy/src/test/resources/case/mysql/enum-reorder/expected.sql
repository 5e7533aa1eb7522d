-- off, speaks old
SELECT id, status FROM jobs WHERE status = 'new' ORDER BY id
-- untouched
-- id INT | status CHAR
--   1 | new
--   3 | new

-- off, speaks old
SELECT status FROM jobs ORDER BY status, id
-- untouched
-- status CHAR
--   new
--   new
--   done

-- off, speaks old
SELECT max(status), status + 0 FROM jobs GROUP BY status ORDER BY 2
-- untouched
-- max(status) CHAR | status + 0 DOUBLE
--   new | 1.0
--   done | 2.0

-- off, speaks old
UPDATE jobs SET status = 'done' WHERE status = 'new' LIMIT 1
-- untouched
-- count 1

-- off, speaks old
INSERT INTO jobs (id, status) VALUES (4, NULL)
-- untouched
-- error 1048

-- off, speaks old
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, `jobs`.`status` FROM jobs ORDER BY id
-- id INT | status CHAR
--   1 | done
--   2 | done
--   3 | new

-- off, speaks new
SELECT status2 FROM jobs ORDER BY status2, id
-- becomes
SELECT crossfade.`case-enum-reorder_up_1_null`(`jobs`.`status`) AS `status2` FROM jobs ORDER BY status2, id
-- status2 CHAR
--   done
--   new
--   new

-- off, speaks new
INSERT INTO jobs VALUES (5, 'done')
-- becomes
INSERT INTO jobs (`id`, `status2`, `status`) VALUES (5, 'done', crossfade.`case-enum-reorder_down_1_checked`(`jobs`.`status2`))
-- count 1

-- off, speaks new
UPDATE jobs SET status2 = 'new' WHERE id = 2
-- becomes
UPDATE jobs SET `jobs`.`status` = IF(crossfade.`case-enum-reorder_unchanged_new`(crossfade.`case-enum-reorder_up_1_null`(`jobs`.`status`), 'new'), `jobs`.`status`, crossfade.`case-enum-reorder_down_1_checked`('new')) WHERE id = 2
-- count 1

-- off, speaks new
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, crossfade.`case-enum-reorder_up_1_null`(`jobs`.`status`) AS `status2` FROM jobs ORDER BY id
-- id INT | status2 CHAR
--   1 | new
--   2 | new
--   3 | new
--   5 | done

-- dual-write, speaks old
SELECT id, status FROM jobs WHERE status = 'new' ORDER BY id
-- untouched
-- id INT | status CHAR
--   1 | new
--   3 | new

-- dual-write, speaks old
SELECT status FROM jobs ORDER BY status, id
-- untouched
-- status CHAR
--   new
--   new
--   done

-- dual-write, speaks old
SELECT max(status), status + 0 FROM jobs GROUP BY status ORDER BY 2
-- untouched
-- max(status) CHAR | status + 0 DOUBLE
--   new | 1.0
--   done | 2.0

-- dual-write, speaks old
UPDATE jobs SET status = 'done' WHERE status = 'new' LIMIT 1
-- becomes
UPDATE jobs SET `jobs`.`status2` = IF(crossfade.`case-enum-reorder_unchanged_old`(`jobs`.`status`, 'done'), `jobs`.`status2`, crossfade.`case-enum-reorder_up_1_record`('done')), status = 'done' WHERE status = 'new' LIMIT 1
-- count 1

-- dual-write, speaks old
INSERT INTO jobs (id, status) VALUES (4, NULL)
-- becomes
INSERT INTO jobs (id, status, `status2`) VALUES (4, NULL, crossfade.`case-enum-reorder_up_1_record`(`jobs`.`status`))
-- error 1048

-- dual-write, speaks old
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, `jobs`.`status` FROM jobs ORDER BY id
-- id INT | status CHAR
--   1 | done
--   2 | done
--   3 | new

-- dual-write, speaks new
SELECT status2 FROM jobs ORDER BY status2, id
-- refused: Crossfade: column status2 of table shop.jobs, an enum or set that may not be filled yet

-- dual-write, speaks new
INSERT INTO jobs VALUES (5, 'done')
-- becomes
INSERT INTO jobs (`id`, `status2`, `status`) VALUES (5, 'done', crossfade.`case-enum-reorder_down_1_checked`(`jobs`.`status2`))
-- count 1

-- dual-write, speaks new
UPDATE jobs SET status2 = 'new' WHERE id = 2
-- refused: Crossfade: column status2 of table shop.jobs, an enum or set that may not be filled yet

-- dual-write, speaks new
SELECT * FROM jobs ORDER BY id
-- refused: Crossfade: column status2 of table shop.jobs, an enum or set that may not be filled yet

-- live, speaks old
SELECT id, status FROM jobs WHERE status = 'new' ORDER BY id
-- becomes
SELECT id, crossfade.`case-enum-reorder_down_1`(`jobs`.`status2`) AS `status` FROM jobs WHERE crossfade.`case-enum-reorder_down_1`(`jobs`.`status2`) = 'new' ORDER BY id
-- id INT | status CHAR
--   1 | new
--   3 | new

-- live, speaks old
SELECT status FROM jobs ORDER BY status, id
-- becomes
SELECT crossfade.`case-enum-reorder_down_1`(`jobs`.`status2`) AS `status` FROM jobs ORDER BY status, id
-- status CHAR
--   new
--   new
--   done

-- live, speaks old
SELECT max(status), status + 0 FROM jobs GROUP BY status ORDER BY 2
-- refused: Crossfade: column status, an enum or set that is computed while it migrates, in MIN or MAX

-- live, speaks old
UPDATE jobs SET status = 'done' WHERE status = 'new' LIMIT 1
-- becomes
UPDATE jobs SET status = 'done', `jobs`.`status2` = IF(crossfade.`case-enum-reorder_agrees`(`jobs`.`status`, `jobs`.`status2`), `jobs`.`status2`, crossfade.`case-enum-reorder_up_1_raise`(`jobs`.`status`)) WHERE crossfade.`case-enum-reorder_down_1`(`jobs`.`status2`) = 'new' LIMIT 1
-- count 1

-- live, speaks old
INSERT INTO jobs (id, status) VALUES (4, NULL)
-- becomes
INSERT INTO jobs (id, status, `status2`) VALUES (4, NULL, crossfade.`case-enum-reorder_up_1_raise`(`jobs`.`status`))
-- error 1048

-- live, speaks old
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, crossfade.`case-enum-reorder_down_1`(`jobs`.`status2`) AS `status` FROM jobs ORDER BY id
-- id INT | status CHAR
--   1 | done
--   2 | done
--   3 | new

-- live, speaks new
SELECT status2 FROM jobs ORDER BY status2, id
-- untouched
-- status2 CHAR
--   done
--   new
--   new

-- live, speaks new
INSERT INTO jobs VALUES (5, 'done')
-- becomes
INSERT INTO jobs (`id`, `status2`, `status`) VALUES (5, 'done', crossfade.`case-enum-reorder_down_1_checked`(`jobs`.`status2`))
-- count 1

-- live, speaks new
UPDATE jobs SET status2 = 'new' WHERE id = 2
-- becomes
UPDATE jobs SET status2 = 'new', `jobs`.`status` = crossfade.`case-enum-reorder_down_1_checked`(`jobs`.`status2`) WHERE id = 2
-- count 1

-- live, speaks new
SELECT * FROM jobs ORDER BY id
-- becomes
SELECT `jobs`.`id`, `jobs`.`status2` FROM jobs ORDER BY id
-- id INT | status2 CHAR
--   1 | new
--   2 | new
--   3 | new
--   5 | done

