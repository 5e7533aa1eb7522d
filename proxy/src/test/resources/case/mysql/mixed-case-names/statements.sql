-- speaks old
SELECT FULLNAME, u.fullname, `FullName` AS x, fullName || 1, UPPER( fullname ) FROM Users u;
INSERT INTO Users (ID, FULLNAME) VALUES (3, 'Cid');
INSERT INTO Users (Id) VALUES (4);
UPDATE Users SET FULLNAME = 'Ann' WHERE iD = 1;
UPDATE Users SET FULLNAME = 'Ben', Id = 20 WHERE iD = 2;
SELECT Id, fullName, touched IS NULL FROM Users ORDER BY fullname;
SELECT * FROM Users WHERE touched IS NULL ORDER BY id;
-- speaks new
SELECT DISPLAYNAME FROM Users ORDER BY displayname;
UPDATE Users SET displayName = 'Ann' WHERE Id = 1;
INSERT INTO Users (Id, DisplayName) VALUES (5, DEFAULT);
SELECT * FROM Users WHERE touched IS NULL ORDER BY id;
