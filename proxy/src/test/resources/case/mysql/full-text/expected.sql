-- off, speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- untouched
-- id INT | line VARCHAR
--   1 | a bright lamp
--   2 | a chair beside the lamp

-- off, speaks old
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- off, speaks old
UPDATE pages SET line = 'a lamp too' WHERE id = 3
-- untouched
-- count 1

-- off, speaks old
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id
-- untouched
-- id INT | met BIGINT
--   1 | 0
--   2 | 1
--   3 | 0

-- off, speaks old
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright')
-- untouched
-- count 1

-- off, speaks old
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- off, speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-full-text_up_1_null`(`pages`.`line`), `pages`.`turned`) AS `turned` FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- id INT | turned VARCHAR
--   2 | pmal eht ediseb riahc a

-- dual-write, speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- untouched
-- id INT | line VARCHAR
--   1 | a bright lamp
--   2 | a chair beside the lamp

-- dual-write, speaks old
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- dual-write, speaks old
UPDATE pages SET line = 'a lamp too' WHERE id = 3
-- becomes
UPDATE pages SET `pages`.`turned` = IF(crossfade.`case-full-text_unchanged_old`(`pages`.`line`, 'a lamp too'), `pages`.`turned`, crossfade.`case-full-text_up_1_record`('a lamp too')), line = 'a lamp too' WHERE id = 3
-- count 1

-- dual-write, speaks old
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id
-- untouched
-- id INT | met BIGINT
--   1 | 0
--   2 | 1
--   3 | 0

-- dual-write, speaks old
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright')
-- untouched
-- count 1

-- dual-write, speaks old
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- dual-write, speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- becomes
SELECT id, COALESCE(`pages`.`turned`, crossfade.`case-full-text_up_1_null`(`pages`.`line`)) AS `turned` FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- id INT | turned VARCHAR
--   2 | pmal eht ediseb riahc a

-- shadow, speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- untouched
-- id INT | line VARCHAR
--   1 | a bright lamp
--   2 | a chair beside the lamp

-- shadow, speaks old
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- shadow, speaks old
UPDATE pages SET line = 'a lamp too' WHERE id = 3
-- becomes
UPDATE pages SET `pages`.`turned` = IF(crossfade.`case-full-text_unchanged_old`(`pages`.`line`, 'a lamp too'), `pages`.`turned`, crossfade.`case-full-text_up_1_record`('a lamp too')), line = 'a lamp too' WHERE id = 3
-- count 1

-- shadow, speaks old
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id
-- untouched
-- id INT | met BIGINT
--   1 | 0
--   2 | 1
--   3 | 0

-- shadow, speaks old
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright')
-- untouched
-- count 1

-- shadow, speaks old
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- shadow, speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- becomes
SELECT id, COALESCE(`pages`.`turned`, crossfade.`case-full-text_up_1_null`(`pages`.`line`)) AS `turned` FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- id INT | turned VARCHAR
--   2 | pmal eht ediseb riahc a

-- live, speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-full-text_down_1`(`pages`.`turned`), `pages`.`line`) AS `line` FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- id INT | line VARCHAR
--   1 | a bright lamp
--   2 | a chair beside the lamp

-- live, speaks old
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- live, speaks old
UPDATE pages SET line = 'a lamp too' WHERE id = 3
-- becomes
UPDATE pages SET line = 'a lamp too', `pages`.`turned` = IF(crossfade.`case-full-text_agrees`(`pages`.`line`, `pages`.`turned`), `pages`.`turned`, crossfade.`case-full-text_up_1_raise`(`pages`.`line`)) WHERE id = 3
-- count 1

-- live, speaks old
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id
-- untouched
-- id INT | met BIGINT
--   1 | 0
--   2 | 1
--   3 | 0

-- live, speaks old
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright')
-- untouched
-- count 1

-- live, speaks old
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- live, speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- untouched
-- id INT | turned VARCHAR
--   2 | pmal eht ediseb riahc a

-- ramp-down, speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-full-text_down_1`(`pages`.`turned`), `pages`.`line`) AS `line` FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- id INT | line VARCHAR
--   1 | a bright lamp
--   2 | a chair beside the lamp

-- ramp-down, speaks old
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- ramp-down, speaks old
UPDATE pages SET line = 'a lamp too' WHERE id = 3
-- becomes
UPDATE pages SET line = 'a lamp too', `pages`.`turned` = IF(crossfade.`case-full-text_agrees`(`pages`.`line`, `pages`.`turned`), `pages`.`turned`, crossfade.`case-full-text_up_1_raise`(`pages`.`line`)) WHERE id = 3
-- count 1

-- ramp-down, speaks old
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id
-- untouched
-- id INT | met BIGINT
--   1 | 0
--   2 | 1
--   3 | 0

-- ramp-down, speaks old
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright')
-- untouched
-- count 1

-- ramp-down, speaks old
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id
-- untouched
-- id INT
--   2

-- ramp-down, speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- untouched
-- id INT | turned VARCHAR
--   2 | pmal eht ediseb riahc a

-- complete, speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id
-- refused: Crossfade: MATCH of column line of table shop.pages

-- complete, speaks old
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id
-- refused: Crossfade: MATCH of column line of table shop.pages

-- complete, speaks old
UPDATE pages SET line = 'a lamp too' WHERE id = 3
-- becomes
UPDATE pages SET `pages`.`turned` = crossfade.`case-full-text_up_1_raise`('a lamp too') WHERE id = 3
-- count 1

-- complete, speaks old
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id
-- refused: Crossfade: MATCH of column line of table shop.pages

-- complete, speaks old
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright')
-- refused: Crossfade: MATCH of column line of table shop.pages

-- complete, speaks old
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id
-- refused: Crossfade: MATCH of column line of table shop.pages

-- complete, speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id
-- untouched
-- id INT | turned VARCHAR
--   2 | pmal eht ediseb riahc a

