-- off, speaks old
SELECT id, code FROM codes WHERE code = 'b' OR code IN ('A', 'B') ORDER BY code
-- untouched
-- id INT | code CHAR
--   2 | B
--   3 | b

-- off, speaks old
SELECT code, count(*) FROM codes GROUP BY code ORDER BY code
-- untouched
-- code CHAR | count(*) BIGINT
--   null | 1
--   B | 1
--   a | 1
--   b | 1

-- off, speaks old
SELECT * FROM codes ORDER BY code DESC
-- becomes
SELECT `codes`.`id`, `codes`.`code`, `codes`.`memo` FROM codes ORDER BY code DESC
-- id INT | code CHAR | memo TEXT
--   3 | b | y
--   1 | a | x
--   2 | B | null
--   4 | null | z

-- off, speaks old
SELECT c.code FROM codes c JOIN codes d ON d.code = UPPER(c.code) ORDER BY 1
-- untouched
-- code CHAR
--   B
--   b

-- off, speaks old
UPDATE codes SET code = 'b  ' WHERE id = 3
-- untouched
-- count 0

-- off, speaks old
UPDATE codes SET code = 'too long' WHERE id = 3
-- untouched
-- error 1406

-- off, speaks old
UPDATE codes SET code = 'q', memo = code WHERE code = 'a'
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM codes ORDER BY id
-- becomes
SELECT `codes`.`id`, `codes`.`code`, `codes`.`memo` FROM codes ORDER BY id
-- id INT | code CHAR | memo TEXT
--   1 | q | q
--   2 | B | null
--   3 | b | y
--   4 | null | z

-- off, speaks new
SELECT id, label FROM codes WHERE label = 'lB' OR label = 'LB'
-- becomes
SELECT id, IF(TRUE, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`), `codes`.`label`) AS `label` FROM codes WHERE IF(TRUE, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`), `codes`.`label`) = 'lB' OR IF(TRUE, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`), `codes`.`label`) = 'LB'
-- id INT | label VARCHAR
--   2 | LB

-- off, speaks new
SELECT * FROM codes ORDER BY label
-- becomes
SELECT `codes`.`id`, `codes`.`memo`, IF(TRUE, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`), `codes`.`label`) AS `label` FROM codes ORDER BY label
-- id INT | memo TEXT | label VARCHAR
--   4 | z | null
--   2 | null | LB
--   1 | x | La
--   3 | y | Lb

-- dual-write, speaks old
SELECT id, code FROM codes WHERE code = 'b' OR code IN ('A', 'B') ORDER BY code
-- untouched
-- id INT | code CHAR
--   2 | B
--   3 | b

-- dual-write, speaks old
SELECT code, count(*) FROM codes GROUP BY code ORDER BY code
-- untouched
-- code CHAR | count(*) BIGINT
--   null | 1
--   B | 1
--   a | 1
--   b | 1

-- dual-write, speaks old
SELECT * FROM codes ORDER BY code DESC
-- becomes
SELECT `codes`.`id`, `codes`.`code`, `codes`.`memo` FROM codes ORDER BY code DESC
-- id INT | code CHAR | memo TEXT
--   3 | b | y
--   1 | a | x
--   2 | B | null
--   4 | null | z

-- dual-write, speaks old
SELECT c.code FROM codes c JOIN codes d ON d.code = UPPER(c.code) ORDER BY 1
-- untouched
-- code CHAR
--   B
--   b

-- dual-write, speaks old
UPDATE codes SET code = 'b  ' WHERE id = 3
-- becomes
UPDATE codes SET `codes`.`label` = IF(crossfade.`case-char-and-text_unchanged_old`(`codes`.`code`, 'b  '), `codes`.`label`, crossfade.`case-char-and-text_up_1_record`('b  ')), code = 'b  ' WHERE id = 3
-- count 0

-- dual-write, speaks old
UPDATE codes SET code = 'too long' WHERE id = 3
-- becomes
UPDATE codes SET `codes`.`label` = IF(crossfade.`case-char-and-text_unchanged_old`(`codes`.`code`, 'too long'), `codes`.`label`, crossfade.`case-char-and-text_up_1_record`('too long')), code = 'too long' WHERE id = 3
-- error 1406

-- dual-write, speaks old
UPDATE codes SET code = 'q', memo = code WHERE code = 'a'
-- becomes
UPDATE codes SET `codes`.`label` = IF(crossfade.`case-char-and-text_unchanged_old`(`codes`.`code`, 'q'), `codes`.`label`, crossfade.`case-char-and-text_up_1_record`('q')), code = 'q', memo = code WHERE code = 'a'
-- count 1

-- dual-write, speaks old
SELECT * FROM codes ORDER BY id
-- becomes
SELECT `codes`.`id`, `codes`.`code`, `codes`.`memo` FROM codes ORDER BY id
-- id INT | code CHAR | memo TEXT
--   1 | q | q
--   2 | B | null
--   3 | b | y
--   4 | null | z

