-- speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name;
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u NULLS FIRST;
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1;
SELECT age, max(full_name), min(full_name), string_agg(full_name, ',' ORDER BY full_name DESC) FROM people GROUP BY age ORDER BY age;
SELECT id, full_name FROM people GROUP BY id ORDER BY length(full_name), id;
SELECT full_name, age, count(*) FROM people GROUP BY GROUPING SETS ((full_name), (age), ()) ORDER BY 1, 2, 3;
SELECT full_name, grouping(full_name) FROM people GROUP BY ROLLUP (full_name) ORDER BY 2, 1;
SELECT count(full_name) FILTER (WHERE full_name LIKE '% %') FROM people;
SELECT age FROM people ORDER BY full_name DESC NULLS LAST, age;
SELECT full_name AS age FROM people ORDER BY age;
SELECT full_name, age FROM people GROUP BY age;
-- speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name;
SELECT last_name || first_name AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x;
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id;
