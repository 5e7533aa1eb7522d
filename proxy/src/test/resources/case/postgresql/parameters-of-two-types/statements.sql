-- speaks new
-- parameters: unknown = '7'
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING id;
-- parameters: int4 = 7
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING high, low;
-- parameters: unknown = '11'
INSERT INTO codes VALUES ($1, 'd', $1, 5) RETURNING high, low;
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id;
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id;
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 30, low, $1 FROM codes WHERE high = $1 RETURNING high, low;
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 40, low, $1 FROM codes WHERE id = $1 FOR UPDATE RETURNING high, low;
SELECT * FROM codes ORDER BY id;
-- speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES ($1, 'c', $1) RETURNING *;
-- parameters: unknown = '7'
INSERT INTO codes VALUES (8, $1, $1) RETURNING *;
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 20, $1 FROM codes WHERE code / 100 IN (0, $1) ORDER BY id;
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 30, $1 FROM codes WHERE CAST(id AS bigint) = $1;
SELECT * FROM codes ORDER BY id;
