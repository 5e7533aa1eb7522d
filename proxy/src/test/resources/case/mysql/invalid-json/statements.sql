-- speaks old
-- differs from live on: what is broken cannot be kept
SELECT id, payload, JSON_VALID(payload) FROM events ORDER BY id;
-- differs from live on: refused, since the truth cannot hold it
INSERT INTO events VALUES (5, '[1, 2'), (6, '[1, 2]');
-- differs from live on: refused, since the truth cannot hold it
UPDATE events SET payload = concat(payload, '}') WHERE id = 1;
UPDATE events SET payload = '{"a": 5}' WHERE id = 1;
UPDATE events SET payload = '{"a": 2}' WHERE id = 2;
-- differs from live on: they are not there
DELETE FROM events WHERE id IN (4, 5, 6);
SELECT * FROM events ORDER BY id;
-- speaks new
INSERT INTO events VALUES (7, '{"b"');
INSERT IGNORE INTO events VALUES (7, '{"b"');
INSERT INTO events VALUES (8, '{"b": [true, null]}');
UPDATE events SET body = 'nonsense' WHERE id = 8;
UPDATE events SET body = JSON_SET(body, '$.c', 'x') WHERE id = 8;
SELECT * FROM events ORDER BY id;