-- dual-write, speaks new
SELECT id, label FROM codes WHERE label = 'lB' OR label = 'LB'
-- becomes
SELECT id, COALESCE(`codes`.`label`, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`)) AS `label` FROM codes WHERE COALESCE(`codes`.`label`, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`)) = 'lB' OR COALESCE(`codes`.`label`, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`)) = 'LB'
-- id INT | label VARCHAR
--   2 | LB

-- dual-write, speaks new
SELECT * FROM codes ORDER BY label
-- becomes
SELECT `codes`.`id`, `codes`.`memo`, COALESCE(`codes`.`label`, crossfade.`case-char-and-text_up_1_null`(`codes`.`code`)) AS `label` FROM codes ORDER BY label
-- id INT | memo TEXT | label VARCHAR
--   4 | z | null
--   2 | null | LB
--   1 | x | La
--   3 | y | Lb

-- live, speaks old
SELECT id, code FROM codes WHERE code = 'b' OR code IN ('A', 'B') ORDER BY code
-- becomes
SELECT id, crossfade.`case-char-and-text_down_1`(`codes`.`label`) AS `code` FROM codes WHERE IF(TRUE, crossfade.`case-char-and-text_down_1`(`codes`.`label`), `codes`.`code`) = 'b' OR IF(TRUE, crossfade.`case-char-and-text_down_1`(`codes`.`label`), `codes`.`code`) IN ('A', 'B') ORDER BY code
-- id INT | code CHAR
--   2 | B
--   3 | b

-- live, speaks old
SELECT code, count(*) FROM codes GROUP BY code ORDER BY code
-- refused: Crossfade: column code in GROUP BY, which is computed while it migrates

-- live, speaks old
SELECT * FROM codes ORDER BY code DESC
-- becomes
SELECT `codes`.`id`, crossfade.`case-char-and-text_down_1`(`codes`.`label`) AS `code`, `codes`.`memo` FROM codes ORDER BY code DESC
-- id INT | code CHAR | memo TEXT
--   3 | b | y
--   1 | a | x
--   2 | B | null
--   4 | null | z

-- live, speaks old
SELECT c.code FROM codes c JOIN codes d ON d.code = UPPER(c.code) ORDER BY 1
-- becomes
SELECT crossfade.`case-char-and-text_down_1`(c.`label`) AS `code` FROM codes c JOIN codes d ON IF(TRUE, crossfade.`case-char-and-text_down_1`(d.`label`), d.`code`) = UPPER(IF(TRUE, crossfade.`case-char-and-text_down_1`(c.`label`), c.`code`)) ORDER BY 1
-- code CHAR
--   B
--   b

-- live, speaks old
UPDATE codes SET code = 'b  ' WHERE id = 3
-- becomes
UPDATE codes SET code = 'b  ', `codes`.`label` = IF(crossfade.`case-char-and-text_agrees`(`codes`.`code`, `codes`.`label`), `codes`.`label`, crossfade.`case-char-and-text_up_1_raise`(`codes`.`code`)) WHERE id = 3
-- count 0

-- live, speaks old
UPDATE codes SET code = 'too long' WHERE id = 3
-- becomes
UPDATE codes SET code = 'too long', `codes`.`label` = IF(crossfade.`case-char-and-text_agrees`(`codes`.`code`, `codes`.`label`), `codes`.`label`, crossfade.`case-char-and-text_up_1_raise`(`codes`.`code`)) WHERE id = 3
-- error 1406

-- live, speaks old
UPDATE codes SET code = 'q', memo = code WHERE code = 'a'
-- becomes
UPDATE codes SET code = 'q', `codes`.`label` = IF(crossfade.`case-char-and-text_agrees`(`codes`.`code`, `codes`.`label`), `codes`.`label`, crossfade.`case-char-and-text_up_1_raise`(`codes`.`code`)), memo = IF(TRUE, crossfade.`case-char-and-text_down_1`(`codes`.`label`), `codes`.`code`) WHERE IF(TRUE, crossfade.`case-char-and-text_down_1`(`codes`.`label`), `codes`.`code`) = 'a'
-- count 1

-- live, speaks old
SELECT * FROM codes ORDER BY id
-- becomes
SELECT `codes`.`id`, crossfade.`case-char-and-text_down_1`(`codes`.`label`) AS `code`, `codes`.`memo` FROM codes ORDER BY id
-- id INT | code CHAR | memo TEXT
--   1 | q | q
--   2 | B | null
--   3 | b | y
--   4 | null | z

-- live, speaks new
SELECT id, label FROM codes WHERE label = 'lB' OR label = 'LB'
-- untouched
-- id INT | label VARCHAR
--   2 | LB

-- live, speaks new
SELECT * FROM codes ORDER BY label
-- becomes
SELECT `codes`.`id`, `codes`.`memo`, `codes`.`label` FROM codes ORDER BY label
-- id INT | memo TEXT | label VARCHAR
--   4 | z | null
--   2 | null | LB
--   1 | x | La
--   3 | y | Lb

