-- The values of an enum change places: what is stored differs, what is read does not.
-- table: jobs
-- conversion: function
-- old: status
-- type: enum('new','done')
-- new: status2 enum('done','failed','new') := status
-- down: status2
-- [old]
CREATE TABLE jobs (id int PRIMARY KEY, status enum('new','done') NOT NULL DEFAULT 'new');
-- [new]
CREATE TABLE jobs (id int PRIMARY KEY, status2 enum('done','failed','new') DEFAULT 'new');
-- [rows of old]
INSERT INTO jobs VALUES (1, 'new'), (2, 'done'), (3, 'new');
-- [rows of new]
INSERT INTO jobs VALUES (1, 'new'), (2, 'done'), (3, 'new');
