-- speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012');
UPDATE readings SET raw = concat(raw, '0');
UPDATE readings SET raw = 'x' WHERE id = 10;
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9';
INSERT INTO readings VALUES (1, 'y') ON DUPLICATE KEY UPDATE raw = concat(VALUES(raw), raw);
SELECT * FROM readings ORDER BY id;
-- differs: the twin has no such column
SELECT id, value FROM readings WHERE value IS NOT NULL ORDER BY id;
-- speaks new
SELECT * FROM readings ORDER BY id;
UPDATE readings SET value = value + 1 WHERE id IN (1, 6);
INSERT INTO readings VALUES (10, 10), (11, NULL);
INSERT INTO readings VALUES (12, 99999999999);
SELECT * FROM readings ORDER BY id;
