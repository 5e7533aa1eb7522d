-- off, speaks old
PREPARE s FROM 'SELECT * FROM words WHERE size = ? ORDER BY id'
-- becomes
PREPARE s FROM 'SELECT `words`.`id`, `words`.`size`, `words`.`note` FROM words WHERE size = ? ORDER BY id'
-- count 0

-- off, speaks old
SET @a = 20, @b = 5
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @a
-- untouched
-- id INT | size INT | note VARCHAR
--   2 | 20 | it's

-- off, speaks old
PREPARE s FROM "UPDATE words SET size = size + ?, note = 'it''s a \\ \"x\"' WHERE note = 'it\\'s'"
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @b
-- untouched
-- count 1

-- off, speaks old
PREPARE s FROM 'INSERT INTO words VALUES (?, 7, ''a''), (?, 8, ''b'') ON DUPLICATE KEY UPDATE size = VALUES(size)'
-- becomes
PREPARE s FROM 'INSERT INTO words (`id`, `size`, `note`) VALUES (?, 7, ''a''), (?, 8, ''b'') ON DUPLICATE KEY UPDATE size = VALUES(size)'
-- count 0

-- off, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 2

-- off, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 0

-- off, speaks old
DEALLOCATE PREPARE s
-- untouched
-- count 0

-- off, speaks old
PREPARE s FROM 'SELECT "size" AS size, note FROM words WHERE note LIKE "%\_%" OR size > 7 ORDER BY id'
-- untouched
-- count 0

-- off, speaks old
EXECUTE s
-- untouched
-- size VARCHAR | note VARCHAR
--   size | one
--   size | it's a  "x"
--   size | b

-- off, speaks old
PREPARE s FROM @words
-- refused: Crossfade: PREPARE on a migrating table, which is migrating

-- off, speaks old
PREPARE s FROM 'SELECT 1; SELECT size FROM words'
-- untouched
-- error 1064

-- off, speaks old
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`size`, `words`.`note` FROM words ORDER BY id
-- id INT | size INT | note VARCHAR
--   1 | 10 | one
--   2 | 25 | it's a  "x"
--   5 | 8 | b
--   20 | 7 | a

-- off, speaks new
PREPARE s FROM 'SELECT size_new FROM words WHERE size_new > ?'
-- becomes
PREPARE s FROM 'SELECT crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) AS `size_new` FROM words WHERE `words`.`size` > ?'
-- count 0

-- off, speaks new
SET @a = 10
-- untouched
-- count 0

-- off, speaks new
EXECUTE s USING @a
-- untouched
-- size_new BIGINT
--   20

-- off, speaks new
PREPARE s FROM 'UPDATE words SET size_new = size_new * 2 WHERE id = 1'
-- becomes
PREPARE s FROM 'UPDATE words SET `words`.`size` = crossfade.`case-sql-prepare_down_1_checked`(crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) * 2) WHERE id = 1'
-- count 0

-- off, speaks new
EXECUTE s
-- untouched
-- count 1

-- off, speaks new
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`note`, crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) AS `size_new` FROM words ORDER BY id
-- id INT | note VARCHAR | size_new BIGINT
--   1 | one | 20
--   2 | it's | 20

-- dual-write, speaks old
PREPARE s FROM 'SELECT * FROM words WHERE size = ? ORDER BY id'
-- becomes
PREPARE s FROM 'SELECT `words`.`id`, `words`.`size`, `words`.`note` FROM words WHERE size = ? ORDER BY id'
-- count 0

-- dual-write, speaks old
SET @a = 20, @b = 5
-- untouched
-- count 0

-- dual-write, speaks old
EXECUTE s USING @a
-- untouched
-- id INT | size INT | note VARCHAR
--   2 | 20 | it's

