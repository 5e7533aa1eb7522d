-- Zero dates become NULL in a mode that allows them: they do not come back, so such a row is a dead letter.
-- table: bills
-- conversion: function
-- old: paid
-- type: date
-- new: paid_on date := IF(paid = 0, NULL, paid)
-- down: paid_on
-- [old]
CREATE TABLE bills (id int PRIMARY KEY, paid date);
-- [new]
CREATE TABLE bills (id int PRIMARY KEY, paid_on date);
-- [rows of old]
INSERT INTO bills VALUES (1, '2026-01-31'), (2, NULL);
-- [rows of new]
INSERT INTO bills VALUES (1, '2026-01-31'), (2, NULL);
-- [session]
SET sql_mode = 'ONLY_FULL_GROUP_BY';
