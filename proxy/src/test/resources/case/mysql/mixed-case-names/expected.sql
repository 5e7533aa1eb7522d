-- off, speaks old
SELECT FULLNAME, u.fullname, `FullName` AS x, fullName || 1, UPPER( fullname ) FROM Users u
-- untouched
-- FULLNAME VARCHAR | fullname VARCHAR | x VARCHAR | fullName || 1 BIGINT | UPPER( fullname ) VARCHAR
--   Ann | Ann | Ann | 1 | ANN
--   Bob | Bob | Bob | 1 | BOB

-- off, speaks old
INSERT INTO Users (ID, FULLNAME) VALUES (3, 'Cid')
-- untouched
-- count 1

-- off, speaks old
INSERT INTO Users (Id) VALUES (4)
-- untouched
-- count 1

-- off, speaks old
UPDATE Users SET FULLNAME = 'Ann' WHERE iD = 1
-- untouched
-- count 0

-- off, speaks old
UPDATE Users SET FULLNAME = 'Ben', Id = 20 WHERE iD = 2
-- untouched
-- count 1

-- off, speaks old
SELECT Id, fullName, touched IS NULL FROM Users ORDER BY fullname
-- untouched
-- Id INT | fullName VARCHAR | touched IS NULL BIGINT
--   1 | Ann | 1
--   20 | Ben | 0
--   3 | Cid | 1
--   4 | none | 1

-- off, speaks old
SELECT * FROM Users WHERE touched IS NULL ORDER BY id
-- becomes
SELECT `Users`.`Id`, `Users`.`fullName`, `Users`.`touched` FROM Users WHERE touched IS NULL ORDER BY id
-- Id INT | fullName VARCHAR | touched TIMESTAMP
--   1 | Ann | null
--   3 | Cid | null
--   4 | none | null

-- off, speaks new
SELECT DISPLAYNAME FROM Users ORDER BY displayname
-- becomes
SELECT `Users`.`fullname` AS `DISPLAYNAME` FROM Users ORDER BY displayname
-- DISPLAYNAME VARCHAR
--   Ann
--   Bob

-- off, speaks new
UPDATE Users SET displayName = 'Ann' WHERE Id = 1
-- becomes
UPDATE Users SET `Users`.`fullname` = 'Ann' WHERE Id = 1
-- count 0

-- off, speaks new
INSERT INTO Users (Id, DisplayName) VALUES (5, DEFAULT)
-- becomes
INSERT INTO Users (Id, DisplayName, `fullname`) VALUES (5, ('none'), `Users`.`displayname`)
-- count 1

-- off, speaks new
SELECT * FROM Users WHERE touched IS NULL ORDER BY id
-- becomes
SELECT `Users`.`Id`, `Users`.`touched`, `Users`.`fullname` AS `displayName` FROM Users WHERE touched IS NULL ORDER BY id
-- Id INT | touched TIMESTAMP | displayName VARCHAR
--   1 | null | Ann
--   2 | null | Bob
--   5 | null | none

-- dual-write, speaks old
SELECT FULLNAME, u.fullname, `FullName` AS x, fullName || 1, UPPER( fullname ) FROM Users u
-- untouched
-- FULLNAME VARCHAR | fullname VARCHAR | x VARCHAR | fullName || 1 BIGINT | UPPER( fullname ) VARCHAR
--   Ann | Ann | Ann | 1 | ANN
--   Bob | Bob | Bob | 1 | BOB

-- dual-write, speaks old
INSERT INTO Users (ID, FULLNAME) VALUES (3, 'Cid')
-- becomes
INSERT INTO Users (ID, FULLNAME, `displayname`) VALUES (3, 'Cid', `Users`.`fullname`)
-- count 1

-- dual-write, speaks old
INSERT INTO Users (Id) VALUES (4)
-- becomes
INSERT INTO Users (Id, `displayname`) VALUES (4, `Users`.`fullname`)
-- count 1

-- dual-write, speaks old
UPDATE Users SET FULLNAME = 'Ann' WHERE iD = 1
-- becomes
UPDATE Users SET `Users`.`displayname` = IF(crossfade.`case-mixed-case-names_unchanged_old`(`Users`.`fullname`, 'Ann'), `Users`.`displayname`, 'Ann'), FULLNAME = 'Ann' WHERE iD = 1
-- count 0

-- dual-write, speaks old
UPDATE Users SET FULLNAME = 'Ben', Id = 20 WHERE iD = 2
-- becomes
UPDATE Users SET `Users`.`displayname` = IF(crossfade.`case-mixed-case-names_unchanged_old`(`Users`.`fullname`, 'Ben'), `Users`.`displayname`, 'Ben'), FULLNAME = 'Ben', Id = 20 WHERE iD = 2
-- count 1

-- dual-write, speaks old
SELECT Id, fullName, touched IS NULL FROM Users ORDER BY fullname
-- untouched
-- Id INT | fullName VARCHAR | touched IS NULL BIGINT
--   1 | Ann | 1
--   20 | Ben | 0
--   3 | Cid | 1
--   4 | none | 1

-- dual-write, speaks old
SELECT * FROM Users WHERE touched IS NULL ORDER BY id
-- becomes
SELECT `Users`.`Id`, `Users`.`fullName`, `Users`.`touched` FROM Users WHERE touched IS NULL ORDER BY id
-- Id INT | fullName VARCHAR | touched TIMESTAMP
--   1 | Ann | null
--   3 | Cid | null
--   4 | none | null

