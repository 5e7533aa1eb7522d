-- speaks old
UPDATE people SET full_name = who || ' ' || line FROM notes WHERE full_name = who;
UPDATE people p SET full_name = n.who, age = n.n FROM notes n WHERE n.n = p.id RETURNING p.full_name, n.line;
UPDATE people a SET full_name = b.full_name FROM people b WHERE a.id = 3 AND b.id = 2;
UPDATE people SET age = s.c FROM (SELECT full_name AS f, count(*) AS c FROM people GROUP BY full_name) s WHERE s.f = full_name;
UPDATE notes SET who = full_name FROM people WHERE id = n;
UPDATE people p SET full_name = x.w FROM notes n JOIN (VALUES (9, 'Val Ue')) x (k, w) ON x.k = n.n WHERE p.age = 7;
SELECT * FROM people ORDER BY id;
SELECT * FROM notes ORDER BY n;
-- speaks new
UPDATE people SET last_name = line FROM notes WHERE first_name = split_part(who, ' ', 1);
UPDATE people a SET (first_name, last_name) = (b.last_name, b.first_name) FROM people b WHERE a.id = 3 AND b.id = 1;
SELECT * FROM people ORDER BY id;
