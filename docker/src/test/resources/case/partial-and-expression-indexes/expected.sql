INSERT INTO accounts VALUES (100, 'M1@x');
-- 23505: ERROR: duplicate key value violates unique constraint "accounts_mail"
--     Detail: Key (mail)=(M1@x) already exists.

INSERT INTO accounts VALUES (101, 'M3@x') RETURNING mail;
-- mail varchar
-- M3@x

INSERT INTO accounts (id, mail) VALUES (102, 'M1@x') ON CONFLICT (mail) WHERE NOT closed DO UPDATE SET mail = 'twice ' || EXCLUDED.mail RETURNING id, mail;
-- id int4, mail varchar
-- 1 | twice M1@x

SELECT id FROM accounts WHERE lower(mail) = 'm7@x';
-- id int4
-- 7

UPDATE accounts SET mail = lower(mail) WHERE id < 4 RETURNING mail;
-- mail varchar
-- m2@x
-- m3@x
-- twice m1@x

UPDATE accounts SET closed = false WHERE id = 6;
-- 1

SELECT mail, count(*) FROM accounts GROUP BY mail HAVING count(*) > 1 ORDER BY mail;
-- mail varchar, count int8

