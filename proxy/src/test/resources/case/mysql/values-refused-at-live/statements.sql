-- speaks old
INSERT INTO counts VALUES (10, 999999);
-- differs: old alone would hold it
INSERT INTO counts VALUES (11, 1000000);
-- differs: old alone would hold it
INSERT INTO counts VALUES (12, 1), (13, 1000000);
-- differs: old alone would hold it
UPDATE counts SET n = n * 1000000 WHERE id = 1;
-- differs: only the twin's has changed
UPDATE counts SET n = 5 WHERE id = 1;
UPDATE counts SET n = n + 1 WHERE id < 10;
INSERT INTO counts VALUES (14, 3000000000);
SELECT * FROM counts WHERE id < 11 ORDER BY id;
-- speaks new
INSERT INTO counts VALUES (10, '10');
-- differs: new alone would hold it
INSERT INTO counts VALUES (11, 'many');
-- differs: new alone would hold it
INSERT INTO counts VALUES (12, '1'), (13, 'x');
-- differs: new alone would hold it
UPDATE counts SET n_text = concat(n_text, 'z') WHERE id = 1;
-- differs: only the twin's has changed
UPDATE counts SET n_text = '5' WHERE id = 1;
UPDATE counts SET n_text = concat(n_text, '0') WHERE id = 3;
INSERT INTO counts VALUES (14, '12345678');
SELECT * FROM counts WHERE id < 11 ORDER BY id;
