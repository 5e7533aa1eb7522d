-- speaks old
INSERT INTO people (full_name, age) VALUES (concat('r ', rand(7)), 1);
UPDATE people SET full_name = concat('u ', rand(8)), age = 2 WHERE id < 3;
INSERT INTO people (id, full_name) VALUES (1, concat('d ', rand(9))) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), '!');
SET @n = 0;
UPDATE people SET full_name = concat('n ', @n := @n + 1) WHERE id > 2 ORDER BY id;
SELECT @n;
SELECT * FROM people ORDER BY id;
-- differs: no uuid comes twice
UPDATE people SET full_name = left(uuid(), 18) WHERE id = 4;
SELECT count(*) FROM people WHERE char_length(full_name) = 18;
UPDATE people SET full_name = 'Same Again' WHERE id = 4;
-- speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', rand(7));
UPDATE people SET last_name = rand(8) WHERE id < 3;
SELECT * FROM people ORDER BY id;
