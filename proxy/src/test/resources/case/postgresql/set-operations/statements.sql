-- speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name;
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who LIMIT 3;
SELECT full_name FROM people INTERSECT SELECT who FROM notes ORDER BY 1;
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) EXCEPT SELECT who, n FROM notes ORDER BY 2;
SELECT 1, full_name FROM people UNION (SELECT n, who FROM notes EXCEPT SELECT 2, full_name FROM people) ORDER BY 1, 2;
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1;
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s;
-- speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name;
SELECT first_name, last_name FROM people EXCEPT SELECT 'Bob', '' ORDER BY 1;
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1;
