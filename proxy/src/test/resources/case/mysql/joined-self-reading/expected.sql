-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, '-', p.full_name)
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET full_name = CONCAT(t.title, '-', full_name)
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, ' Orr')
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN people b ON b.id = p.boss SET p.full_name = CONCAT(b.full_name, 'x') WHERE p.id = 1
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`boss` FROM people ORDER BY id
-- id INT | full_name VARCHAR | boss INT
--   1 | Sir Orrx | 2
--   2 | Sir Orr | 2

-- off, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, '-', p.first)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`full_name` = IF(crossfade.`case-joined-self-reading_unchanged_new`(IF(TRUE, crossfade.`case-joined-self-reading_up_1_null`(`p`.`full_name`), `p`.`first`), IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(`p`.`full_name`), `p`.`last`), CONCAT(t.title, '-', IF(TRUE, crossfade.`case-joined-self-reading_up_1_null`(p.`full_name`), p.`first`)), IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(`p`.`full_name`), `p`.`last`)), `p`.`full_name`, crossfade.`case-joined-self-reading_down_1_checked`(CONCAT(t.title, '-', IF(TRUE, crossfade.`case-joined-self-reading_up_1_null`(p.`full_name`), p.`first`)), IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(`p`.`full_name`), `p`.`last`)))
-- count 2

-- off, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = p.last, p.last = t.title
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`full_name` = IF(crossfade.`case-joined-self-reading_unchanged_new`(IF(TRUE, crossfade.`case-joined-self-reading_up_1_null`(`p`.`full_name`), `p`.`first`), IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(`p`.`full_name`), `p`.`last`), IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(p.`full_name`), p.`last`), t.title), `p`.`full_name`, crossfade.`case-joined-self-reading_down_1_checked`(IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(p.`full_name`), p.`last`), t.title))
-- count 2

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`boss`, IF(TRUE, crossfade.`case-joined-self-reading_up_1_null`(`people`.`full_name`), `people`.`first`) AS `first`, IF(TRUE, crossfade.`case-joined-self-reading_up_2_null`(`people`.`full_name`), `people`.`last`) AS `last` FROM people ORDER BY id
-- id INT | boss INT | first VARCHAR | last VARCHAR
--   1 | 2 | Lee | Dr
--   2 | 2 | Fox | Sir

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, '-', p.full_name)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`first` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, '-', p.full_name)), `p`.`first`, crossfade.`case-joined-self-reading_up_1_record`(CONCAT(t.title, '-', p.full_name))), `p`.`last` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, '-', p.full_name)), `p`.`last`, crossfade.`case-joined-self-reading_up_2_record`(CONCAT(t.title, '-', p.full_name))), p.full_name = CONCAT(t.title, '-', p.full_name)
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET full_name = CONCAT(t.title, '-', full_name)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`first` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, '-', full_name)), `p`.`first`, crossfade.`case-joined-self-reading_up_1_record`(CONCAT(t.title, '-', full_name))), `p`.`last` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, '-', full_name)), `p`.`last`, crossfade.`case-joined-self-reading_up_2_record`(CONCAT(t.title, '-', full_name))), full_name = CONCAT(t.title, '-', full_name)
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, ' Orr')
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`first` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, ' Orr')), `p`.`first`, crossfade.`case-joined-self-reading_up_1_record`(CONCAT(t.title, ' Orr'))), `p`.`last` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, ' Orr')), `p`.`last`, crossfade.`case-joined-self-reading_up_2_record`(CONCAT(t.title, ' Orr'))), p.full_name = CONCAT(t.title, ' Orr')
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN people b ON b.id = p.boss SET p.full_name = CONCAT(b.full_name, 'x') WHERE p.id = 1
-- becomes
UPDATE people p JOIN people b ON b.id = p.boss SET `p`.`first` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(b.full_name, 'x')), `p`.`first`, crossfade.`case-joined-self-reading_up_1_record`(CONCAT(b.full_name, 'x'))), `p`.`last` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(b.full_name, 'x')), `p`.`last`, crossfade.`case-joined-self-reading_up_2_record`(CONCAT(b.full_name, 'x'))), p.full_name = CONCAT(b.full_name, 'x') WHERE p.id = 1
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`boss` FROM people ORDER BY id
-- id INT | full_name VARCHAR | boss INT
--   1 | Sir Orrx | 2
--   2 | Sir Orr | 2

