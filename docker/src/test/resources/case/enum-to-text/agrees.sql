-- Rows in which the sides do not agree: none.
SELECT * FROM shirts WHERE size_text IS DISTINCT FROM size::text;
