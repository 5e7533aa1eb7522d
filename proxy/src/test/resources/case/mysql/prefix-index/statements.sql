-- speaks old
INSERT INTO links VALUES (4, 'aaaaa-2');
INSERT INTO links VALUES (4, 'aaaab-2');
INSERT IGNORE INTO links VALUES (5, 'bbbbb-2');
UPDATE links SET url = 'bbbbb-3' WHERE id = 2;
UPDATE links SET url = 'aaaaa-3' WHERE id = 2;
INSERT INTO links VALUES (6, 'aaaab-9') ON DUPLICATE KEY UPDATE url = 'ccccc';
SELECT id FROM links WHERE url LIKE 'bbb%' ORDER BY id;
SELECT * FROM links ORDER BY id;
-- speaks new
INSERT INTO links VALUES (4, 'aaaaa-2');
INSERT INTO links VALUES (4, 'aaaab-2');
UPDATE links SET address = 'aaaab-3' WHERE id = 1;
DELETE FROM links WHERE address LIKE 'bbbbb%';
SELECT * FROM links ORDER BY id;
