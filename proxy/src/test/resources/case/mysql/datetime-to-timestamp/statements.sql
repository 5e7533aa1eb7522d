-- speaks old
SELECT * FROM visits ORDER BY id;
SELECT id FROM visits WHERE at < '2000-01-01';
UPDATE visits SET at = at + INTERVAL 1 DAY WHERE id = 1;
UPDATE visits SET at = '2026-03-30 00:30:00' WHERE id = 1;
INSERT INTO visits VALUES (4, '2026-10-25 01:30:00');
SELECT * FROM visits ORDER BY at;
-- speaks new
SELECT * FROM visits ORDER BY id;
UPDATE visits SET at_ts = '2026-06-01 00:00:00' WHERE id = 2;
INSERT INTO visits (id, at_ts) VALUES (5, '2030-01-01 00:00:00');
SELECT * FROM visits ORDER BY at_ts;
