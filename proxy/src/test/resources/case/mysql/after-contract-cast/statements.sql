-- speaks old
UPDATE counters SET hits = 5 WHERE name = 'a';
UPDATE counters SET hits = NULL WHERE name = 'a';
UPDATE IGNORE counters SET hits = NULL WHERE name = 'a';
UPDATE IGNORE counters SET hits = hits + 1 WHERE name = 'a';
UPDATE IGNORE counters a JOIN counters b ON a.name = b.name SET a.hits = NULL WHERE a.name = 'b';
UPDATE IGNORE counters SET hits = 6 WHERE name = 'b';
SELECT * FROM counters ORDER BY name;
-- speaks new
UPDATE IGNORE counters SET hits_new = NULL WHERE name = 'a';
SELECT * FROM counters ORDER BY name;
