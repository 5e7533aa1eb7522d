-- off, speaks old
INSERT INTO links VALUES (4, 'aaaaa-2')
-- becomes
INSERT INTO links (`id`, `url`) VALUES (4, 'aaaaa-2')
-- error 1062

-- off, speaks old
INSERT INTO links VALUES (4, 'aaaab-2')
-- becomes
INSERT INTO links (`id`, `url`) VALUES (4, 'aaaab-2')
-- count 1

-- off, speaks old
INSERT IGNORE INTO links VALUES (5, 'bbbbb-2')
-- becomes
INSERT IGNORE INTO links (`id`, `url`) VALUES (5, 'bbbbb-2')
-- count 0

-- off, speaks old
UPDATE links SET url = 'bbbbb-3' WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE links SET url = 'aaaaa-3' WHERE id = 2
-- untouched
-- error 1062

-- off, speaks old
INSERT INTO links VALUES (6, 'aaaab-9') ON DUPLICATE KEY UPDATE url = 'ccccc'
-- becomes
INSERT INTO links (`id`, `url`) VALUES (6, 'aaaab-9') ON DUPLICATE KEY UPDATE url = 'ccccc'
-- count 2

-- off, speaks old
SELECT id FROM links WHERE url LIKE 'bbb%' ORDER BY id
-- untouched
-- id INT
--   2

-- off, speaks old
SELECT * FROM links ORDER BY id
-- becomes
SELECT `links`.`id`, `links`.`url` FROM links ORDER BY id
-- id INT | url VARCHAR
--   1 | aaaaa-1
--   2 | bbbbb-3
--   3 | null
--   4 | ccccc

-- off, speaks new
INSERT INTO links VALUES (4, 'aaaaa-2')
-- becomes
INSERT INTO links (`id`, `address`, `url`) VALUES (4, 'aaaaa-2', `links`.`address`)
-- error 1062

-- off, speaks new
INSERT INTO links VALUES (4, 'aaaab-2')
-- becomes
INSERT INTO links (`id`, `address`, `url`) VALUES (4, 'aaaab-2', `links`.`address`)
-- count 1

-- off, speaks new
UPDATE links SET address = 'aaaab-3' WHERE id = 1
-- becomes
UPDATE links SET `links`.`url` = 'aaaab-3' WHERE id = 1
-- error 1062

-- off, speaks new
DELETE FROM links WHERE address LIKE 'bbbbb%'
-- becomes
DELETE FROM links WHERE `links`.`url` LIKE 'bbbbb%'
-- count 1

-- off, speaks new
SELECT * FROM links ORDER BY id
-- becomes
SELECT `links`.`id`, `links`.`url` AS `address` FROM links ORDER BY id
-- id INT | address VARCHAR
--   1 | aaaaa-1
--   3 | null
--   4 | aaaab-2

-- dual-write, speaks old
INSERT INTO links VALUES (4, 'aaaaa-2')
-- becomes
INSERT INTO links (`id`, `url`, `address`) VALUES (4, 'aaaaa-2', `links`.`url`)
-- error 1062

