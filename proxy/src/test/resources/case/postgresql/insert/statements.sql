-- speaks old
INSERT INTO items VALUES (4, 'table', 4);
INSERT INTO items VALUES (5);
INSERT INTO items (ref) VALUES (6);
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '');
INSERT INTO items DEFAULT VALUES;
INSERT INTO items (ref, label) VALUES (10, DEFAULT);
INSERT INTO items (ref, label) VALUES (11, 'much too long a label');
INSERT INTO items (ref, label) VALUES (11, 'a'), (12, 'much too long a label');
SELECT * FROM items ORDER BY ref, qty, label;
-- speaks new
INSERT INTO items VALUES (4, 4, 'table');
INSERT INTO items VALUES (5);
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '');
INSERT INTO items DEFAULT VALUES;
INSERT INTO items (ref, title) VALUES (11, 'a'), (12, 'much too long a label');
SELECT * FROM items ORDER BY ref, qty, title;
