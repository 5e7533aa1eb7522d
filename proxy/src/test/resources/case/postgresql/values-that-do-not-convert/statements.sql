-- speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012');
UPDATE readings SET raw = raw || '0';
UPDATE readings SET raw = 'x' WHERE id = 10;
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9';
INSERT INTO readings VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw;
SELECT * FROM readings ORDER BY id;
SELECT count(*) FROM readings WHERE raw = 'n/a0';
-- speaks new
SELECT * FROM readings ORDER BY id;
UPDATE readings SET value = value + 1 WHERE id IN (1, 6);
INSERT INTO readings VALUES (10, 10), (11, NULL);
INSERT INTO readings VALUES (12, 99999999999);
SELECT * FROM readings ORDER BY id;
