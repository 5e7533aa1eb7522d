-- speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name;
SELECT DISTINCT age, char_length(full_name) AS l FROM people ORDER BY age, l;
SELECT count(DISTINCT full_name), count(DISTINCT full_name, age) AS c FROM people;
SELECT DISTINCT * FROM people ORDER BY 1;
-- speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name;
SELECT count(DISTINCT first_name, last_name) AS c FROM people;
