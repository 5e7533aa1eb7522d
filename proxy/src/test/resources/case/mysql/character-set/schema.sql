-- latin1 becomes utf8mb4. A value outside of latin1 cannot go back.
-- table: people
-- conversion: function
-- old: name
-- type: varchar(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci
-- new: name_u varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci := name
-- down: name_u
-- [old]
CREATE TABLE people (id int PRIMARY KEY, name varchar(10) CHARACTER SET latin1);
-- [new]
CREATE TABLE people (id int PRIMARY KEY, name_u varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci);
-- [rows of old]
INSERT INTO people VALUES (1, 'Zoë'), (2, 'ZOE'), (3, 'Åsa'), (4, NULL);
-- [rows of new]
INSERT INTO people VALUES (1, 'Zoë'), (2, 'ZOE'), (3, 'Åsa'), (4, NULL);
