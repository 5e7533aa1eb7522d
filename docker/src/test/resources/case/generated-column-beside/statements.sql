INSERT INTO prices (id, net, tag) VALUES (20, 5, 'x') RETURNING *;
INSERT INTO prices VALUES (21, 6, DEFAULT, 'y');
INSERT INTO prices VALUES (22, 6, 12, 'z');
UPDATE prices SET net = net + 1, tag = tag || gross WHERE id < 4 RETURNING id, gross, tag;
SELECT * FROM prices ORDER BY id;
