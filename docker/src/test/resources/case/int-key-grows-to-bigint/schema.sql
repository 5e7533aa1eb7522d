-- A serial key that nears the end of integer.
CREATE TABLE grows (id serial PRIMARY KEY, item text NOT NULL, UNIQUE (item));
INSERT INTO grows (item) SELECT 'item ' || g FROM generate_series(1, 40) g;
