SET TimeZone = 'Europe/Berlin';
-- 0

SELECT id, at, pg_typeof(at) FROM events ORDER BY at;
-- id int4, at timestamp, pg_typeof regtype
-- 1 | 2024-03-31 00:20:00 | timestamp without time zone
-- 2 | 2024-03-31 00:40:00 | timestamp without time zone
-- 3 | 2024-03-31 01:00:00 | timestamp without time zone
-- 4 | 2024-03-31 01:20:00 | timestamp without time zone
-- 5 | 2024-03-31 01:40:00 | timestamp without time zone
-- 6 | 2024-03-31 02:00:00 | timestamp without time zone
-- 7 | 2024-03-31 02:20:00 | timestamp without time zone
-- 8 | 2024-03-31 02:40:00 | timestamp without time zone
-- 9 | 2024-03-31 03:00:00 | timestamp without time zone
-- 10 | 2024-03-31 03:20:00 | timestamp without time zone
-- 11 | 2024-03-31 03:40:00 | timestamp without time zone
-- 12 | 2024-03-31 04:00:00 | timestamp without time zone

INSERT INTO events VALUES (100, '2024-03-31 02:30:00.123456'), (101, '2024-10-27 02:30'), (102, 'infinity'), (103, '4713-01-01 00:00 BC') RETURNING at;
-- at timestamp
-- 2024-03-31 02:30:00.123456
-- 2024-10-27 02:30:00
-- 4713-01-01 00:00:00 BC
-- infinity

SELECT count(*) FROM events WHERE at BETWEEN '2024-03-31 02:00' AND '2024-03-31 03:00';
-- count int8
-- 5

UPDATE events SET at = at + interval '1 hour' WHERE id = 100 RETURNING at;
-- at timestamp
-- 2024-03-31 03:30:00.123456

SELECT date_trunc('hour', at), count(*) FROM events GROUP BY 1 ORDER BY 1;
-- date_trunc timestamp, count int8
-- 4713-01-01 00:00:00 BC | 1
-- 2024-03-31 00:00:00 | 2
-- 2024-03-31 01:00:00 | 3
-- 2024-03-31 02:00:00 | 3
-- 2024-03-31 03:00:00 | 4
-- 2024-03-31 04:00:00 | 1
-- 2024-10-27 02:00:00 | 1
-- infinity | 1

