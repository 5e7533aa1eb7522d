-- speaks old
PREPARE s FROM 'UPDATE people SET full_name = ? WHERE id = ?';
SET @a = 'Kim Ho', @b = 1, @c = 'Ann Lee';
EXECUTE s USING @a, @b;
PREPARE s FROM 'INSERT INTO people (full_name, age) VALUES (?, ?), (?, ?)';
EXECUTE s USING @a, @b, @c, @b;
PREPARE s FROM 'SELECT id FROM people WHERE full_name = ? OR full_name = concat(?, ?) ORDER BY id';
EXECUTE s USING @a, @c, @b;
PREPARE s FROM 'INSERT INTO people (id, full_name) VALUES (?, ?) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), ?)';
EXECUTE s USING @b, @a, @c;
PREPARE s FROM 'SELECT ? AS x, full_name FROM people ORDER BY full_name LIMIT ?';
EXECUTE s USING @c, @b;
DEALLOCATE PREPARE s;
SELECT full_name, age FROM people ORDER BY id;
-- speaks new
SET @a = 'Kim', @b = 1, @c = 'Lee';
PREPARE s FROM 'UPDATE people SET first_name = ?, last_name = ? WHERE id = ?';
EXECUTE s USING @a, @c, @b;
SELECT first_name, last_name FROM people ORDER BY id;
