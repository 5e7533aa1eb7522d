-- Indexes over expressions of the column, and over a part of its rows, one of them unique.
CREATE TABLE accounts (id integer PRIMARY KEY, mail varchar(60), closed boolean NOT NULL DEFAULT false);
CREATE UNIQUE INDEX accounts_mail ON accounts (mail) WHERE NOT closed;
CREATE INDEX accounts_lower ON accounts (lower(mail));
INSERT INTO accounts SELECT g, 'M' || g || '@x', g % 3 = 0 FROM generate_series(1, 20) g;
