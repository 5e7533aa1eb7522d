-- off, speaks old
INSERT INTO parts (id) VALUES (3)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO parts (id, code) VALUES (4, DEFAULT), (5, 'x')
-- untouched
-- count 2

-- off, speaks old
INSERT INTO parts VALUES (6, 'y', DEFAULT)
-- becomes
INSERT INTO parts (`id`, `code`, `size`) VALUES (6, 'y', DEFAULT)
-- count 1

-- off, speaks old
UPDATE parts SET code = CONCAT(code, size) WHERE size < 3
-- untouched
-- count 3

-- off, speaks old
UPDATE parts SET size = 1
-- untouched
-- error 3105

-- off, speaks old
SELECT * FROM parts ORDER BY id
-- becomes
SELECT `parts`.`id`, `parts`.`code`, `parts`.`size` FROM parts ORDER BY id
-- id INT | code VARCHAR | size INT
--   1 | ab2 | 3
--   2 | abc | 3
--   3 | 007 | 3
--   4 | 007 | 3
--   5 | x1 | 2
--   6 | y1 | 2

-- off, speaks new
INSERT INTO parts (id, sku) VALUES (7, 'S-q')
-- becomes
INSERT INTO parts (id, sku, `code`) VALUES (7, 'S-q', crossfade.`case-generated-columns_down_1_checked`(`parts`.`sku`))
-- count 1

-- off, speaks new
UPDATE parts SET sku = 'S-ab' WHERE id = 1
-- becomes
UPDATE parts SET `parts`.`code` = IF(crossfade.`case-generated-columns_unchanged_new`(IF(TRUE, crossfade.`case-generated-columns_up_1_null`(`parts`.`code`), `parts`.`sku`), 'S-ab'), `parts`.`code`, crossfade.`case-generated-columns_down_1_checked`('S-ab')) WHERE id = 1
-- count 0

-- off, speaks new
SELECT * FROM parts ORDER BY id
-- becomes
SELECT `parts`.`id`, `parts`.`size`, IF(TRUE, crossfade.`case-generated-columns_up_1_null`(`parts`.`code`), `parts`.`sku`) AS `sku` FROM parts ORDER BY id
-- id INT | size INT | sku VARCHAR
--   1 | 2 | S-ab
--   2 | 3 | S-abc
--   7 | 1 | S-q

-- dual-write, speaks old
INSERT INTO parts (id) VALUES (3)
-- becomes
INSERT INTO parts (id, `code`, `sku`) VALUES (3, (lpad(7,3,_utf8mb4'0')), crossfade.`case-generated-columns_up_1_record`(`parts`.`code`))
-- count 1

-- dual-write, speaks old
INSERT INTO parts (id, code) VALUES (4, DEFAULT), (5, 'x')
-- becomes
INSERT INTO parts (id, code, `sku`) VALUES (4, (lpad(7,3,_utf8mb4'0')), crossfade.`case-generated-columns_up_1_record`(`parts`.`code`)), (5, 'x', crossfade.`case-generated-columns_up_1_record`(`parts`.`code`))
-- count 2

-- dual-write, speaks old
INSERT INTO parts VALUES (6, 'y', DEFAULT)
-- becomes
INSERT INTO parts (`id`, `code`, `size`, `sku`) VALUES (6, 'y', DEFAULT, crossfade.`case-generated-columns_up_1_record`(`parts`.`code`))
-- count 1

-- dual-write, speaks old
UPDATE parts SET code = CONCAT(code, size) WHERE size < 3
-- becomes
UPDATE parts SET `parts`.`sku` = IF(crossfade.`case-generated-columns_unchanged_old`(`parts`.`code`, CONCAT(code, size)), `parts`.`sku`, crossfade.`case-generated-columns_up_1_record`(CONCAT(code, size))), code = CONCAT(code, size) WHERE size < 3
-- count 3

-- dual-write, speaks old
UPDATE parts SET size = 1
-- untouched
-- error 3105

-- dual-write, speaks old
SELECT * FROM parts ORDER BY id
-- becomes
SELECT `parts`.`id`, `parts`.`code`, `parts`.`size` FROM parts ORDER BY id
-- id INT | code VARCHAR | size INT
--   1 | ab2 | 3
--   2 | abc | 3
--   3 | 007 | 3
--   4 | 007 | 3
--   5 | x1 | 2
--   6 | y1 | 2

-- dual-write, speaks new
INSERT INTO parts (id, sku) VALUES (7, 'S-q')
-- becomes
INSERT INTO parts (id, sku, `code`) VALUES (7, 'S-q', crossfade.`case-generated-columns_down_1_checked`(`parts`.`sku`))
-- count 1

