-- A constant that does not convert fails only where a row takes it: not in an arm of MERGE that none comes to, nor in an UPDATE or INSERT of no rows.
-- table: public.counts
-- conversion: function
-- old: n
-- type: integer
-- new: n_text character varying(6) := CAST(n AS text)
-- down: CAST(n_text AS integer)
-- [old]
CREATE TABLE counts (id int PRIMARY KEY, n int);
-- [new]
CREATE TABLE counts (id int PRIMARY KEY, n_text varchar(6));
-- [rows of old]
INSERT INTO counts VALUES (1, 5), (2, NULL), (3, -300);
-- [rows of new]
INSERT INTO counts VALUES (1, '5'), (2, NULL), (3, '-300');
