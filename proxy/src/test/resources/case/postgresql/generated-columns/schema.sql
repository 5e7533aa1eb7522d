-- A column that the server computes from the moved one stays right and cannot be written.
-- table: public.boxes
-- conversion: cast
-- old: side
-- type: integer
-- new: edge bigint := CAST(side AS bigint)
-- down: CAST(edge AS integer)
-- [old]
CREATE TABLE boxes (id int PRIMARY KEY, side int, area int GENERATED ALWAYS AS (side * side) STORED);
-- [new]
CREATE TABLE boxes (id int PRIMARY KEY, area int GENERATED ALWAYS AS (edge * edge) STORED, edge bigint);
-- [rows of old]
INSERT INTO boxes VALUES (1, 2), (2, 3), (3, NULL);
-- [rows of new]
INSERT INTO boxes (id, edge) VALUES (1, 2), (2, 3), (3, NULL);