-- dual-write, speaks new
UPDATE parts SET sku = 'S-ab' WHERE id = 1
-- becomes
UPDATE parts SET `parts`.`sku` = IF(crossfade.`case-generated-columns_unchanged_new`(COALESCE(`parts`.`sku`, crossfade.`case-generated-columns_up_1_null`(`parts`.`code`)), 'S-ab'), `parts`.`sku`, 'S-ab'), `parts`.`code` = IF(`parts`.`sku` IS NULL AND crossfade.`case-generated-columns_unchanged_new`(COALESCE(`parts`.`sku`, crossfade.`case-generated-columns_up_1_null`(`parts`.`code`)), 'S-ab'), `parts`.`code`, crossfade.`case-generated-columns_down_1_checked`(`parts`.`sku`)) WHERE id = 1
-- count 0

-- dual-write, speaks new
SELECT * FROM parts ORDER BY id
-- becomes
SELECT `parts`.`id`, `parts`.`size`, COALESCE(`parts`.`sku`, crossfade.`case-generated-columns_up_1_null`(`parts`.`code`)) AS `sku` FROM parts ORDER BY id
-- id INT | size INT | sku VARCHAR
--   1 | 2 | S-ab
--   2 | 3 | S-abc
--   7 | 1 | S-q

-- live, speaks old
INSERT INTO parts (id) VALUES (3)
-- becomes
INSERT INTO parts (id, `code`, `sku`) VALUES (3, (lpad(7,3,_utf8mb4'0')), crossfade.`case-generated-columns_up_1_raise`(`parts`.`code`))
-- count 1

-- live, speaks old
INSERT INTO parts (id, code) VALUES (4, DEFAULT), (5, 'x')
-- becomes
INSERT INTO parts (id, code, `sku`) VALUES (4, (lpad(7,3,_utf8mb4'0')), crossfade.`case-generated-columns_up_1_raise`(`parts`.`code`)), (5, 'x', crossfade.`case-generated-columns_up_1_raise`(`parts`.`code`))
-- count 2

-- live, speaks old
INSERT INTO parts VALUES (6, 'y', DEFAULT)
-- becomes
INSERT INTO parts (`id`, `code`, `size`, `sku`) VALUES (6, 'y', DEFAULT, crossfade.`case-generated-columns_up_1_raise`(`parts`.`code`))
-- count 1

-- live, speaks old
UPDATE parts SET code = CONCAT(code, size) WHERE size < 3
-- becomes
UPDATE parts SET code = CONCAT(IF(TRUE, crossfade.`case-generated-columns_down_1`(`parts`.`sku`), `parts`.`code`), size), `parts`.`sku` = IF(crossfade.`case-generated-columns_agrees`(`parts`.`code`, `parts`.`sku`), `parts`.`sku`, crossfade.`case-generated-columns_up_1_raise`(`parts`.`code`)) WHERE size < 3
-- count 3

-- live, speaks old
UPDATE parts SET size = 1
-- untouched
-- error 3105

-- live, speaks old
SELECT * FROM parts ORDER BY id
-- becomes
SELECT `parts`.`id`, IF(TRUE, crossfade.`case-generated-columns_down_1`(`parts`.`sku`), `parts`.`code`) AS `code`, `parts`.`size` FROM parts ORDER BY id
-- id INT | code VARCHAR | size INT
--   1 | ab2 | 3
--   2 | abc | 3
--   3 | 007 | 3
--   4 | 007 | 3
--   5 | x1 | 2
--   6 | y1 | 2

-- live, speaks new
INSERT INTO parts (id, sku) VALUES (7, 'S-q')
-- becomes
INSERT INTO parts (id, sku, `code`) VALUES (7, 'S-q', crossfade.`case-generated-columns_down_1_checked`(`parts`.`sku`))
-- count 1

-- live, speaks new
UPDATE parts SET sku = 'S-ab' WHERE id = 1
-- becomes
UPDATE parts SET sku = 'S-ab', `parts`.`code` = crossfade.`case-generated-columns_down_1_checked`(`parts`.`sku`) WHERE id = 1
-- count 0

-- live, speaks new
SELECT * FROM parts ORDER BY id
-- becomes
SELECT `parts`.`id`, `parts`.`size`, `parts`.`sku` FROM parts ORDER BY id
-- id INT | size INT | sku VARCHAR
--   1 | 2 | S-ab
--   2 | 3 | S-abc
--   7 | 1 | S-q

