-- speaks old
UPDATE people, notes SET full_name = concat(who, ' ', line) WHERE full_name = who;
UPDATE people p JOIN notes n ON n.n = p.id SET p.full_name = n.who, n.line = 'done';
UPDATE people p LEFT JOIN notes n ON n.who = p.full_name SET p.full_name = 'Not Noted' WHERE n.who IS NULL AND p.id > 2;
UPDATE people a JOIN people b ON b.id = 1 SET a.full_name = b.full_name WHERE a.id = 3;
UPDATE notes n JOIN people p ON p.id = n.n SET n.who = p.full_name;
UPDATE people p JOIN (SELECT full_name f, count(*) c FROM people GROUP BY full_name) s ON s.f = p.full_name SET p.age = s.c;
SELECT * FROM people ORDER BY id;
SELECT * FROM notes ORDER BY n;
-- speaks new
UPDATE people, notes SET last_name = line WHERE first_name = substring_index(who, ' ', 1);
UPDATE people p JOIN notes n ON n.n = p.id SET p.first_name = n.line, n.who = 'done';
SELECT * FROM people ORDER BY id;
