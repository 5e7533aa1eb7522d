-- speaks old
-- in: 50|Kim Ho|3
-- in: 51|\N|\N
COPY people FROM STDIN (DELIMITER '|');
-- in: Lu,9
-- in: ,8
-- in: "",7
COPY people (full_name, age) FROM STDIN (FORMAT csv);
-- in: full_name
-- in: Max X
COPY people (full_name) FROM STDIN (FORMAT csv, HEADER);
-- in: SELECT 'Bi Nary'::text, 4
COPY people (full_name, age) FROM STDIN (FORMAT binary);
-- in: 77
COPY people (age) FROM STDIN;
-- in: Yes Here,90
-- in: Not Here,10
COPY people (full_name, age) FROM STDIN CSV WHERE age > 50;
-- in: 50|again|1
COPY people FROM STDIN (DELIMITER '|');
SELECT full_name, age FROM people ORDER BY 1, 2;
-- speaks new
-- in: Kim|Ho|3
COPY people (first_name, last_name, age) FROM STDIN (DELIMITER '|');
-- in: 60|6|Lu|
COPY people FROM STDIN (DELIMITER '|', NULL 'none');
-- in: 77
COPY people (age) FROM STDIN;
SELECT first_name, last_name, age FROM people ORDER BY 1, 2, 3;
