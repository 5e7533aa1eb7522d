-- A unique key's column becomes two: rows are found, changed and replaced by either side's key.
-- table: places
-- conversion: function
-- old: seat
-- type: varchar(10)
-- new: line varchar(5) := substring_index(seat, '-', 1)
-- new: place varchar(5) := substr(seat, char_length(substring_index(seat, '-', 1)) + 2)
-- down: concat(line, '-', place)
-- [old]
CREATE TABLE places (id int PRIMARY KEY, seat varchar(10) UNIQUE, guest varchar(10));
-- [new]
CREATE TABLE places (id int PRIMARY KEY, guest varchar(10), line varchar(5), place varchar(5), UNIQUE (line, place));
-- [rows of old]
INSERT INTO places VALUES (1, 'A-1', 'ann'), (2, 'A-2', 'bob'), (3, NULL, 'cy');
-- [rows of new]
INSERT INTO places VALUES (1, 'ann', 'A', '1'), (2, 'bob', 'A', '2'), (3, 'cy', NULL, NULL);
