-- Rows in which the sides do not agree: none.
SELECT * FROM lines WHERE no_int IS DISTINCT FROM no;
