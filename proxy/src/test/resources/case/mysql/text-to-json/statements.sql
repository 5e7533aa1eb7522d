-- speaks old
SELECT id, body FROM docs ORDER BY id;
INSERT INTO docs VALUES (4, '{"b": 2}');
-- differs from live on: refused, since the truth cannot hold it
INSERT INTO docs VALUES (5, '{broken');
-- differs from live on: refused, since the truth cannot hold it
INSERT INTO docs VALUES (6, '{"c":3}');
-- differs from live on: they are not there
DELETE FROM docs WHERE id IN (5, 6);
UPDATE docs SET body = '{"a": 2}' WHERE id = 1;
SELECT JSON_EXTRACT(body, '$.a') FROM docs WHERE id = 1;
SELECT * FROM docs ORDER BY id;
-- speaks new
SELECT doc->'$.a' FROM docs WHERE id = 1;
UPDATE docs SET doc = JSON_SET(doc, '$.z', 1) WHERE id = 1;
INSERT INTO docs VALUES (7, '{broken');
SELECT * FROM docs ORDER BY id;
