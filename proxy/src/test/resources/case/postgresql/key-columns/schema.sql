-- A unique key's column becomes two: rows are found, changed and replaced by either side's key.
-- table: public.places
-- conversion: function
-- old: seat
-- type: text
-- new: line text := split_part(seat, '-', 1)
-- new: place text := substr(seat, length(split_part(seat, '-', 1)) + 2)
-- down: line || '-' || place
-- [old]
CREATE TABLE places (id int PRIMARY KEY, seat text UNIQUE, guest text);
-- [new]
CREATE TABLE places (id int PRIMARY KEY, guest text, line text, place text, UNIQUE (line, place));
-- [rows of old]
INSERT INTO places VALUES (1, 'A-1', 'ann'), (2, 'A-2', 'bob'), (3, NULL, 'cy');
-- [rows of new]
INSERT INTO places VALUES (1, 'ann', 'A', '1'), (2, 'bob', 'A', '2'), (3, 'cy', NULL, NULL);
-- [after the backfill]
ALTER TABLE places ADD UNIQUE (line, place);
