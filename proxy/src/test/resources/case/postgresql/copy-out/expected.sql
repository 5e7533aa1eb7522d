-- off, speaks old
COPY people TO STDOUT
-- becomes
COPY people ("id", "full_name", "age") TO STDOUT
--   1	Ann Lee	31
--   2	Bob	42
--   3	Eve Van Dyk	31
--   4	\N	7
-- count 4

-- off, speaks old
COPY people TO STDOUT (FORMAT csv, HEADER)
-- becomes
COPY people ("id", "full_name", "age") TO STDOUT (FORMAT csv, HEADER)
-- id,full_name,age
--   1,Ann Lee,31
--   2,Bob,42
--   3,Eve Van Dyk,31
--   4,,7
-- count 4

-- off, speaks old
COPY people TO STDOUT (FORMAT binary)
-- becomes
COPY people ("id", "full_name", "age") TO STDOUT (FORMAT binary)
--   00000001 | 416e6e204c6565 | 0000001f
--   00000002 | 426f62 | 0000002a
--   00000003 | 4576652056616e2044796b | 0000001f
--   00000004 | NULL | 00000007
-- count 4

-- off, speaks old
COPY people (full_name, id) TO STDOUT WITH CSV
-- untouched
--   ,4
--   Ann Lee,1
--   Bob,2
--   Eve Van Dyk,3
-- count 4

-- off, speaks old
COPY people (age) TO STDOUT
-- untouched
--   31
--   31
--   42
--   7
-- count 4

-- off, speaks old
COPY (SELECT full_name FROM people WHERE full_name LIKE '%e%' ORDER BY 1) TO STDOUT (NULL 'none')
-- untouched
--   Ann Lee
--   Eve Van Dyk
-- count 2

-- off, speaks old
COPY people (full_name) TO STDOUT (FORMAT csv, FORCE_QUOTE (full_name))
-- untouched
--   "Ann Lee"
--   "Bob"
--   "Eve Van Dyk"
--   
-- count 4

-- off, speaks old
COPY (UPDATE people SET full_name = 'Out' WHERE id = 2 RETURNING *) TO STDOUT
-- becomes
COPY (UPDATE people SET full_name = 'Out' WHERE id = 2 RETURNING "people"."id", "people"."full_name", "people"."age") TO STDOUT
--   2	Out	42
-- count 1

-- off, speaks new
COPY people TO STDOUT
-- becomes
COPY (SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM ONLY people) TO STDOUT
--   1	31	Ann	Lee
--   2	42	Bob	
--   3	31	Eve	Van Dyk
--   4	7	\N	\N
-- count 4

-- off, speaks new
COPY people (last_name) TO STDOUT (FORMAT csv, HEADER)
-- becomes
COPY (SELECT crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM ONLY people) TO STDOUT (FORMAT csv, HEADER)
-- last_name
--   ""
--   Lee
--   Van Dyk
--   
-- count 4

-- off, speaks new
COPY people TO STDOUT (FORMAT binary)
-- becomes
COPY (SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM ONLY people) TO STDOUT (FORMAT binary)
--   00000001 | 0000001f | 416e6e | 4c6565
--   00000002 | 0000002a | 426f62 | 
--   00000003 | 0000001f | 457665 | 56616e2044796b
--   00000004 | 00000007 | NULL | NULL
-- count 4

-- off, speaks new
COPY (SELECT * FROM people WHERE last_name <> '') TO STDOUT
-- becomes
COPY (SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people WHERE crossfade."case_up_2_null"("people"."full_name") <> '') TO STDOUT
--   1	31	Ann	Lee
--   3	31	Eve	Van Dyk
-- count 2

-- dual-write, speaks old
COPY people TO STDOUT
-- becomes
COPY people ("id", "full_name", "age") TO STDOUT
--   1	Ann Lee	31
--   2	Bob	42
--   3	Eve Van Dyk	31
--   4	\N	7
-- count 4

-- dual-write, speaks old
COPY people TO STDOUT (FORMAT csv, HEADER)
-- becomes
COPY people ("id", "full_name", "age") TO STDOUT (FORMAT csv, HEADER)
-- id,full_name,age
--   1,Ann Lee,31
--   2,Bob,42
--   3,Eve Van Dyk,31
--   4,,7
-- count 4

-- dual-write, speaks old
COPY people TO STDOUT (FORMAT binary)
-- becomes
COPY people ("id", "full_name", "age") TO STDOUT (FORMAT binary)
--   00000001 | 416e6e204c6565 | 0000001f
--   00000002 | 426f62 | 0000002a
--   00000003 | 4576652056616e2044796b | 0000001f
--   00000004 | NULL | 00000007
-- count 4

-- dual-write, speaks old
COPY people (full_name, id) TO STDOUT WITH CSV
-- untouched
--   ,4
--   Ann Lee,1
--   Bob,2
--   Eve Van Dyk,3
-- count 4

-- dual-write, speaks old
COPY people (age) TO STDOUT
-- untouched
--   31
--   31
--   42
--   7
-- count 4

-- dual-write, speaks old
COPY (SELECT full_name FROM people WHERE full_name LIKE '%e%' ORDER BY 1) TO STDOUT (NULL 'none')
-- untouched
--   Ann Lee
--   Eve Van Dyk
-- count 2

-- dual-write, speaks old
COPY people (full_name) TO STDOUT (FORMAT csv, FORCE_QUOTE (full_name))
-- untouched
--   "Ann Lee"
--   "Bob"
--   "Eve Van Dyk"
--   
-- count 4

