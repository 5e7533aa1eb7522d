-- speaks old
SELECT id, code FROM codes WHERE code = 'b' OR code IN ('A', 'B') ORDER BY code;
SELECT code, count(*) FROM codes GROUP BY code ORDER BY code;
SELECT * FROM codes ORDER BY code DESC;
SELECT c.code FROM codes c JOIN codes d ON d.code = UPPER(c.code) ORDER BY 1;
UPDATE codes SET code = 'b  ' WHERE id = 3;
UPDATE codes SET code = 'too long' WHERE id = 3;
UPDATE codes SET code = 'q', memo = code WHERE code = 'a';
SELECT * FROM codes ORDER BY id;
-- speaks new
SELECT id, label FROM codes WHERE label = 'lB' OR label = 'LB';
SELECT * FROM codes ORDER BY label;
