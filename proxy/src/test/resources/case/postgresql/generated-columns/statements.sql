-- speaks old
INSERT INTO boxes VALUES (4, 5) RETURNING area;
INSERT INTO boxes (id, side, area) VALUES (5, 5, DEFAULT);
INSERT INTO boxes (id, side, area) VALUES (6, 5, 5);
UPDATE boxes SET side = side + 1 WHERE area > 4 RETURNING *;
UPDATE boxes SET area = 1;
SELECT * FROM boxes ORDER BY id;
-- speaks new
UPDATE boxes SET edge = 10 WHERE id = 1;
INSERT INTO boxes (id, edge) VALUES (4, 4);
SELECT id, edge, area FROM boxes ORDER BY id;