-- dual-write, speaks old
COPY (UPDATE people SET full_name = 'Out' WHERE id = 2 RETURNING *) TO STDOUT
-- becomes
COPY (UPDATE people SET full_name = 'Out', "first_name" = crossfade."case_up_1_record"(CAST('Out' AS text)), "last_name" = crossfade."case_up_2_record"(CAST('Out' AS text)) WHERE id = 2 RETURNING "people"."id", "people"."full_name", "people"."age") TO STDOUT
--   2	Out	42
-- count 1

-- dual-write, speaks new
COPY people TO STDOUT
-- becomes
COPY (SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM ONLY people) TO STDOUT
--   1	31	Ann	Lee
--   2	42	Bob	
--   3	31	Eve	Van Dyk
--   4	7	\N	\N
-- count 4

-- dual-write, speaks new
COPY people (last_name) TO STDOUT (FORMAT csv, HEADER)
-- becomes
COPY (SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM ONLY people) TO STDOUT (FORMAT csv, HEADER)
-- last_name
--   ""
--   Lee
--   Van Dyk
--   
-- count 4

-- dual-write, speaks new
COPY people TO STDOUT (FORMAT binary)
-- becomes
COPY (SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM ONLY people) TO STDOUT (FORMAT binary)
--   00000001 | 0000001f | 416e6e | 4c6565
--   00000002 | 0000002a | 426f62 | 
--   00000003 | 0000001f | 457665 | 56616e2044796b
--   00000004 | 00000007 | NULL | NULL
-- count 4

-- dual-write, speaks new
COPY (SELECT * FROM people WHERE last_name <> '') TO STDOUT
-- becomes
COPY (SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END <> '') TO STDOUT
--   1	31	Ann	Lee
--   3	31	Eve	Van Dyk
-- count 2

-- live, speaks old
COPY people TO STDOUT
-- becomes
COPY (SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM ONLY people) TO STDOUT
--   1	Ann Lee	31
--   2	Bob	42
--   3	Eve Van Dyk	31
--   4	\N	7
-- count 4

-- live, speaks old
COPY people TO STDOUT (FORMAT csv, HEADER)
-- becomes
COPY (SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM ONLY people) TO STDOUT (FORMAT csv, HEADER)
-- id,full_name,age
--   1,Ann Lee,31
--   2,Bob,42
--   3,Eve Van Dyk,31
--   4,,7
-- count 4

-- live, speaks old
COPY people TO STDOUT (FORMAT binary)
-- becomes
COPY (SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM ONLY people) TO STDOUT (FORMAT binary)
--   00000001 | 416e6e204c6565 | 0000001f
--   00000002 | 426f62 | 0000002a
--   00000003 | 4576652056616e2044796b | 0000001f
--   00000004 | NULL | 00000007
-- count 4

-- live, speaks old
COPY people (full_name, id) TO STDOUT WITH CSV
-- becomes
COPY (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."id" FROM ONLY people) TO STDOUT WITH CSV
--   ,4
--   Ann Lee,1
--   Bob,2
--   Eve Van Dyk,3
-- count 4

-- live, speaks old
COPY people (age) TO STDOUT
-- untouched
--   31
--   31
--   42
--   7
-- count 4

-- live, speaks old
COPY (SELECT full_name FROM people WHERE full_name LIKE '%e%' ORDER BY 1) TO STDOUT (NULL 'none')
-- becomes
COPY (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") LIKE '%e%' ORDER BY 1) TO STDOUT (NULL 'none')
--   Ann Lee
--   Eve Van Dyk
-- count 2

-- live, speaks old
COPY people (full_name) TO STDOUT (FORMAT csv, FORCE_QUOTE (full_name))
-- becomes
COPY (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM ONLY people) TO STDOUT (FORMAT csv, FORCE_QUOTE (full_name))
--   "Ann Lee"
--   "Bob"
--   "Eve Van Dyk"
--   
-- count 4

-- live, speaks old
COPY (UPDATE people SET full_name = 'Out' WHERE id = 2 RETURNING *) TO STDOUT
-- becomes
COPY (UPDATE people SET full_name = 'Out', "first_name" = crossfade."case_up_1_raise"(CAST('Out' AS text)), "last_name" = crossfade."case_up_2_raise"(CAST('Out' AS text)) WHERE id = 2 RETURNING "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age") TO STDOUT
--   2	Out	42
-- count 1

-- live, speaks new
COPY people TO STDOUT
-- becomes
COPY people ("id", "age", "first_name", "last_name") TO STDOUT
--   1	31	Ann	Lee
--   2	42	Bob	
--   3	31	Eve	Van Dyk
--   4	7	\N	\N
-- count 4

-- live, speaks new
COPY people (last_name) TO STDOUT (FORMAT csv, HEADER)
-- untouched
-- last_name
--   ""
--   Lee
--   Van Dyk
--   
-- count 4

-- live, speaks new
COPY people TO STDOUT (FORMAT binary)
-- becomes
COPY people ("id", "age", "first_name", "last_name") TO STDOUT (FORMAT binary)
--   00000001 | 0000001f | 416e6e | 4c6565
--   00000002 | 0000002a | 426f62 | 
--   00000003 | 0000001f | 457665 | 56616e2044796b
--   00000004 | 00000007 | NULL | NULL
-- count 4

-- live, speaks new
COPY (SELECT * FROM people WHERE last_name <> '') TO STDOUT
-- becomes
COPY (SELECT "people"."id", "people"."age", "people"."first_name", "people"."last_name" FROM people WHERE last_name <> '') TO STDOUT
--   1	31	Ann	Lee
--   3	31	Eve	Van Dyk
-- count 2

