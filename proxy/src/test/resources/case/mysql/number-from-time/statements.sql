-- speaks old
UPDATE visits SET stamp = day;
UPDATE visits SET stamp = hour WHERE id = 1;
UPDATE visits SET stamp = CASE WHEN id > 1 THEN day ELSE stamp END;
UPDATE visits SET stamp = unix_timestamp(day) % 100;
UPDATE visits SET stamp = CAST(hour AS signed) + id;
UPDATE visits SET stamp = year(day) WHERE id = 2;
INSERT INTO visits (id, stamp) SELECT id + 10, hour FROM visits ORDER BY id;
INSERT INTO visits (id, stamp) VALUES (1, 7) ON DUPLICATE KEY UPDATE stamp = day;
SELECT * FROM visits ORDER BY id;
-- speaks new
UPDATE visits SET at_stamp = day;
UPDATE visits SET at_stamp = unix_timestamp(day) % 100;
SELECT * FROM visits ORDER BY id;
