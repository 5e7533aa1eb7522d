-- A datetime, meant as UTC, becomes a timestamp: for a session in another time zone both must tell the same moment.
-- table: visits
-- conversion: function
-- old: at
-- type: datetime
-- new: at_ts timestamp NULL := CONVERT_TZ(at, '+00:00', @@session.time_zone)
-- down: CONVERT_TZ(at_ts, @@session.time_zone, '+00:00')
-- [old]
CREATE TABLE visits (id int PRIMARY KEY, at datetime);
-- [new]
CREATE TABLE visits (id int PRIMARY KEY, at_ts timestamp NULL);
-- [rows of old]
SET time_zone = '+02:00';
INSERT INTO visits VALUES (1, '2026-03-29 00:30:00'), (2, '1975-01-01 12:00:00'), (3, NULL);
-- [rows of new]
SET time_zone = '+02:00';
INSERT INTO visits VALUES (1, '2026-03-29 02:30:00'), (2, '1975-01-01 14:00:00'), (3, NULL);
-- [session]
SET time_zone = '-05:00';
