-- speaks old
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3);
INSERT IGNORE INTO counters VALUES ('d', 300);
INSERT IGNORE INTO counters VALUES ('e', -1);
INSERT IGNORE INTO counters VALUES ('f', 'many');
INSERT IGNORE INTO counters VALUES ('long name', 7);
INSERT IGNORE INTO counters VALUES ('g', NULL);
INSERT IGNORE INTO counters SELECT concat(name, '2'), hits + 1 FROM counters WHERE name < 'c';
INSERT IGNORE INTO counters SELECT concat(name, '3'), NULL FROM counters WHERE name = 'a';
UPDATE IGNORE counters SET name = 'a' WHERE name = 'b';
UPDATE IGNORE counters SET hits = hits + 255 WHERE name = 'c';
UPDATE IGNORE counters SET hits = 255 WHERE name = 'c';
UPDATE IGNORE counters SET hits = NULL WHERE name = 'g';
UPDATE IGNORE counters a JOIN counters b ON a.name = b.name SET a.hits = NULL WHERE a.name = 'c';
SELECT * FROM counters ORDER BY name;
-- speaks new
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3);
INSERT IGNORE INTO counters VALUES ('e', -1);
UPDATE IGNORE counters SET name = 'a', hits_new = 5 WHERE name = 'b';
UPDATE IGNORE counters SET hits_new = NULL WHERE name = 'e';
SELECT * FROM counters ORDER BY name;
