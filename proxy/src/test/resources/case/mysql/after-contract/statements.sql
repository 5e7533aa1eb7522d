-- speaks old
SELECT * FROM people ORDER BY full_name;
SELECT id FROM people WHERE full_name = 'ANN LEE' OR full_name LIKE 'b%' ORDER BY id;
INSERT INTO people VALUES (4, 'Di Ra', 4), (5, DEFAULT, 5);
INSERT INTO people (age, full_name, id) VALUES (6, concat('Ed', ' ', 'Fo'), 6);
INSERT INTO people SET id = 7, full_name = 'Gil Ho', age = 7;
INSERT INTO people () VALUES (8, 'Ida Jo', 8);
INSERT INTO people (id, full_name) SELECT id + 10, full_name FROM people WHERE id < 3 ORDER BY id;
INSERT INTO people (id) VALUES (9);
REPLACE INTO people (full_name, id) VALUES ('Kim Lo', 9);
INSERT INTO people (id, full_name) VALUES (1, 'x y') ON DUPLICATE KEY UPDATE full_name = 'Max No';
INSERT INTO people (id, full_name) VALUES (1, 'x y') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name);
INSERT IGNORE INTO people (id, full_name) VALUES (1, 'x y');
INSERT INTO people (id, full_name) VALUES (20, uuid());
INSERT INTO people (id, full_name) VALUES (1);
UPDATE people SET full_name = concat('Ola ', 'Pi') WHERE id = 2;
UPDATE people SET full_name = NULL, age = 0 WHERE full_name = 'Di Ra';
DELETE FROM people WHERE full_name IS NULL;
SELECT count(*), min(full_name), max(full_name) FROM people;
SELECT * FROM people ORDER BY id;
-- speaks new
SELECT * FROM people ORDER BY id;
INSERT INTO people VALUES (4, 4, 'Di', 'Ra');
INSERT INTO people (id, first_name, last_name) VALUES (1, 'x', 'y') ON DUPLICATE KEY UPDATE first_name = VALUES(first_name);
UPDATE people SET last_name = 'Fo' WHERE id = 2;
SELECT * FROM people ORDER BY last_name;
