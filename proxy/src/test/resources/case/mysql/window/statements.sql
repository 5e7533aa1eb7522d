-- speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) AS r FROM people ORDER BY 2;
SELECT full_name, count(*) OVER (PARTITION BY char_length(full_name)) AS c FROM people ORDER BY 1;
SELECT lag(full_name) OVER w AS l, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) AS f FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2;
SELECT rank() OVER (ORDER BY count(full_name)) AS r, age FROM people GROUP BY age ORDER BY 2;
-- speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) AS r FROM people ORDER BY 2;
SELECT lead(first_name) OVER (ORDER BY last_name, id) AS l FROM people ORDER BY 1;
