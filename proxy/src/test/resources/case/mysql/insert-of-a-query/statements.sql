-- speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY n;
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 ORDER BY n;
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 31;
INSERT INTO people (full_name) WITH w AS (SELECT concat(line, ' of ', who) AS t FROM notes WHERE n < 9 ORDER BY n) SELECT t FROM w;
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT 'Z', 2;
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1;
INSERT INTO people (age) SELECT n FROM notes ORDER BY n;
INSERT INTO people (full_name) SELECT repeat('too long ', 4);
INSERT INTO people (full_name) SELECT repeat(who, 9) FROM notes WHERE n = 1;
INSERT INTO people (id, full_name) SELECT max(id) + 20, repeat('too long ', 4) FROM people;
INSERT INTO people (age, full_name) SELECT 'seven', 'Ann Lee';
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2;
-- speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2;
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 31;
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann';
INSERT INTO people (first_name, last_name) SELECT repeat('too long ', 3), 'Lee';
INSERT INTO people (first_name, last_name) SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1;
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
