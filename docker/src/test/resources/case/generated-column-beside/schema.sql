-- A generated column of the table, over one that does not migrate.
CREATE TABLE prices (id integer PRIMARY KEY, net integer NOT NULL, gross integer GENERATED ALWAYS AS (net * 2) STORED, tag varchar(10));
INSERT INTO prices (id, net, tag) SELECT g, g * 10, 't' || g FROM generate_series(1, 9) g;
