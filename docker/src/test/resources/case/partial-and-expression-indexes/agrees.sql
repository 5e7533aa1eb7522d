-- Rows in which the sides do not agree: none.
SELECT * FROM accounts WHERE email IS DISTINCT FROM mail;
