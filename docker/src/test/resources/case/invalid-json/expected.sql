INSERT INTO documents VALUES (10, '{}'), (11, 'no json'), (12, '"\\u0000"') RETURNING *;
-- id int4, body text
-- 10 | {}
-- 11 | no json
-- 12 | "\\u0000"

UPDATE documents SET body = body || ' ' WHERE id < 3 RETURNING body;
-- body text
-- {"a": 
-- {"a": 1} 

SELECT * FROM documents ORDER BY id;
-- id int4, body text
-- 1 | {"a": 1} 
-- 2 | {"a": 
-- 3 | null
-- 4 | [1,  2]
-- 10 | {}
-- 11 | no json
-- 12 | "\\u0000"

