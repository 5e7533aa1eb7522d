-- Rows in which the sides do not agree: none.
SELECT * FROM names WHERE short_name IS DISTINCT FROM CASE WHEN length(name) <= 8 THEN name END;
