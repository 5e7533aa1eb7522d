-- off, speaks old
-- parameters: int4 = 2
SELECT id, item FROM orders WHERE id = $1
-- untouched
-- parameters {integer}
-- id int4(10,0), item text(2147483647,0)
--   2 | chair

-- off, speaks old
-- parameters: unknown = '2'
SELECT id FROM orders WHERE id = $1 OR id = $1 + 1 ORDER BY id
-- untouched
-- parameters {integer}
-- id int4(10,0)
--   2
--   3

-- off, speaks old
-- parameters: int8 = 3
SELECT id FROM orders WHERE id = $1
-- untouched
-- parameters {bigint}
-- id int4(10,0)
--   3

-- off, speaks old
-- parameters: unknown = '70' | unknown = 'x'
INSERT INTO orders (id, item) VALUES ($1, $2), ($1 + 1, $2) RETURNING *
-- becomes
INSERT INTO orders (id, item) VALUES ($1, $2), ($1 + 1, $2) RETURNING "orders"."id", "orders"."item", "orders"."qty"
-- parameters {integer,text}
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   70 | x | 1
--   71 | x | 1

-- off, speaks old
-- parameters: int2 = 5 | text = 'x'
UPDATE orders SET id = id + $1 WHERE item = $2 RETURNING id
-- untouched
-- parameters {smallint,text}
-- id int4(10,0)
--   75
--   76

-- off, speaks old
-- parameters: unknown = NULL
SELECT count(*) FROM orders WHERE id > $1
-- untouched
-- parameters {integer}
-- count int8(19,0)
--   0

-- off, speaks old
-- parameters: unknown = '80' | unknown = '75'
UPDATE orders SET id = $1 WHERE id = $2
-- untouched
-- parameters {integer,integer}
-- count 1

-- off, speaks old
-- parameters: text = '81'
UPDATE orders SET id = $1::int WHERE id = 80
-- untouched
-- parameters {text}
-- count 1

-- off, speaks old
-- parameters: int8 = 5000000000
UPDATE orders SET id = $1 WHERE id = 81
-- untouched
-- error 22003

-- off, speaks old
-- parameters: unknown = '1' | unknown = '9'
DELETE FROM orders WHERE id BETWEEN $1 AND $2 AND item IS NOT NULL RETURNING id
-- untouched
-- parameters {integer,integer}
-- id int4(10,0)
--   1
--   2
--   3

-- off, speaks old
-- parameters: unknown = '2'
SELECT $1::text, $1 || 'x' FROM orders ORDER BY id LIMIT 1
-- untouched
-- parameters {text}
-- text text(2147483647,0), ?column? text(2147483647,0)
--   2 | 2x

-- off, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   4 | null | 3
--   76 | x | 1
--   81 | x | 1

-- off, speaks new
-- parameters: unknown = '2'
SELECT id_new FROM orders WHERE id_new = $1
-- becomes
SELECT CAST("orders"."id" AS bigint) AS "id_new" FROM orders WHERE "orders"."id" = CAST($1 AS bigint)
-- parameters {bigint}
-- id_new int8(19,0)
--   2

-- off, speaks new
-- parameters: int4 = 70 | unknown = 'x'
INSERT INTO orders (id_new, item) VALUES ($1, $2) RETURNING *
-- becomes
INSERT INTO orders ("id", item) VALUES (CAST(CAST($1 AS bigint) AS integer), $2) RETURNING "orders"."item", "orders"."qty", CAST("orders"."id" AS bigint) AS "id_new"
-- parameters {integer,text}
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0)
--   x | 1 | 70

-- off, speaks new
-- parameters: unknown = '5'
UPDATE orders SET id_new = id_new + $1 WHERE id_new > $1
-- becomes
UPDATE orders SET "id" = CAST(CAST(CAST("orders"."id" AS bigint) + $1 AS bigint) AS integer) WHERE "orders"."id" > CAST($1 AS bigint)
-- parameters {bigint}
-- count 1

-- off, speaks new
SELECT * FROM orders ORDER BY id_new
-- becomes
SELECT "orders"."item", "orders"."qty", CAST("orders"."id" AS bigint) AS "id_new" FROM orders ORDER BY id_new
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0)
--   chair | 1 | 2
--   lamp | 2 | 1
--   lamp | 5 | 3
--   null | 3 | 4
--   x | 1 | 75

-- dual-write, speaks old
-- parameters: int4 = 2
SELECT id, item FROM orders WHERE id = $1
-- untouched
-- parameters {integer}
-- id int4(10,0), item text(2147483647,0)
--   2 | chair

-- dual-write, speaks old
-- parameters: unknown = '2'
SELECT id FROM orders WHERE id = $1 OR id = $1 + 1 ORDER BY id
-- untouched
-- parameters {integer}
-- id int4(10,0)
--   2
--   3

-- dual-write, speaks old
-- parameters: int8 = 3
SELECT id FROM orders WHERE id = $1
-- untouched
-- parameters {bigint}
-- id int4(10,0)
--   3

