-- speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name;
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people;
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1;
WITH RECURSIVE r (n, t) AS (SELECT 1, full_name FROM people WHERE id = 1 UNION ALL SELECT n + 1, t || '.' FROM r WHERE n < 3) SELECT * FROM r;
WITH u AS (UPDATE people SET full_name = full_name || '!' WHERE id < 3 RETURNING id, full_name) SELECT u.full_name, p.full_name FROM u JOIN people p USING (id) ORDER BY id;
WITH d AS (DELETE FROM people WHERE full_name LIKE 'Bob%' RETURNING *), i AS (INSERT INTO people (full_name, age) SELECT full_name || ' back', age FROM d RETURNING id) SELECT count(*) FROM d, i;
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people SET full_name = s.who FROM s WHERE full_name IS NULL;
WITH a AS MATERIALIZED (SELECT * FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b;
SELECT * FROM people ORDER BY id;
-- speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f;
WITH u AS (UPDATE people SET last_name = last_name || '!' WHERE id < 3 RETURNING *) SELECT first_name, last_name FROM u ORDER BY id;
SELECT * FROM people ORDER BY id;
