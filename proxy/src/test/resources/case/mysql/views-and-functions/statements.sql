-- speaks old
SELECT * FROM listed ORDER BY ref;
SELECT labels();
UPDATE listed SET label = 'x';
INSERT INTO listed VALUES (1, 'y');
DELETE FROM listed WHERE ref = 3;
UPDATE notes n JOIN listed l ON l.ref = n.ref SET n.line = l.label;
UPDATE notes n JOIN listed l ON l.ref = n.ref SET l.label = n.line;
UPDATE notes n JOIN listed l ON l.ref = n.ref SET line = 'x', label = 'x';
DELETE n FROM notes n JOIN listed l ON l.ref = n.ref WHERE l.label = 'chair';
DELETE l FROM listed l JOIN notes n ON n.ref = l.ref WHERE n.line = 'second';
SELECT * FROM notes ORDER BY ref;
UPDATE items SET label = 'seen' WHERE ref = 1;
SELECT * FROM listed ORDER BY ref;
SELECT labels();
-- speaks new
UPDATE items SET title = 'seen' WHERE ref = 1;
SELECT label FROM listed ORDER BY ref;
DELETE FROM listed WHERE label = 'chair';
SELECT * FROM items ORDER BY ref;
