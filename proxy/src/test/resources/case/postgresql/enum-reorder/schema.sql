-- The values of an enum change their order: the client sees and sorts by its own.
-- table: public.tasks
-- conversion: function
-- old: level
-- type: level
-- new: rank rank := CAST(CAST(level AS text) AS rank)
-- down: CAST(CAST(rank AS text) AS level)
-- [old]
CREATE TYPE level AS ENUM ('low', 'high', 'mid');
CREATE TYPE rank AS ENUM ('low', 'mid', 'high', 'top');
CREATE TABLE tasks (id int PRIMARY KEY, level level DEFAULT 'mid');
-- [new]
CREATE TYPE rank AS ENUM ('low', 'mid', 'high', 'top');
CREATE TABLE tasks (id int PRIMARY KEY, rank rank DEFAULT 'mid');
-- [rows of old]
INSERT INTO tasks VALUES (1, 'high'), (2, 'low'), (3, 'mid'), (4, NULL);
-- [rows of new]
INSERT INTO tasks VALUES (1, 'high'), (2, 'low'), (3, 'mid'), (4, NULL);
