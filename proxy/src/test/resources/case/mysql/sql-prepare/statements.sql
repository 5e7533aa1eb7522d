-- speaks old
PREPARE s FROM 'SELECT * FROM words WHERE size = ? ORDER BY id';
SET @a = 20, @b = 5;
EXECUTE s USING @a;
PREPARE s FROM "UPDATE words SET size = size + ?, note = 'it''s a \\ \"x\"' WHERE note = 'it\\'s'";
EXECUTE s USING @b;
PREPARE s FROM 'INSERT INTO words VALUES (?, 7, ''a''), (?, 8, ''b'') ON DUPLICATE KEY UPDATE size = VALUES(size)';
EXECUTE s USING @a, @b;
EXECUTE s USING @a, @b;
DEALLOCATE PREPARE s;
PREPARE s FROM 'SELECT "size" AS size, note FROM words WHERE note LIKE "%\_%" OR size > 7 ORDER BY id';
EXECUTE s;
PREPARE s FROM @words;
PREPARE s FROM 'SELECT 1; SELECT size FROM words';
SELECT * FROM words ORDER BY id;
-- speaks new
PREPARE s FROM 'SELECT size_new FROM words WHERE size_new > ?';
SET @a = 10;
EXECUTE s USING @a;
PREPARE s FROM 'UPDATE words SET size_new = size_new * 2 WHERE id = 1';
EXECUTE s;
SELECT * FROM words ORDER BY id;
