-- off, speaks old
UPDATE people, notes SET full_name = concat(who, ' ', line) WHERE full_name = who
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN notes n ON n.n = p.id SET p.full_name = n.who, n.line = 'done'
-- untouched
-- count 4

-- off, speaks old
UPDATE people p LEFT JOIN notes n ON n.who = p.full_name SET p.full_name = 'Not Noted' WHERE n.who IS NULL AND p.id > 2
-- untouched
-- count 2

-- off, speaks old
UPDATE people a JOIN people b ON b.id = 1 SET a.full_name = b.full_name WHERE a.id = 3
-- untouched
-- count 1

-- off, speaks old
UPDATE notes n JOIN people p ON p.id = n.n SET n.who = p.full_name
-- untouched
-- count 0

-- off, speaks old
UPDATE people p JOIN (SELECT full_name f, count(*) c FROM people GROUP BY full_name) s ON s.f = p.full_name SET p.age = s.c
-- untouched
-- count 4

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 2
--   2 | Bob | 1
--   3 | Ann Lee | 2
--   4 | Not Noted | 1

-- off, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who VARCHAR | line VARCHAR | n INT
--   Ann Lee | done | 1
--   Bob | done | 2
--   Zoe | third | 9

-- off, speaks new
UPDATE people, notes SET last_name = line WHERE first_name = substring_index(who, ' ', 1)
-- becomes
UPDATE people, notes SET `people`.`full_name` = IF(crossfade.`case-multi-table-update_unchanged_new`(IF(TRUE, crossfade.`case-multi-table-update_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-multi-table-update_up_2_null`(`people`.`full_name`), `people`.`last_name`), IF(TRUE, crossfade.`case-multi-table-update_up_1_null`(`people`.`full_name`), `people`.`first_name`), line), `people`.`full_name`, crossfade.`case-multi-table-update_down_1_checked`(IF(TRUE, crossfade.`case-multi-table-update_up_1_null`(`people`.`full_name`), `people`.`first_name`), line)) WHERE IF(TRUE, crossfade.`case-multi-table-update_up_1_null`(`people`.`full_name`), `people`.`first_name`) = substring_index(who, ' ', 1)
-- count 2

