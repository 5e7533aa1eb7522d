-- Rows in which the sides do not agree: none.
SELECT * FROM shrinks WHERE n_int IS DISTINCT FROM CASE WHEN n BETWEEN -2147483648 AND 2147483647 THEN n END;
