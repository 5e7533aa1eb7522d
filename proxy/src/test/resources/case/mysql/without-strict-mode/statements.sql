-- speaks old
INSERT INTO goods VALUES (4, 70000, 'long text'), (5, 'abc', 'x'), (6, '12 pieces', 'y');
UPDATE goods SET amount = 'none' WHERE id = 1;
UPDATE goods SET amount = -99999 WHERE id = 2;
UPDATE goods SET amount = amount * 100 WHERE id = 4;
INSERT INTO goods (id, amount) SELECT id + 10, 40000 FROM goods WHERE id < 3;
INSERT INTO goods (id, amount) VALUES (1, 4) ON DUPLICATE KEY UPDATE amount = '7 or 8';
SELECT * FROM goods ORDER BY id;
-- speaks new
INSERT INTO goods VALUES (7, 'long text', '9 and more');
-- differs until complete: old could not hold it
INSERT INTO goods VALUES (8, 'z', 70000);
-- differs until complete: it is not there
DELETE FROM goods WHERE id = 8;
UPDATE goods SET amount_new = 'none' WHERE id = 1;
SELECT * FROM goods ORDER BY id;
