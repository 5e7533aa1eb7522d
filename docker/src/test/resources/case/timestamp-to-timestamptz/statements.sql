SET TimeZone = 'Europe/Berlin';
SELECT id, at, pg_typeof(at) FROM events ORDER BY at;
INSERT INTO events VALUES (100, '2024-03-31 02:30:00.123456'), (101, '2024-10-27 02:30'), (102, 'infinity'), (103, '4713-01-01 00:00 BC') RETURNING at;
SELECT count(*) FROM events WHERE at BETWEEN '2024-03-31 02:00' AND '2024-03-31 03:00';
UPDATE events SET at = at + interval '1 hour' WHERE id = 100 RETURNING at;
SELECT date_trunc('hour', at), count(*) FROM events GROUP BY 1 ORDER BY 1;