-- off, speaks new
UPDATE people p JOIN notes n ON n.n = p.id SET p.first_name = n.line, n.who = 'done'
-- becomes
UPDATE people p JOIN notes n ON n.n = p.id SET `p`.`full_name` = IF(crossfade.`case-multi-table-update_unchanged_new`(IF(TRUE, crossfade.`case-multi-table-update_up_1_null`(`p`.`full_name`), `p`.`first_name`), IF(TRUE, crossfade.`case-multi-table-update_up_2_null`(`p`.`full_name`), `p`.`last_name`), n.line, IF(TRUE, crossfade.`case-multi-table-update_up_2_null`(`p`.`full_name`), `p`.`last_name`)), `p`.`full_name`, crossfade.`case-multi-table-update_down_1_checked`(n.line, IF(TRUE, crossfade.`case-multi-table-update_up_2_null`(`p`.`full_name`), `p`.`last_name`))), n.who = 'done'
-- count 4

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, IF(TRUE, crossfade.`case-multi-table-update_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-multi-table-update_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | first | first
--   2 | 42 | second | second
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- dual-write, speaks old
UPDATE people, notes SET full_name = concat(who, ' ', line) WHERE full_name = who
-- becomes
UPDATE people, notes SET `people`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`people`.`full_name`, concat(who, ' ', line)), `people`.`first_name`, crossfade.`case-multi-table-update_up_1_record`(concat(who, ' ', line))), `people`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`people`.`full_name`, concat(who, ' ', line)), `people`.`last_name`, crossfade.`case-multi-table-update_up_2_record`(concat(who, ' ', line))), full_name = concat(who, ' ', line) WHERE full_name = who
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN notes n ON n.n = p.id SET p.full_name = n.who, n.line = 'done'
-- becomes
UPDATE people p JOIN notes n ON n.n = p.id SET `p`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, n.who), `p`.`first_name`, crossfade.`case-multi-table-update_up_1_record`(n.who)), `p`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, n.who), `p`.`last_name`, crossfade.`case-multi-table-update_up_2_record`(n.who)), p.full_name = n.who, n.line = 'done'
-- count 4

-- dual-write, speaks old
UPDATE people p LEFT JOIN notes n ON n.who = p.full_name SET p.full_name = 'Not Noted' WHERE n.who IS NULL AND p.id > 2
-- becomes
UPDATE people p LEFT JOIN notes n ON n.who = p.full_name SET `p`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, 'Not Noted'), `p`.`first_name`, crossfade.`case-multi-table-update_up_1_record`('Not Noted')), `p`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, 'Not Noted'), `p`.`last_name`, crossfade.`case-multi-table-update_up_2_record`('Not Noted')), p.full_name = 'Not Noted' WHERE n.who IS NULL AND p.id > 2
-- count 2

-- dual-write, speaks old
UPDATE people a JOIN people b ON b.id = 1 SET a.full_name = b.full_name WHERE a.id = 3
-- becomes
UPDATE people a JOIN people b ON b.id = 1 SET `a`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`a`.`full_name`, b.full_name), `a`.`first_name`, crossfade.`case-multi-table-update_up_1_record`(b.full_name)), `a`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`a`.`full_name`, b.full_name), `a`.`last_name`, crossfade.`case-multi-table-update_up_2_record`(b.full_name)), a.full_name = b.full_name WHERE a.id = 3
-- count 1

-- dual-write, speaks old
UPDATE notes n JOIN people p ON p.id = n.n SET n.who = p.full_name
-- untouched
-- count 0

-- dual-write, speaks old
UPDATE people p JOIN (SELECT full_name f, count(*) c FROM people GROUP BY full_name) s ON s.f = p.full_name SET p.age = s.c
-- untouched
-- count 4

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 2
--   2 | Bob | 1
--   3 | Ann Lee | 2
--   4 | Not Noted | 1

-- dual-write, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who VARCHAR | line VARCHAR | n INT
--   Ann Lee | done | 1
--   Bob | done | 2
--   Zoe | third | 9

-- dual-write, speaks new
UPDATE people, notes SET last_name = line WHERE first_name = substring_index(who, ' ', 1)
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-multi-table-update on table shop.people

-- dual-write, speaks new
UPDATE people p JOIN notes n ON n.n = p.id SET p.first_name = n.line, n.who = 'done'
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-multi-table-update on table shop.people

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-multi-table-update_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-multi-table-update_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- live, speaks old
UPDATE people, notes SET full_name = concat(who, ' ', line) WHERE full_name = who
-- becomes
UPDATE people, notes SET `people`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`people`.`full_name`, concat(who, ' ', line)), `people`.`first_name`, crossfade.`case-multi-table-update_up_1_raise`(concat(who, ' ', line))), `people`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`people`.`full_name`, concat(who, ' ', line)), `people`.`last_name`, crossfade.`case-multi-table-update_up_2_raise`(concat(who, ' ', line))), full_name = concat(who, ' ', line) WHERE IF(TRUE, crossfade.`case-multi-table-update_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = who
-- count 2

-- live, speaks old
UPDATE people p JOIN notes n ON n.n = p.id SET p.full_name = n.who, n.line = 'done'
-- becomes
UPDATE people p JOIN notes n ON n.n = p.id SET `p`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, n.who), `p`.`first_name`, crossfade.`case-multi-table-update_up_1_raise`(n.who)), `p`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, n.who), `p`.`last_name`, crossfade.`case-multi-table-update_up_2_raise`(n.who)), p.full_name = n.who, n.line = 'done'
-- count 4

