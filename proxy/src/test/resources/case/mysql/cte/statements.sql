-- speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name;
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people;
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1;
WITH RECURSIVE r (n, t) AS (SELECT 1, CAST(full_name AS char(40)) FROM people WHERE id = 1 UNION ALL SELECT n + 1, concat(t, '.') FROM r WHERE n < 3) SELECT * FROM r;
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET full_name = s.who WHERE full_name IS NULL;
WITH d AS (SELECT id FROM people WHERE full_name = 'Bob') DELETE FROM people WHERE id IN (SELECT id FROM d);
SELECT * FROM people ORDER BY id;
-- speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f;
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET first_name = s.who, last_name = '' WHERE first_name IS NULL;
SELECT * FROM people ORDER BY id;
