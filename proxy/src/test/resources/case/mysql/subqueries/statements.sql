-- speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) AS f FROM notes ORDER BY n;
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1;
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1;
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL);
SELECT n FROM notes WHERE EXISTS (SELECT 1 FROM people WHERE full_name IS NULL AND age = n + 5);
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1;
SELECT who FROM notes WHERE who >= ALL (SELECT full_name FROM people WHERE full_name IS NOT NULL);
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f;
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n;
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id;
-- speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = substring_index(who, ' ', 1)) AS l FROM notes ORDER BY n;
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id);
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n;
