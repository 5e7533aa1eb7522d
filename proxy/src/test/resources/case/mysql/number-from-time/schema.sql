-- A number is renamed. A time that is assigned to it becomes a number in the column; until all rows are filled that would be another one on the other side, and is refused.
-- table: visits
-- conversion: identity
-- old: stamp
-- type: bigint
-- new: at_stamp bigint := stamp
-- down: at_stamp
-- [old]
CREATE TABLE visits (id int PRIMARY KEY, stamp bigint, day datetime(6), hour time(6));
-- [new]
CREATE TABLE visits (id int PRIMARY KEY, day datetime(6), hour time(6), at_stamp bigint);
-- [rows of old]
INSERT INTO visits VALUES (1, 5, '2001-01-01 10:10:10.4', '10:10:59.5'), (2, NULL, '2001-01-01 10:10:59.5', '10:10:10.4');
-- [rows of new]
INSERT INTO visits VALUES (1, '2001-01-01 10:10:10.4', '10:10:59.5', 5), (2, '2001-01-01 10:10:59.5', '10:10:10.4', NULL);
