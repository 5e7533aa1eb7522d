-- ON CONFLICT with both arms, on the key that moves and on another one, with EXCLUDED on either side, WHERE and RETURNING.
-- table: public.seats
-- conversion: cast
-- old: id
-- type: integer
-- new: id_new bigint := CAST(id AS bigint)
-- down: CAST(id_new AS integer)
-- [old]
CREATE TABLE seats (id int PRIMARY KEY, place text UNIQUE, guest text);
-- [new]
CREATE TABLE seats (place text UNIQUE, guest text, id_new bigint PRIMARY KEY);
-- [rows of old]
INSERT INTO seats VALUES (1, 'A1', 'ann'), (2, 'A2', NULL), (3, 'A3', 'eve');
-- [rows of new]
INSERT INTO seats VALUES ('A1', 'ann', 1), ('A2', NULL, 2), ('A3', 'eve', 3);
-- [after the backfill]
ALTER TABLE seats ADD CONSTRAINT seats_new UNIQUE (id_new);
