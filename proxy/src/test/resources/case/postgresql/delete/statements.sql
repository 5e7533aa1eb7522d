-- speaks old
DELETE FROM people WHERE full_name = 'Nobody';
DELETE FROM people WHERE full_name IN ('Bob', 'Cy') RETURNING id;
DELETE FROM people USING notes WHERE who = full_name AND n = 1 RETURNING full_name, line;
DELETE FROM people p WHERE EXISTS (SELECT FROM people q WHERE q.full_name > p.full_name);
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL);
DELETE FROM people WHERE full_name IS NULL;
SELECT * FROM people;
-- speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee');
DELETE FROM people p USING notes n WHERE p.first_name = n.who RETURNING p.*;
SELECT * FROM people ORDER BY id;
