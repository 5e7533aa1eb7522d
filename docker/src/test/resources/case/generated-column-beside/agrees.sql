-- Rows in which the sides do not agree: none.
SELECT * FROM prices WHERE label IS DISTINCT FROM tag;
