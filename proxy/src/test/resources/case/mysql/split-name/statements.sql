-- speaks old
INSERT INTO people (id, full_name) VALUES (1, 'Maximilian X') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name);
UPDATE people SET full_name = 'Al Featherstonehau' WHERE id = 1;
UPDATE people SET full_name = 'Maximilian X' WHERE id = 1;
UPDATE people SET full_name = NULL WHERE id = 2;
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1;
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1;
UPDATE people SET full_name = NULL WHERE id = 3;
SELECT id, full_name FROM people ORDER BY id;
-- differs: the twin has no such columns
SELECT id, first_name, last_name FROM people ORDER BY id;
-- speaks new
UPDATE people SET first_name = 'Maximilian', last_name = 'X' WHERE id = 1;
UPDATE people SET first_name = NULL, last_name = NULL WHERE id = 2;
SELECT * FROM people WHERE touched IS NULL;
SELECT id, first_name, last_name FROM people ORDER BY id;
