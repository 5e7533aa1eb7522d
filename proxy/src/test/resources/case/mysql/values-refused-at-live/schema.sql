-- Once new is the truth a value that new cannot hold is refused, of one row and of many, and one that down cannot represent, too: the way back stays open.
-- table: counts
-- conversion: function
-- old: n
-- type: int
-- new: n_text varchar(6) := n
-- down: n_text
-- stages: live, ramp-down
-- [old]
CREATE TABLE counts (id int PRIMARY KEY, n int);
-- [new]
CREATE TABLE counts (id int PRIMARY KEY, n_text varchar(6));
-- [rows of old]
INSERT INTO counts VALUES (1, 5), (2, NULL), (3, -300);
-- [rows of new]
INSERT INTO counts VALUES (1, '5'), (2, NULL), (3, '-300');
