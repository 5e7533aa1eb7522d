-- Rows in which the sides do not agree: none.
SELECT * FROM documents WHERE body_json IS NOT NULL AND body_json::text IS DISTINCT FROM body;
