-- speaks old
DELETE FROM people WHERE full_name = 'Nobody';
DELETE FROM people WHERE full_name IN ('Bob', 'Cy');
DELETE p FROM people p JOIN notes n ON n.who = p.full_name WHERE n.n = 1;
DELETE FROM n, p USING notes n JOIN people p WHERE p.full_name IS NULL AND n.n = 9;
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL);
DELETE FROM people ORDER BY full_name DESC LIMIT 1;
SELECT * FROM people ORDER BY id;
SELECT * FROM notes ORDER BY n;
-- speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee');
DELETE p FROM people p JOIN notes n ON n.who = p.first_name;
SELECT * FROM people ORDER BY id;