-- dual-write, speaks old
-- parameters: unknown = '70' | unknown = 'x'
INSERT INTO orders (id, item) VALUES ($1, $2), ($1 + 1, $2) RETURNING *
-- becomes
INSERT INTO orders (id, item, "id_new") VALUES ($1, $2, CAST(CAST($1 AS integer) AS bigint)), ($1 + 1, $2, CAST(CAST($1 + 1 AS integer) AS bigint)) RETURNING "orders"."id", "orders"."item", "orders"."qty"
-- parameters {integer,text}
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   70 | x | 1
--   71 | x | 1

-- dual-write, speaks old
-- parameters: int2 = 5 | text = 'x'
UPDATE orders SET id = id + $1 WHERE item = $2 RETURNING id
-- becomes
UPDATE orders SET id = id + $1, "id_new" = CAST(CAST(id + $1 AS integer) AS bigint) WHERE item = $2 RETURNING id
-- parameters {smallint,text}
-- id int4(10,0)
--   75
--   76

-- dual-write, speaks old
-- parameters: unknown = NULL
SELECT count(*) FROM orders WHERE id > $1
-- untouched
-- parameters {integer}
-- count int8(19,0)
--   0

-- dual-write, speaks old
-- parameters: unknown = '80' | unknown = '75'
UPDATE orders SET id = $1 WHERE id = $2
-- becomes
UPDATE orders SET id = $1, "id_new" = CAST(CAST($1 AS integer) AS bigint) WHERE id = $2
-- parameters {integer,integer}
-- count 1

-- dual-write, speaks old
-- parameters: text = '81'
UPDATE orders SET id = $1::int WHERE id = 80
-- becomes
UPDATE orders SET id = $1::int, "id_new" = CAST(CAST($1::int AS integer) AS bigint) WHERE id = 80
-- parameters {text}
-- count 1

-- dual-write, speaks old
-- parameters: int8 = 5000000000
UPDATE orders SET id = $1 WHERE id = 81
-- becomes
UPDATE orders SET id = $1, "id_new" = CAST(CAST($1 AS integer) AS bigint) WHERE id = 81
-- error 22003

-- dual-write, speaks old
-- parameters: unknown = '1' | unknown = '9'
DELETE FROM orders WHERE id BETWEEN $1 AND $2 AND item IS NOT NULL RETURNING id
-- untouched
-- parameters {integer,integer}
-- id int4(10,0)
--   1
--   2
--   3

-- dual-write, speaks old
-- parameters: unknown = '2'
SELECT $1::text, $1 || 'x' FROM orders ORDER BY id LIMIT 1
-- untouched
-- parameters {text}
-- text text(2147483647,0), ?column? text(2147483647,0)
--   2 | 2x

-- dual-write, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   4 | null | 3
--   76 | x | 1
--   81 | x | 1

-- dual-write, speaks new
-- parameters: unknown = '2'
SELECT id_new FROM orders WHERE id_new = $1
-- becomes
SELECT CAST("orders"."id" AS bigint) AS "id_new" FROM orders WHERE "orders"."id" = CAST($1 AS bigint)
-- parameters {bigint}
-- id_new int8(19,0)
--   2

-- dual-write, speaks new
-- parameters: int4 = 70 | unknown = 'x'
INSERT INTO orders (id_new, item) VALUES ($1, $2) RETURNING *
-- becomes
INSERT INTO orders (id_new, item, "id") VALUES ($1, $2, CAST(CAST($1 AS bigint) AS integer)) RETURNING "orders"."item", "orders"."qty", CAST("orders"."id" AS bigint) AS "id_new"
-- parameters {integer,text}
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0)
--   x | 1 | 70

-- dual-write, speaks new
-- parameters: unknown = '5'
UPDATE orders SET id_new = id_new + $1 WHERE id_new > $1
-- becomes
UPDATE orders SET id_new = CAST("orders"."id" AS bigint) + $1, "id" = CAST(CAST(CAST("orders"."id" AS bigint) + $1 AS bigint) AS integer) WHERE "orders"."id" > CAST($1 AS bigint)
-- parameters {bigint}
-- count 1

-- dual-write, speaks new
SELECT * FROM orders ORDER BY id_new
-- becomes
SELECT "orders"."item", "orders"."qty", CAST("orders"."id" AS bigint) AS "id_new" FROM orders ORDER BY id_new
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0)
--   chair | 1 | 2
--   lamp | 2 | 1
--   lamp | 5 | 3
--   null | 3 | 4
--   x | 1 | 75

-- live, speaks old
-- parameters: int4 = 2
SELECT id, item FROM orders WHERE id = $1
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id", item FROM orders WHERE "orders"."id_new" = $1
-- parameters {integer}
-- id int4(10,0), item text(2147483647,0)
--   2 | chair

-- live, speaks old
-- parameters: unknown = '2'
SELECT id FROM orders WHERE id = $1 OR id = $1 + 1 ORDER BY id
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders WHERE "orders"."id_new" = CAST($1 AS integer) OR CAST("orders"."id_new" AS integer) = $1 + 1 ORDER BY id
-- parameters {integer}
-- id int4(10,0)
--   2
--   3

