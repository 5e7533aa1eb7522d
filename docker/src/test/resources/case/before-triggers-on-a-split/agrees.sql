-- Rows in which the sides do not agree: none.
SELECT * FROM guests WHERE full_name IS DISTINCT FROM CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END;
-- Nor one that a trigger should not have let through as it is.
SELECT * FROM guests WHERE full_name <> btrim(full_name) OR label IS DISTINCT FROM upper(full_name) || '!' OR full_name = 'No Body';