-- dual-write, speaks old
PREPARE s FROM "UPDATE words SET size = size + ?, note = 'it''s a \\ \"x\"' WHERE note = 'it\\'s'"
-- becomes
PREPARE s FROM 'WITH crossfade_values AS (SELECT ? AS v1) UPDATE words SET `words`.`size_new` = IF(crossfade.`case-sql-prepare_unchanged_old`(`words`.`size`, size + (SELECT v1 FROM crossfade_values)), `words`.`size_new`, crossfade.`case-sql-prepare_up_1_record`(size + (SELECT v1 FROM crossfade_values))), size = size + (SELECT v1 FROM crossfade_values), note = ''it''''s a \\ "x"'' WHERE note = ''it\\''s'''
-- count 0

-- dual-write, speaks old
EXECUTE s USING @b
-- untouched
-- count 1

-- dual-write, speaks old
PREPARE s FROM 'INSERT INTO words VALUES (?, 7, ''a''), (?, 8, ''b'') ON DUPLICATE KEY UPDATE size = VALUES(size)'
-- becomes
PREPARE s FROM 'INSERT INTO words (`id`, `size`, `note`, `size_new`) VALUES (?, 7, ''a'', `words`.`size`), (?, 8, ''b'', `words`.`size`) ON DUPLICATE KEY UPDATE `words`.`size_new` = IF(crossfade.`case-sql-prepare_unchanged_old`(`words`.`size`, VALUES(size)), `words`.`size_new`, crossfade.`case-sql-prepare_up_1_record`(VALUES(size))), size = VALUES(size)'
-- count 0

-- dual-write, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 2

-- dual-write, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 0

-- dual-write, speaks old
DEALLOCATE PREPARE s
-- untouched
-- count 0

-- dual-write, speaks old
PREPARE s FROM 'SELECT "size" AS size, note FROM words WHERE note LIKE "%\_%" OR size > 7 ORDER BY id'
-- untouched
-- count 0

-- dual-write, speaks old
EXECUTE s
-- untouched
-- size VARCHAR | note VARCHAR
--   size | one
--   size | it's a  "x"
--   size | b

-- dual-write, speaks old
PREPARE s FROM @words
-- refused: Crossfade: PREPARE on a migrating table, which is migrating

-- dual-write, speaks old
PREPARE s FROM 'SELECT 1; SELECT size FROM words'
-- untouched
-- error 1064

-- dual-write, speaks old
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`size`, `words`.`note` FROM words ORDER BY id
-- id INT | size INT | note VARCHAR
--   1 | 10 | one
--   2 | 25 | it's a  "x"
--   5 | 8 | b
--   20 | 7 | a

-- dual-write, speaks new
PREPARE s FROM 'SELECT size_new FROM words WHERE size_new > ?'
-- becomes
PREPARE s FROM 'SELECT crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) AS `size_new` FROM words WHERE `words`.`size` > ?'
-- count 0

-- dual-write, speaks new
SET @a = 10
-- untouched
-- count 0

-- dual-write, speaks new
EXECUTE s USING @a
-- untouched
-- size_new BIGINT
--   20

-- dual-write, speaks new
PREPARE s FROM 'UPDATE words SET size_new = size_new * 2 WHERE id = 1'
-- becomes
PREPARE s FROM 'UPDATE words SET `words`.`size_new` = IF(crossfade.`case-sql-prepare_unchanged_old`(`words`.`size`, crossfade.`case-sql-prepare_down_1_checked`(crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) * 2)), `words`.`size_new`, crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) * 2), `words`.`size` = crossfade.`case-sql-prepare_down_1_checked`(crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) * 2) WHERE id = 1'
-- count 0

-- dual-write, speaks new
EXECUTE s
-- untouched
-- count 1

-- dual-write, speaks new
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`note`, crossfade.`case-sql-prepare_up_1_null`(`words`.`size`) AS `size_new` FROM words ORDER BY id
-- id INT | note VARCHAR | size_new BIGINT
--   1 | one | 20
--   2 | it's | 20

