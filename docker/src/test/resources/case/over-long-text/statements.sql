INSERT INTO names VALUES (10, '12345678'), (11, '123456789'), (12, 'ünïcödé!') RETURNING name;
UPDATE names SET name = name || '!' WHERE id IN (1, 10) RETURNING name;
SELECT id, name, length(name) FROM names ORDER BY id;
