-- ROLLUP adds rows, in which the column is NULL, and makes its type a bigger one; a join that merges columns, grouped, does not.
-- table: sales
-- conversion: cast
-- old: region
-- type: int
-- new: area bigint := region
-- down: area
-- [old]
CREATE TABLE sales (id int PRIMARY KEY, region int, year int, amount int);
CREATE TABLE years (year int, name varchar(10), region int);
CREATE TABLE totals (region int PRIMARY KEY, amount int);
-- [new]
CREATE TABLE sales (id int PRIMARY KEY, year int, amount int, area bigint);
CREATE TABLE years (year int, name varchar(10), region int);
CREATE TABLE totals (region int PRIMARY KEY, amount int);
-- [rows of old]
INSERT INTO sales VALUES (1, 1, 2023, 10), (2, 1, 2024, 20), (3, 2, 2023, 30), (4, NULL, 2023, 40), (5, 2, 2024, NULL);
INSERT INTO years VALUES (2023, 'last', 1), (2024, 'this', 2);
-- [rows of new]
INSERT INTO sales VALUES (1, 2023, 10, 1), (2, 2024, 20, 1), (3, 2023, 30, 2), (4, 2023, 40, NULL), (5, 2024, NULL, 2);
INSERT INTO years VALUES (2023, 'last', 1), (2024, 'this', 2);
