-- Part of a compound key is widened, and key columns change.
-- table: seats
-- conversion: cast
-- old: seat
-- type: smallint
-- new: seat_new int := seat
-- down: seat_new
-- [old]
CREATE TABLE seats (hall int, seat smallint, guest varchar(10), PRIMARY KEY (hall, seat));
-- [new]
CREATE TABLE seats (hall int, guest varchar(10), seat_new int, PRIMARY KEY (hall, seat_new));
-- [rows of old]
INSERT INTO seats VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 1, 'c');
-- [rows of new]
INSERT INTO seats VALUES (1, 'a', 1), (1, 'b', 2), (2, 'c', 1);
