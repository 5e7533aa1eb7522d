INSERT INTO documents VALUES (10, '{}'), (11, 'no json'), (12, '"\\u0000"') RETURNING *;
UPDATE documents SET body = body || ' ' WHERE id < 3 RETURNING body;
SELECT * FROM documents ORDER BY id;
