-- A parameter that stands for columns of two types is refused by the server (42P08); so it is where one of them is written in another's place.
-- table: public.codes
-- conversion: function
-- old: code
-- type: integer
-- new: high integer := code / 100
-- new: low smallint := CAST(code % 100 AS smallint)
-- down: high * 100 + low
-- [old]
CREATE TABLE codes (id int PRIMARY KEY, note text, code int);
-- [new]
CREATE TABLE codes (id int PRIMARY KEY, note text, high int, low smallint);
-- [rows of old]
INSERT INTO codes VALUES (1, 'a', 101), (2, 'b', 202), (3, NULL, NULL);
-- [rows of new]
INSERT INTO codes VALUES (1, 'a', 1, 1), (2, 'b', 2, 2), (3, NULL, NULL, NULL);