-- dual-write, speaks new
SELECT DISPLAYNAME FROM Users ORDER BY displayname
-- becomes
SELECT `Users`.`fullname` AS `DISPLAYNAME` FROM Users ORDER BY displayname
-- DISPLAYNAME VARCHAR
--   Ann
--   Bob

-- dual-write, speaks new
UPDATE Users SET displayName = 'Ann' WHERE Id = 1
-- becomes
UPDATE Users SET `Users`.`displayname` = IF(crossfade.`case-mixed-case-names_unchanged_old`(`Users`.`fullname`, 'Ann'), `Users`.`displayname`, 'Ann'), `Users`.`fullname` = 'Ann' WHERE Id = 1
-- count 0

-- dual-write, speaks new
INSERT INTO Users (Id, DisplayName) VALUES (5, DEFAULT)
-- becomes
INSERT INTO Users (Id, DisplayName, `fullname`) VALUES (5, ('none'), `Users`.`displayname`)
-- count 1

-- dual-write, speaks new
SELECT * FROM Users WHERE touched IS NULL ORDER BY id
-- becomes
SELECT `Users`.`Id`, `Users`.`touched`, `Users`.`fullname` AS `displayName` FROM Users WHERE touched IS NULL ORDER BY id
-- Id INT | touched TIMESTAMP | displayName VARCHAR
--   1 | null | Ann
--   2 | null | Bob
--   5 | null | none

-- live, speaks old
SELECT FULLNAME, u.fullname, `FullName` AS x, fullName || 1, UPPER( fullname ) FROM Users u
-- becomes
SELECT `u`.`displayname` AS `FULLNAME`, u.`displayname` AS `fullname`, `u`.`displayname` AS x, `u`.`displayname` || 1 AS `fullName || 1`, UPPER( `u`.`displayname` ) AS `UPPER( fullname )` FROM Users u
-- FULLNAME VARCHAR | fullname VARCHAR | x VARCHAR | fullName || 1 BIGINT | UPPER( fullname ) VARCHAR
--   Ann | Ann | Ann | 1 | ANN
--   Bob | Bob | Bob | 1 | BOB

-- live, speaks old
INSERT INTO Users (ID, FULLNAME) VALUES (3, 'Cid')
-- becomes
INSERT INTO Users (ID, FULLNAME, `displayname`) VALUES (3, 'Cid', `Users`.`fullname`)
-- count 1

-- live, speaks old
INSERT INTO Users (Id) VALUES (4)
-- becomes
INSERT INTO Users (Id, `displayname`) VALUES (4, `Users`.`fullname`)
-- count 1

-- live, speaks old
UPDATE Users SET FULLNAME = 'Ann' WHERE iD = 1
-- becomes
UPDATE Users SET FULLNAME = 'Ann', `Users`.`displayname` = `Users`.`fullname` WHERE iD = 1
-- count 0

-- live, speaks old
UPDATE Users SET FULLNAME = 'Ben', Id = 20 WHERE iD = 2
-- becomes
UPDATE Users SET FULLNAME = 'Ben', `Users`.`displayname` = `Users`.`fullname`, Id = 20 WHERE iD = 2
-- count 1

-- live, speaks old
SELECT Id, fullName, touched IS NULL FROM Users ORDER BY fullname
-- becomes
SELECT Id, `Users`.`displayname` AS `fullName`, touched IS NULL FROM Users ORDER BY fullname
-- Id INT | fullName VARCHAR | touched IS NULL BIGINT
--   1 | Ann | 1
--   20 | Ben | 0
--   3 | Cid | 1
--   4 | none | 1

-- live, speaks old
SELECT * FROM Users WHERE touched IS NULL ORDER BY id
-- becomes
SELECT `Users`.`Id`, `Users`.`displayname` AS `fullName`, `Users`.`touched` FROM Users WHERE touched IS NULL ORDER BY id
-- Id INT | fullName VARCHAR | touched TIMESTAMP
--   1 | Ann | null
--   3 | Cid | null
--   4 | none | null

-- live, speaks new
SELECT DISPLAYNAME FROM Users ORDER BY displayname
-- untouched
-- DISPLAYNAME VARCHAR
--   Ann
--   Bob

-- live, speaks new
UPDATE Users SET displayName = 'Ann' WHERE Id = 1
-- becomes
UPDATE Users SET displayName = 'Ann', `Users`.`fullname` = `Users`.`displayname` WHERE Id = 1
-- count 0

-- live, speaks new
INSERT INTO Users (Id, DisplayName) VALUES (5, DEFAULT)
-- becomes
INSERT INTO Users (Id, DisplayName, `fullname`) VALUES (5, ('none'), `Users`.`displayname`)
-- count 1

-- live, speaks new
SELECT * FROM Users WHERE touched IS NULL ORDER BY id
-- becomes
SELECT `Users`.`Id`, `Users`.`touched`, `Users`.`displayName` FROM Users WHERE touched IS NULL ORDER BY id
-- Id INT | touched TIMESTAMP | displayName VARCHAR
--   1 | null | Ann
--   2 | null | Bob
--   5 | null | none

