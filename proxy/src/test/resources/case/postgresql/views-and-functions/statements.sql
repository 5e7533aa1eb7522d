-- speaks old
SELECT * FROM listed ORDER BY ref;
SELECT l.label FROM listed l JOIN items i ON i.label = l.label ORDER BY 1;
SELECT labels();
UPDATE listed SET label = 'x';
INSERT INTO listed VALUES (1, 'y');
DELETE FROM listed WHERE ref = 3;
UPDATE items SET label = 'seen' WHERE ref = 1;
SELECT * FROM listed ORDER BY ref;
SELECT labels();
-- speaks new
UPDATE items SET title = 'seen' WHERE ref = 1;
SELECT label FROM listed ORDER BY ref;
