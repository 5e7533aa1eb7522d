-- speaks old
SELECT full_name FROM people;
SELECT full_name FROM public.people;
SELECT public.people.full_name FROM public.people;
SELECT full_name FROM archive.people;
SELECT a.full_name, b.full_name FROM people a, archive.people b;
UPDATE archive.people SET full_name = p.full_name FROM people p WHERE p.id = archive.people.id;
INSERT INTO people SELECT id + 1, full_name FROM archive.people;
UPDATE public.people SET full_name = 'Bo Ho' WHERE public.people.id = 2;
SELECT * FROM people ORDER BY id;
SELECT * FROM archive.people;
SET search_path = archive, public;
SELECT full_name FROM people;
SELECT full_name FROM public.people ORDER BY id;
UPDATE people SET full_name = 'Archived';
RESET search_path;
CREATE TEMP TABLE people (full_name text);
INSERT INTO people VALUES ('Here Only');
SELECT * FROM people;
SELECT count(*) FROM public.people;
DROP TABLE pg_temp.people;
SELECT * FROM people ORDER BY id;
-- speaks new
SELECT first_name FROM public.people;
SELECT full_name FROM archive.people;
INSERT INTO people SELECT id + 1, 'An', 'Old One' FROM archive.people;
SELECT * FROM people ORDER BY id;