-- live, speaks old
-- parameters: int8 = 3
SELECT id FROM orders WHERE id = $1
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders WHERE "orders"."id_new" = $1
-- parameters {bigint}
-- id int4(10,0)
--   3

-- live, speaks old
-- parameters: unknown = '70' | unknown = 'x'
INSERT INTO orders (id, item) VALUES ($1, $2), ($1 + 1, $2) RETURNING *
-- becomes
INSERT INTO orders (id, item, "id_new") VALUES ($1, $2, CAST(CAST($1 AS integer) AS bigint)), ($1 + 1, $2, CAST(CAST($1 + 1 AS integer) AS bigint)) RETURNING CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty"
-- parameters {integer,text}
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   70 | x | 1
--   71 | x | 1

-- live, speaks old
-- parameters: int2 = 5 | text = 'x'
UPDATE orders SET id = id + $1 WHERE item = $2 RETURNING id
-- becomes
UPDATE orders SET id = CAST("orders"."id_new" AS integer) + $1, "id_new" = CAST(CAST(CAST("orders"."id_new" AS integer) + $1 AS integer) AS bigint) WHERE item = $2 RETURNING CAST("orders"."id_new" AS integer) AS "id"
-- parameters {smallint,text}
-- id int4(10,0)
--   75
--   76

-- live, speaks old
-- parameters: unknown = NULL
SELECT count(*) FROM orders WHERE id > $1
-- becomes
SELECT count(*) FROM orders WHERE "orders"."id_new" > CAST($1 AS integer)
-- parameters {integer}
-- count int8(19,0)
--   0

-- live, speaks old
-- parameters: unknown = '80' | unknown = '75'
UPDATE orders SET id = $1 WHERE id = $2
-- becomes
UPDATE orders SET id = $1, "id_new" = CAST(CAST($1 AS integer) AS bigint) WHERE "orders"."id_new" = CAST($2 AS integer)
-- parameters {integer,integer}
-- count 1

-- live, speaks old
-- parameters: text = '81'
UPDATE orders SET id = $1::int WHERE id = 80
-- becomes
UPDATE orders SET id = $1::int, "id_new" = CAST(CAST($1::int AS integer) AS bigint) WHERE "orders"."id_new" = 80
-- parameters {text}
-- count 1

-- live, speaks old
-- parameters: int8 = 5000000000
UPDATE orders SET id = $1 WHERE id = 81
-- becomes
UPDATE orders SET id = $1, "id_new" = CAST(CAST($1 AS integer) AS bigint) WHERE "orders"."id_new" = 81
-- error 22003

-- live, speaks old
-- parameters: unknown = '1' | unknown = '9'
DELETE FROM orders WHERE id BETWEEN $1 AND $2 AND item IS NOT NULL RETURNING id
-- becomes
DELETE FROM orders WHERE "orders"."id_new" BETWEEN CAST($1 AS integer) AND CAST($2 AS integer) AND item IS NOT NULL RETURNING CAST("orders"."id_new" AS integer) AS "id"
-- parameters {integer,integer}
-- id int4(10,0)
--   1
--   2
--   3

-- live, speaks old
-- parameters: unknown = '2'
SELECT $1::text, $1 || 'x' FROM orders ORDER BY id LIMIT 1
-- becomes
SELECT $1::text, $1 || 'x' FROM orders ORDER BY CAST("orders"."id_new" AS integer) LIMIT 1
-- parameters {text}
-- text text(2147483647,0), ?column? text(2147483647,0)
--   2 | 2x

-- live, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   4 | null | 3
--   76 | x | 1
--   81 | x | 1

-- live, speaks new
-- parameters: unknown = '2'
SELECT id_new FROM orders WHERE id_new = $1
-- untouched
-- parameters {bigint}
-- id_new int8(19,0)
--   2

-- live, speaks new
-- parameters: int4 = 70 | unknown = 'x'
INSERT INTO orders (id_new, item) VALUES ($1, $2) RETURNING *
-- becomes
INSERT INTO orders (id_new, item, "id") VALUES ($1, $2, CAST(CAST($1 AS bigint) AS integer)) RETURNING "orders"."item", "orders"."qty", "orders"."id_new"
-- parameters {integer,text}
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0)
--   x | 1 | 70

-- live, speaks new
-- parameters: unknown = '5'
UPDATE orders SET id_new = id_new + $1 WHERE id_new > $1
-- becomes
UPDATE orders SET id_new = id_new + $1, "id" = CAST(CAST(id_new + $1 AS bigint) AS integer) WHERE id_new > $1
-- parameters {bigint}
-- count 1

-- live, speaks new
SELECT * FROM orders ORDER BY id_new
-- becomes
SELECT "orders"."item", "orders"."qty", "orders"."id_new" FROM orders ORDER BY id_new
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0)
--   chair | 1 | 2
--   lamp | 2 | 1
--   lamp | 5 | 3
--   null | 3 | 4
--   x | 1 | 75

