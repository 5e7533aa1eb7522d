-- speaks old
SELECT id FROM people WHERE name = 'zoë' ORDER BY id;
SELECT name, CHARSET(name), LENGTH(name) FROM people ORDER BY name;
SELECT id FROM people WHERE name LIKE 'z%' ORDER BY id;
SELECT name FROM people WHERE name = CONVERT('Åsa' USING latin1);
UPDATE people SET name = 'Łódź' WHERE id = 2;
UPDATE IGNORE people SET name = 'Łódź' WHERE id = 2;
UPDATE people SET name = 'Zoë' WHERE id = 1;
INSERT INTO people VALUES (5, _latin1 x'E9');
INSERT INTO people VALUES (6, 'longer than ten');
INSERT IGNORE INTO people VALUES (6, 'longer than ten');
SELECT * FROM people ORDER BY id;
-- speaks new
SELECT id FROM people WHERE name_u = 'zoë' ORDER BY id;
-- differs: the old column cannot hold it
INSERT INTO people VALUES (7, 'Łódź');
-- differs: it is not there
DELETE FROM people WHERE id = 7;
SELECT * FROM people ORDER BY id;