-- dual-write, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, '-', p.first)
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-joined-self-reading on table shop.people

-- dual-write, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = p.last, p.last = t.title
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-joined-self-reading on table shop.people

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`boss`, CASE WHEN `people`.`first` IS NULL AND `people`.`last` IS NULL THEN crossfade.`case-joined-self-reading_up_1_null`(`people`.`full_name`) ELSE `people`.`first` END AS `first`, CASE WHEN `people`.`first` IS NULL AND `people`.`last` IS NULL THEN crossfade.`case-joined-self-reading_up_2_null`(`people`.`full_name`) ELSE `people`.`last` END AS `last` FROM people ORDER BY id
-- id INT | boss INT | first VARCHAR | last VARCHAR
--   1 | 2 | Ann | Lee
--   2 | 2 | Bo | Fox

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, '-', p.full_name)
-- refused: Crossfade: values that read these columns, beside other tables, in an update of columns of migration case-joined-self-reading on table shop.people

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET full_name = CONCAT(t.title, '-', full_name)
-- refused: Crossfade: values that read these columns, beside other tables, in an update of columns of migration case-joined-self-reading on table shop.people

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, ' Orr')
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`first` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, ' Orr')), `p`.`first`, crossfade.`case-joined-self-reading_up_1_raise`(CONCAT(t.title, ' Orr'))), `p`.`last` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(t.title, ' Orr')), `p`.`last`, crossfade.`case-joined-self-reading_up_2_raise`(CONCAT(t.title, ' Orr'))), p.full_name = CONCAT(t.title, ' Orr')
-- count 2

-- live, speaks old
UPDATE people p JOIN people b ON b.id = p.boss SET p.full_name = CONCAT(b.full_name, 'x') WHERE p.id = 1
-- becomes
UPDATE people p JOIN people b ON b.id = p.boss SET `p`.`first` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(IF(TRUE, crossfade.`case-joined-self-reading_down_1`(b.`first`, b.`last`), b.`full_name`), 'x')), `p`.`first`, crossfade.`case-joined-self-reading_up_1_raise`(CONCAT(IF(TRUE, crossfade.`case-joined-self-reading_down_1`(b.`first`, b.`last`), b.`full_name`), 'x'))), `p`.`last` = IF(crossfade.`case-joined-self-reading_unchanged_old`(`p`.`full_name`, CONCAT(IF(TRUE, crossfade.`case-joined-self-reading_down_1`(b.`first`, b.`last`), b.`full_name`), 'x')), `p`.`last`, crossfade.`case-joined-self-reading_up_2_raise`(CONCAT(IF(TRUE, crossfade.`case-joined-self-reading_down_1`(b.`first`, b.`last`), b.`full_name`), 'x'))), p.full_name = CONCAT(IF(TRUE, crossfade.`case-joined-self-reading_down_1`(b.`first`, b.`last`), b.`full_name`), 'x') WHERE p.id = 1
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-joined-self-reading_down_1`(`people`.`first`, `people`.`last`), `people`.`full_name`) AS `full_name`, `people`.`boss` FROM people ORDER BY id
-- id INT | full_name VARCHAR | boss INT
--   1 | Sir Orrx | 2
--   2 | Sir Orr | 2

-- live, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, '-', p.first)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`full_name` = crossfade.`case-joined-self-reading_down_1_checked`(CONCAT(t.title, '-', p.first), `p`.`last`), p.first = CONCAT(t.title, '-', p.first)
-- count 2

-- live, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = p.last, p.last = t.title
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`full_name` = crossfade.`case-joined-self-reading_down_1_checked`(p.last, t.title), p.first = p.last, p.last = t.title
-- count 2

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`boss`, `people`.`first`, `people`.`last` FROM people ORDER BY id
-- id INT | boss INT | first VARCHAR | last VARCHAR
--   1 | 2 | Lee | Dr
--   2 | 2 | Fox | Sir

