-- speaks old
-- differs from live on: refused, since the truth cannot hold it
INSERT INTO bills VALUES (3, '0000-00-00');
-- differs from live on: it is not there
DELETE FROM bills WHERE id = 3;
UPDATE bills SET paid = '2026-2-1' WHERE id = 1;
UPDATE bills SET paid = '20260201' WHERE id = 1;
SELECT * FROM bills ORDER BY id;
-- speaks new
UPDATE bills SET paid_on = '2026-3-1' WHERE id = 1;
SELECT * FROM bills ORDER BY id;
