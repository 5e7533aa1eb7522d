-- A tree: rows refer to rows of their own table, by a column that does not migrate.
CREATE TABLE tree (id integer PRIMARY KEY, parent integer REFERENCES tree ON DELETE CASCADE, label varchar(30));
INSERT INTO tree SELECT g, nullif(g / 2, 0), 'node ' || g FROM generate_series(1, 15) g;
