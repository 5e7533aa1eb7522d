-- Rows in which the sides do not agree: none.
SELECT * FROM tree WHERE title IS DISTINCT FROM label;
