-- Rows in which the sides do not agree: none.
SELECT * FROM grows WHERE id_big IS DISTINCT FROM id;
