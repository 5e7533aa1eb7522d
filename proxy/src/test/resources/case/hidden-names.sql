-- live, speaks old
SELECT first_name, full_name FROM customers JOIN people ON person_id = id
-- becomes
SELECT "people".first_name, crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers JOIN people ON person_id = id

-- live, speaks old
SELECT split_part(full_name, ' ', 1) AS first_name, count(*) FROM customers GROUP BY first_name
-- becomes
SELECT split_part(crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name"), ' ', 1) AS first_name, count(*) FROM customers GROUP BY 1

-- live, speaks new
SELECT first_name || last_name AS full_name, count(*) FROM customers GROUP BY full_name
-- becomes
SELECT first_name || last_name AS full_name, count(*) FROM customers GROUP BY 1

-- live, speaks old
SELECT (SELECT count(*) FROM customers WHERE full_name = first_name) FROM people
-- becomes
SELECT (SELECT count(*) FROM (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) AS "customers" WHERE full_name = first_name) FROM people

-- live, speaks new
SELECT (SELECT count(*) FROM customers WHERE last_name = first_name) FROM people
-- untouched

-- live, speaks old
SELECT full_name FROM customers, unknown_function() f
-- becomes
SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers, unknown_function() f

-- live, speaks old
SELECT 1 FROM customers WHERE EXISTS (SELECT 1 FROM unknown_table WHERE full_name = x)
-- becomes
SELECT 1 FROM (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) AS "customers" WHERE EXISTS (SELECT 1 FROM unknown_table WHERE full_name = x)
