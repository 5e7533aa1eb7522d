-- Rows in which the sides do not agree: none.
SELECT * FROM tasks WHERE priority_new::text IS DISTINCT FROM priority::text;