-- dual-write, speaks old
INSERT INTO links VALUES (4, 'aaaab-2')
-- becomes
INSERT INTO links (`id`, `url`, `address`) VALUES (4, 'aaaab-2', `links`.`url`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO links VALUES (5, 'bbbbb-2')
-- becomes
INSERT IGNORE INTO links (`id`, `url`, `address`) VALUES (5, 'bbbbb-2', `links`.`url`)
-- count 0

-- dual-write, speaks old
UPDATE links SET url = 'bbbbb-3' WHERE id = 2
-- becomes
UPDATE links SET `links`.`address` = IF(crossfade.`case-prefix-index_unchanged_old`(`links`.`url`, 'bbbbb-3'), `links`.`address`, 'bbbbb-3'), url = 'bbbbb-3' WHERE id = 2
-- count 1

-- dual-write, speaks old
UPDATE links SET url = 'aaaaa-3' WHERE id = 2
-- becomes
UPDATE links SET `links`.`address` = IF(crossfade.`case-prefix-index_unchanged_old`(`links`.`url`, 'aaaaa-3'), `links`.`address`, 'aaaaa-3'), url = 'aaaaa-3' WHERE id = 2
-- error 1062

-- dual-write, speaks old
INSERT INTO links VALUES (6, 'aaaab-9') ON DUPLICATE KEY UPDATE url = 'ccccc'
-- becomes
INSERT INTO links (`id`, `url`, `address`) VALUES (6, 'aaaab-9', `links`.`url`) ON DUPLICATE KEY UPDATE `links`.`address` = IF(crossfade.`case-prefix-index_unchanged_old`(`links`.`url`, 'ccccc'), `links`.`address`, 'ccccc'), url = 'ccccc'
-- count 2

-- dual-write, speaks old
SELECT id FROM links WHERE url LIKE 'bbb%' ORDER BY id
-- untouched
-- id INT
--   2

-- dual-write, speaks old
SELECT * FROM links ORDER BY id
-- becomes
SELECT `links`.`id`, `links`.`url` FROM links ORDER BY id
-- id INT | url VARCHAR
--   1 | aaaaa-1
--   2 | bbbbb-3
--   3 | null
--   4 | ccccc

-- dual-write, speaks new
INSERT INTO links VALUES (4, 'aaaaa-2')
-- becomes
INSERT INTO links (`id`, `address`, `url`) VALUES (4, 'aaaaa-2', `links`.`address`)
-- error 1062

-- dual-write, speaks new
INSERT INTO links VALUES (4, 'aaaab-2')
-- becomes
INSERT INTO links (`id`, `address`, `url`) VALUES (4, 'aaaab-2', `links`.`address`)
-- count 1

-- dual-write, speaks new
UPDATE links SET address = 'aaaab-3' WHERE id = 1
-- becomes
UPDATE links SET `links`.`address` = IF(crossfade.`case-prefix-index_unchanged_old`(`links`.`url`, 'aaaab-3'), `links`.`address`, 'aaaab-3'), `links`.`url` = 'aaaab-3' WHERE id = 1
-- error 1062

-- dual-write, speaks new
DELETE FROM links WHERE address LIKE 'bbbbb%'
-- becomes
DELETE FROM links WHERE `links`.`url` LIKE 'bbbbb%'
-- count 1

-- dual-write, speaks new
SELECT * FROM links ORDER BY id
-- becomes
SELECT `links`.`id`, `links`.`url` AS `address` FROM links ORDER BY id
-- id INT | address VARCHAR
--   1 | aaaaa-1
--   3 | null
--   4 | aaaab-2

-- live, speaks old
INSERT INTO links VALUES (4, 'aaaaa-2')
-- becomes
INSERT INTO links (`id`, `url`, `address`) VALUES (4, 'aaaaa-2', `links`.`url`)
-- error 1062

-- live, speaks old
INSERT INTO links VALUES (4, 'aaaab-2')
-- becomes
INSERT INTO links (`id`, `url`, `address`) VALUES (4, 'aaaab-2', `links`.`url`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO links VALUES (5, 'bbbbb-2')
-- becomes
INSERT IGNORE INTO links (`id`, `url`, `address`) VALUES (5, 'bbbbb-2', `links`.`url`)
-- count 0

-- live, speaks old
UPDATE links SET url = 'bbbbb-3' WHERE id = 2
-- becomes
UPDATE links SET url = 'bbbbb-3', `links`.`address` = `links`.`url` WHERE id = 2
-- count 1

-- live, speaks old
UPDATE links SET url = 'aaaaa-3' WHERE id = 2
-- becomes
UPDATE links SET url = 'aaaaa-3', `links`.`address` = `links`.`url` WHERE id = 2
-- error 1062

-- live, speaks old
INSERT INTO links VALUES (6, 'aaaab-9') ON DUPLICATE KEY UPDATE url = 'ccccc'
-- becomes
INSERT INTO links (`id`, `url`, `address`) VALUES (6, 'aaaab-9', `links`.`url`) ON DUPLICATE KEY UPDATE url = 'ccccc', `links`.`address` = `links`.`url`
-- count 2

-- live, speaks old
SELECT id FROM links WHERE url LIKE 'bbb%' ORDER BY id
-- becomes
SELECT id FROM links WHERE `links`.`address` LIKE 'bbb%' ORDER BY id
-- id INT
--   2

-- live, speaks old
SELECT * FROM links ORDER BY id
-- becomes
SELECT `links`.`id`, `links`.`address` AS `url` FROM links ORDER BY id
-- id INT | url VARCHAR
--   1 | aaaaa-1
--   2 | bbbbb-3
--   3 | null
--   4 | ccccc

-- live, speaks new
INSERT INTO links VALUES (4, 'aaaaa-2')
-- becomes
INSERT INTO links (`id`, `address`, `url`) VALUES (4, 'aaaaa-2', `links`.`address`)
-- error 1062

-- live, speaks new
INSERT INTO links VALUES (4, 'aaaab-2')
-- becomes
INSERT INTO links (`id`, `address`, `url`) VALUES (4, 'aaaab-2', `links`.`address`)
-- count 1

-- live, speaks new
UPDATE links SET address = 'aaaab-3' WHERE id = 1
-- becomes
UPDATE links SET address = 'aaaab-3', `links`.`url` = `links`.`address` WHERE id = 1
-- error 1062

-- live, speaks new
DELETE FROM links WHERE address LIKE 'bbbbb%'
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM links ORDER BY id
-- becomes
SELECT `links`.`id`, `links`.`address` FROM links ORDER BY id
-- id INT | address VARCHAR
--   1 | aaaaa-1
--   3 | null
--   4 | aaaab-2