-- live, speaks old
PREPARE s FROM 'SELECT * FROM words WHERE size = ? ORDER BY id'
-- becomes
PREPARE s FROM 'SELECT `words`.`id`, crossfade.`case-sql-prepare_down_1`(`words`.`size_new`) AS `size`, `words`.`note` FROM words WHERE `words`.`size_new` = ? ORDER BY id'
-- count 0

-- live, speaks old
SET @a = 20, @b = 5
-- untouched
-- count 0

-- live, speaks old
EXECUTE s USING @a
-- untouched
-- id INT | size INT | note VARCHAR
--   2 | 20 | it's

-- live, speaks old
PREPARE s FROM "UPDATE words SET size = size + ?, note = 'it''s a \\ \"x\"' WHERE note = 'it\\'s'"
-- becomes
PREPARE s FROM 'UPDATE words SET size = crossfade.`case-sql-prepare_down_1`(`words`.`size_new`) + ?, `words`.`size_new` = `words`.`size`, note = ''it''''s a \\ "x"'' WHERE note = ''it\\''s'''
-- count 0

-- live, speaks old
EXECUTE s USING @b
-- untouched
-- count 1

-- live, speaks old
PREPARE s FROM 'INSERT INTO words VALUES (?, 7, ''a''), (?, 8, ''b'') ON DUPLICATE KEY UPDATE size = VALUES(size)'
-- becomes
PREPARE s FROM 'INSERT INTO words (`id`, `size`, `note`, `size_new`) VALUES (?, 7, ''a'', `words`.`size`), (?, 8, ''b'', `words`.`size`) ON DUPLICATE KEY UPDATE size = VALUES(size), `words`.`size_new` = `words`.`size`'
-- count 0

-- live, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 2

-- live, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 0

-- live, speaks old
DEALLOCATE PREPARE s
-- untouched
-- count 0

-- live, speaks old
PREPARE s FROM 'SELECT "size" AS size, note FROM words WHERE note LIKE "%\_%" OR size > 7 ORDER BY id'
-- becomes
PREPARE s FROM 'SELECT "size" AS size, note FROM words WHERE note LIKE "%\\_%" OR `words`.`size_new` > 7 ORDER BY id'
-- count 0

-- live, speaks old
EXECUTE s
-- untouched
-- size VARCHAR | note VARCHAR
--   size | one
--   size | it's a  "x"
--   size | b

-- live, speaks old
PREPARE s FROM @words
-- refused: Crossfade: PREPARE on a migrating table, which is migrating

-- live, speaks old
PREPARE s FROM 'SELECT 1; SELECT size FROM words'
-- becomes
PREPARE s FROM 'SELECT 1; SELECT crossfade.`case-sql-prepare_down_1`(`words`.`size_new`) AS `size` FROM words'
-- error 1064

-- live, speaks old
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, crossfade.`case-sql-prepare_down_1`(`words`.`size_new`) AS `size`, `words`.`note` FROM words ORDER BY id
-- id INT | size INT | note VARCHAR
--   1 | 10 | one
--   2 | 25 | it's a  "x"
--   5 | 8 | b
--   20 | 7 | a

-- live, speaks new
PREPARE s FROM 'SELECT size_new FROM words WHERE size_new > ?'
-- untouched
-- count 0

-- live, speaks new
SET @a = 10
-- untouched
-- count 0

-- live, speaks new
EXECUTE s USING @a
-- untouched
-- size_new BIGINT
--   20

-- live, speaks new
PREPARE s FROM 'UPDATE words SET size_new = size_new * 2 WHERE id = 1'
-- becomes
PREPARE s FROM 'UPDATE words SET size_new = size_new * 2, `words`.`size` = crossfade.`case-sql-prepare_down_1_checked`(`words`.`size_new`) WHERE id = 1'
-- count 0

-- live, speaks new
EXECUTE s
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`note`, `words`.`size_new` FROM words ORDER BY id
-- id INT | note VARCHAR | size_new BIGINT
--   1 | one | 20
--   2 | it's | 20

