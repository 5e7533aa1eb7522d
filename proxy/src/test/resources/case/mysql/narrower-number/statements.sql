-- speaks old
INSERT INTO stock VALUES (4, 7), (5, 8);
-- differs from live on: refused, since the truth cannot hold it
INSERT INTO stock VALUES (6, 1), (7, 70000);
-- differs from live on: they are not there
DELETE FROM stock WHERE id IN (6, 7);
-- differs from live on: refused, since the truth cannot hold it
UPDATE stock SET amount = 70000 WHERE id = 1;
UPDATE stock SET amount = amount * 2 WHERE id < 5 AND id <> 1;
UPDATE stock SET amount = 3000000000 WHERE id = 2;
UPDATE stock SET amount = 6 WHERE id = 1;
SELECT * FROM stock WHERE id <> 10 ORDER BY id;
-- differs from live on: what was out of range before the backfill had to be mended before
SELECT * FROM stock WHERE id = 10;
-- speaks new
INSERT INTO stock VALUES (8, 9);
INSERT INTO stock VALUES (9, 70000);
INSERT IGNORE INTO stock VALUES (9, 70000);
UPDATE stock SET amount_s = amount_s + 1;
SELECT * FROM stock ORDER BY id;
