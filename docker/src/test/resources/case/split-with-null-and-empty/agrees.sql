-- Rows in which the sides do not agree: none.
SELECT * FROM persons WHERE full_name IS DISTINCT FROM CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END;
