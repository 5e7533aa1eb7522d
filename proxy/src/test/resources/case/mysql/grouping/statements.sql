-- speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name;
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u;
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1;
SELECT age, max(full_name), min(full_name), group_concat(full_name ORDER BY full_name DESC SEPARATOR ';') AS g FROM people GROUP BY age ORDER BY age;
SELECT id, full_name FROM people GROUP BY id ORDER BY char_length(full_name), id;
SELECT full_name, age, count(*) FROM people GROUP BY full_name, age WITH ROLLUP;
SELECT full_name AS f FROM people HAVING f LIKE '% %' ORDER BY f;
SELECT age FROM people ORDER BY full_name DESC, age;
SELECT full_name AS age FROM people ORDER BY age;
SELECT full_name, age FROM people GROUP BY age;
-- speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name;
SELECT concat(last_name, first_name) AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x;
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id;
