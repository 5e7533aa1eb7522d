-- speaks old
INSERT INTO parts (id) VALUES (3);
INSERT INTO parts (id, code) VALUES (4, DEFAULT), (5, 'x');
INSERT INTO parts VALUES (6, 'y', DEFAULT);
UPDATE parts SET code = CONCAT(code, size) WHERE size < 3;
UPDATE parts SET size = 1;
SELECT * FROM parts ORDER BY id;
-- speaks new
INSERT INTO parts (id, sku) VALUES (7, 'S-q');
UPDATE parts SET sku = 'S-ab' WHERE id = 1;
SELECT * FROM parts ORDER BY id;
