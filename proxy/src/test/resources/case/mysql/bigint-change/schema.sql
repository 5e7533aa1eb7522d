-- A key of type int becomes bigint by a cast. What no int can hold is refused as long as the old column is written.
-- table: orders
-- conversion: cast
-- old: id
-- type: int
-- new: id_new bigint := id
-- down: id_new
-- [old]
CREATE TABLE orders (id int PRIMARY KEY, total int);
-- [new]
CREATE TABLE orders (total int, id_new bigint PRIMARY KEY);
-- [rows of old]
INSERT INTO orders VALUES (1, 10), (2, 20), (2147483647, 30);
-- [rows of new]
INSERT INTO orders VALUES (10, 1), (20, 2), (30, 2147483647);
