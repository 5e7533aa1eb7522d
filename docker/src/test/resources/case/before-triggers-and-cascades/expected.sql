UPDATE towns SET name = 'Torino' WHERE name = 'Turin';
-- 1

SELECT * FROM visits ORDER BY id;
-- id serial, town text, label text, changes int4
-- 1 | Oslo | at Oslo | 0
-- 2 | Torino | at Torino | 1
-- 3 | Rome | at Rome | 0
-- 4 | null | nowhere | 0

DELETE FROM towns WHERE name = 'Oslo';
-- 1

SELECT * FROM visits ORDER BY id;
-- id serial, town text, label text, changes int4
-- 1 | null | nowhere | 1
-- 2 | Torino | at Torino | 1
-- 3 | Rome | at Rome | 0
-- 4 | null | nowhere | 0

INSERT INTO visits (town) VALUES ('rome '), (DEFAULT), (NULL) RETURNING *;
-- id serial, town text, label text, changes int4
-- 5 | Rome | at Rome | 0
-- 6 | Bern | at Bern | 0
-- 7 | null | nowhere | 0

INSERT INTO visits DEFAULT VALUES RETURNING *;
-- id serial, town text, label text, changes int4
-- 8 | Bern | at Bern | 0

INSERT INTO visits (town) VALUES ('atlantis');
-- 23503: ERROR: insert or update on table "visits" violates foreign key constraint "visits_town_fkey"
--     Detail: Key (town)=(Atlantis) is not present in table "towns".

UPDATE visits SET town = 'TORINO' WHERE id = 1 RETURNING *;
-- id serial, town text, label text, changes int4
-- 1 | Torino | at Torino | 2

UPDATE visits SET town = DEFAULT WHERE id = 2 RETURNING *;
-- id serial, town text, label text, changes int4
-- 2 | Bern | at Bern | 2

UPDATE visits SET label = 'x' RETURNING *;
-- id serial, town text, label text, changes int4
-- 1 | Torino | at Torino | 3
-- 2 | Bern | at Bern | 3
-- 3 | Rome | at Rome | 1
-- 4 | null | nowhere | 1
-- 5 | Rome | at Rome | 1
-- 6 | Bern | at Bern | 1
-- 7 | null | nowhere | 1
-- 8 | Bern | at Bern | 1

SELECT count(*) FROM visits WHERE town = 'Rome';
-- count int8
-- 2

