-- Rows in which the sides do not agree: none.
SELECT * FROM events WHERE at_tz IS DISTINCT FROM at AT TIME ZONE 'UTC';
