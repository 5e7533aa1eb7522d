-- speaks old
INSERT INTO people (full_name) VALUES ('Kim Ho') RETURNING *;
INSERT INTO people (full_name) VALUES ('Lu') RETURNING full_name AS n, upper(full_name), id;
UPDATE people SET full_name = full_name || ' II' WHERE id = 1 RETURNING full_name, people.*;
UPDATE people p SET age = age + 1 WHERE p.full_name = 'Bob' RETURNING p.full_name, age;
DELETE FROM people WHERE full_name LIKE 'Eve%' RETURNING *, length(full_name) AS l;
WITH w AS (DELETE FROM people WHERE age = 7 RETURNING full_name, age) SELECT * FROM w;
-- speaks new
INSERT INTO people (first_name, last_name) VALUES ('Kim', 'Ho') RETURNING *;
UPDATE people SET last_name = last_name || ' II' WHERE id = 1 RETURNING first_name, last_name, people.*;
DELETE FROM people WHERE first_name = 'Eve' RETURNING last_name, age;
