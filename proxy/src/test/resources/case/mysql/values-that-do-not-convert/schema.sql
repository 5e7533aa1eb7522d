-- What up cannot convert, or what does not come back, fails no write while old is the truth: the row's new side stays NULL and a dead letter says so. In rows that were there before and in rows that are written.
-- table: readings
-- conversion: function
-- old: raw
-- type: varchar(20)
-- new: value int := raw
-- down: value
-- stages: off, dual-write, shadow
-- [old]
CREATE TABLE readings (id int PRIMARY KEY, raw varchar(20));
-- [new]
CREATE TABLE readings (id int PRIMARY KEY, value int);
-- [rows of old]
INSERT INTO readings VALUES (1, '5'), (2, 'n/a'), (3, '007'), (4, NULL), (5, '99999999999'), (6, '-3');
-- [rows of new]
INSERT INTO readings VALUES (1, 5), (2, NULL), (3, NULL), (4, NULL), (5, NULL), (6, -3);
