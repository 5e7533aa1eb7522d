-- MATCH ... AGAINST takes columns that a full text index is over, and nothing that is computed: while both sides are written
-- the old column stands for itself. What names the new one has no index before it is asked for at live.
-- table: pages
-- conversion: function
-- old: line
-- type: varchar(60)
-- new: turned varchar(60) := reverse(line)
-- down: reverse(turned)
-- stages: off, dual-write, shadow, live, ramp-down, complete
-- [old]
CREATE TABLE pages (id int PRIMARY KEY, head varchar(40), line varchar(60), FULLTEXT KEY (head), FULLTEXT KEY (line), FULLTEXT KEY (head, line)) ENGINE=InnoDB;
-- [new]
CREATE TABLE pages (id int PRIMARY KEY, head varchar(40), turned varchar(60), FULLTEXT KEY (head)) ENGINE=InnoDB;
-- [rows of old]
INSERT INTO pages VALUES (1, 'lamps', 'a bright lamp'), (2, 'chairs', 'a chair beside the lamp'), (3, 'none', NULL);
-- [rows of new]
INSERT INTO pages VALUES (1, 'lamps', reverse('a bright lamp')), (2, 'chairs', reverse('a chair beside the lamp')), (3, 'none', NULL);
