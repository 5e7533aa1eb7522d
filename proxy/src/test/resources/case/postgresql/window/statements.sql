-- speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) FROM people ORDER BY 2;
SELECT full_name, count(*) OVER (PARTITION BY length(full_name)) FROM people ORDER BY 1;
SELECT lag(full_name) OVER w, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2;
SELECT age, max(full_name) OVER (PARTITION BY age ORDER BY full_name RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM people ORDER BY 1, 2;
SELECT rank() OVER (ORDER BY count(full_name)), age FROM people GROUP BY age ORDER BY 2;
-- speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) FROM people ORDER BY 2;
SELECT lead(first_name) OVER (ORDER BY last_name, id) FROM people ORDER BY 1;
