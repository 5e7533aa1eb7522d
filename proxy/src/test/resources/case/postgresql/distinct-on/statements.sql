-- speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name;
SELECT DISTINCT ON (full_name) full_name, age FROM people ORDER BY full_name, age DESC;
SELECT DISTINCT ON (age) age, full_name FROM people ORDER BY age, full_name;
SELECT DISTINCT ON (length(full_name)) id FROM people ORDER BY length(full_name), id;
SELECT count(DISTINCT full_name), count(DISTINCT (full_name, age)) FROM people;
SELECT DISTINCT * FROM people ORDER BY 1;
-- speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name;
SELECT DISTINCT ON (first_name) first_name, last_name FROM people ORDER BY 1, 2;
