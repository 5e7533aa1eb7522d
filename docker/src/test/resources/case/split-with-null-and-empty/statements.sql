SELECT id, full_name, full_name IS NULL, full_name = '' FROM persons ORDER BY id;
INSERT INTO persons VALUES (10, NULL), (11, ''), (12, 'Grace Hopper') RETURNING *;
INSERT INTO persons (id) VALUES (13);
INSERT INTO persons SELECT id + 100, upper(full_name) FROM persons WHERE id < 5;
UPDATE persons SET full_name = NULL WHERE id = 1 RETURNING full_name;
UPDATE persons SET full_name = coalesce(full_name, 'nobody') || '' WHERE id IN (1, 3) RETURNING id, full_name;
SELECT id FROM persons WHERE id IN (SELECT id FROM persons WHERE full_name IS NULL) ORDER BY id;
SELECT count(full_name), count(*), count(DISTINCT full_name) FROM persons;
