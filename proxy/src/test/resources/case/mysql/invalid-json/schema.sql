-- JSON in a text, in which some are broken already, becomes JSON: these stay dead letters and NULL in the new column until they are mended.
-- table: events
-- conversion: function
-- old: payload
-- type: varchar(60)
-- new: body json := payload
-- down: body
-- [old]
CREATE TABLE events (id int PRIMARY KEY, payload varchar(60));
-- [new]
CREATE TABLE events (id int PRIMARY KEY, body json);
-- [rows of old]
INSERT INTO events VALUES (1, '{"a": 1}'), (2, '{"a": '), (3, 'null'), (4, '');
-- [rows of new]
INSERT INTO events VALUES (1, '{"a": 1}'), (2, NULL), (3, 'null'), (4, NULL);
-- [after the backfill]
UPDATE events SET payload = NULL WHERE body IS NULL;