-- live, speaks old
UPDATE people p LEFT JOIN notes n ON n.who = p.full_name SET p.full_name = 'Not Noted' WHERE n.who IS NULL AND p.id > 2
-- becomes
UPDATE people p LEFT JOIN notes n ON n.who = IF(TRUE, crossfade.`case-multi-table-update_down_1`(p.`first_name`, p.`last_name`), p.`full_name`) SET `p`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, 'Not Noted'), `p`.`first_name`, crossfade.`case-multi-table-update_up_1_raise`('Not Noted')), `p`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`p`.`full_name`, 'Not Noted'), `p`.`last_name`, crossfade.`case-multi-table-update_up_2_raise`('Not Noted')), p.full_name = 'Not Noted' WHERE n.who IS NULL AND p.id > 2
-- count 2

-- live, speaks old
UPDATE people a JOIN people b ON b.id = 1 SET a.full_name = b.full_name WHERE a.id = 3
-- becomes
UPDATE people a JOIN people b ON b.id = 1 SET `a`.`first_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`a`.`full_name`, IF(TRUE, crossfade.`case-multi-table-update_down_1`(b.`first_name`, b.`last_name`), b.`full_name`)), `a`.`first_name`, crossfade.`case-multi-table-update_up_1_raise`(IF(TRUE, crossfade.`case-multi-table-update_down_1`(b.`first_name`, b.`last_name`), b.`full_name`))), `a`.`last_name` = IF(crossfade.`case-multi-table-update_unchanged_old`(`a`.`full_name`, IF(TRUE, crossfade.`case-multi-table-update_down_1`(b.`first_name`, b.`last_name`), b.`full_name`)), `a`.`last_name`, crossfade.`case-multi-table-update_up_2_raise`(IF(TRUE, crossfade.`case-multi-table-update_down_1`(b.`first_name`, b.`last_name`), b.`full_name`))), a.full_name = IF(TRUE, crossfade.`case-multi-table-update_down_1`(b.`first_name`, b.`last_name`), b.`full_name`) WHERE a.id = 3
-- count 1

-- live, speaks old
UPDATE notes n JOIN people p ON p.id = n.n SET n.who = p.full_name
-- becomes
UPDATE notes n JOIN people p ON p.id = n.n SET n.who = IF(TRUE, crossfade.`case-multi-table-update_down_1`(p.`first_name`, p.`last_name`), p.`full_name`)
-- count 0

-- live, speaks old
UPDATE people p JOIN (SELECT full_name f, count(*) c FROM people GROUP BY full_name) s ON s.f = p.full_name SET p.age = s.c
-- becomes
UPDATE people p JOIN (SELECT IF(TRUE, crossfade.`case-multi-table-update_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) f, count(*) c FROM people GROUP BY IF(TRUE, crossfade.`case-multi-table-update_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) s ON s.f = IF(TRUE, crossfade.`case-multi-table-update_down_1`(p.`first_name`, p.`last_name`), p.`full_name`) SET p.age = s.c
-- count 4

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-multi-table-update_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 2
--   2 | Bob | 1
--   3 | Ann Lee | 2
--   4 | Not Noted | 1

-- live, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who VARCHAR | line VARCHAR | n INT
--   Ann Lee | done | 1
--   Bob | done | 2
--   Zoe | third | 9

-- live, speaks new
UPDATE people, notes SET last_name = line WHERE first_name = substring_index(who, ' ', 1)
-- becomes
UPDATE people, notes SET `people`.`full_name` = crossfade.`case-multi-table-update_down_1_checked`(`people`.`first_name`, line), last_name = line WHERE first_name = substring_index(who, ' ', 1)
-- count 2

-- live, speaks new
UPDATE people p JOIN notes n ON n.n = p.id SET p.first_name = n.line, n.who = 'done'
-- becomes
UPDATE people p JOIN notes n ON n.n = p.id SET `p`.`full_name` = crossfade.`case-multi-table-update_down_1_checked`(n.line, `p`.`last_name`), p.first_name = n.line, n.who = 'done'
-- count 4

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | first | first
--   2 | 42 | second | second
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

