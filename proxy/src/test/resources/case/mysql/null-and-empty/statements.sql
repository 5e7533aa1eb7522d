-- speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x');
SELECT id FROM people WHERE full_name IS NULL ORDER BY id;
SELECT id FROM people WHERE full_name = '' ORDER BY id;
SELECT id, coalesce(full_name, 'none') AS c, full_name <=> '' AS e FROM people ORDER BY id;
SELECT count(full_name), count(*) FROM people;
UPDATE people SET full_name = NULL WHERE full_name = '';
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7;
UPDATE people SET full_name = nullif(full_name, 'Bob');
SELECT id, full_name FROM people ORDER BY id;
-- speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL);
SELECT id FROM people WHERE first_name IS NULL ORDER BY id;
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = '';
SELECT id, first_name, last_name FROM people ORDER BY id;
