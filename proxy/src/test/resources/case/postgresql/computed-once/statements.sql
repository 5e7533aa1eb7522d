-- speaks old
INSERT INTO people (full_name) VALUES ('r ' || random());
INSERT INTO people (full_name) SELECT 'g ' || random() || ' ' || g FROM generate_series(1, 3) g;
UPDATE people SET full_name = 'u ' || random() WHERE id = 2;
UPDATE people SET full_name = 'n ' || nextval('told'), age = 5 WHERE id = 3;
UPDATE people SET full_name = 'o ' || nextval('told'), age = 5 WHERE id = 4;
SELECT last_value FROM told;
SELECT count(DISTINCT full_name), count(*) FROM people;
INSERT INTO people (id, full_name) VALUES (1, 'c ' || random()) ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name || ' ' || nextval('told');
SELECT * FROM people ORDER BY id;
SELECT last_value FROM told;
-- speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', random()::text);
UPDATE people SET last_name = nextval('told')::text WHERE id = 1;
SELECT * FROM people ORDER BY id;
SELECT last_value FROM told;
