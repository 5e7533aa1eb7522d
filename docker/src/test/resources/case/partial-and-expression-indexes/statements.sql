INSERT INTO accounts VALUES (100, 'M1@x');
INSERT INTO accounts VALUES (101, 'M3@x') RETURNING mail;
INSERT INTO accounts (id, mail) VALUES (102, 'M1@x') ON CONFLICT (mail) WHERE NOT closed DO UPDATE SET mail = 'twice ' || EXCLUDED.mail RETURNING id, mail;
SELECT id FROM accounts WHERE lower(mail) = 'm7@x';
UPDATE accounts SET mail = lower(mail) WHERE id < 4 RETURNING mail;
UPDATE accounts SET closed = false WHERE id = 6;
SELECT mail, count(*) FROM accounts GROUP BY mail HAVING count(*) > 1 ORDER BY mail;
