-- Case does not count in column names, but results keep the names as they are written.
-- table: Users
-- conversion: identity
-- old: fullName
-- type: varchar(20)
-- new: displayName varchar(20) := fullName
-- down: displayName
-- [old]
CREATE TABLE Users (Id int PRIMARY KEY, fullName varchar(20) NOT NULL DEFAULT 'none', touched timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6));
-- [new]
CREATE TABLE Users (Id int PRIMARY KEY, touched timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6), displayName varchar(20) DEFAULT 'none');
-- [rows of old]
INSERT INTO Users (Id, fullName) VALUES (1, 'Ann'), (2, 'Bob');
-- [rows of new]
INSERT INTO Users (Id, displayName) VALUES (1, 'Ann'), (2, 'Bob');
-- [after the backfill]
UPDATE Users SET touched = NULL;
