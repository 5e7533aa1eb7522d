-- Once new is the truth a value that new cannot hold is refused (22000), of one row and of many, and one that down cannot represent, too (22003): the way back stays open.
-- table: public.counts
-- conversion: function
-- old: n
-- type: integer
-- new: n_text character varying(6) := CAST(n AS text)
-- down: CAST(n_text AS integer)
-- stages: live, ramp-down
-- [old]
CREATE TABLE counts (id int PRIMARY KEY, n int);
-- [new]
CREATE TABLE counts (id int PRIMARY KEY, n_text varchar(6));
-- [rows of old]
INSERT INTO counts VALUES (1, 5), (2, NULL), (3, -300);
-- [rows of new]
INSERT INTO counts VALUES (1, '5'), (2, NULL), (3, '-300');
