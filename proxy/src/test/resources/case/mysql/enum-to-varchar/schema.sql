-- An enum becomes a varchar. An enum sorts by the place of its value, text by its letters.
-- table: jobs
-- conversion: function
-- old: status
-- type: enum('new','done','failed')
-- new: state varchar(10) := status
-- down: state
-- [old]
CREATE TABLE jobs (id int PRIMARY KEY, status enum('new','done','failed') DEFAULT 'new');
-- [new]
CREATE TABLE jobs (id int PRIMARY KEY, state varchar(10) DEFAULT 'new');
-- [rows of old]
INSERT INTO jobs VALUES (1, 'new'), (2, 'failed'), (3, 'done'), (4, NULL);
-- [rows of new]
INSERT INTO jobs VALUES (1, 'new'), (2, 'failed'), (3, 'done'), (4, NULL);
