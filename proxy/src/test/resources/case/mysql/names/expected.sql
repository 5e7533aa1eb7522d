-- off, speaks old
SELECT `UnitPrice`, price, PRICE AS p FROM `Order Line` ORDER BY `no`
-- untouched
-- UnitPrice INT | price INT | p INT
--   100 | 7 | 7
--   200 | 8 | 8

-- off, speaks old
SELECT `UNITPRICE` FROM `Order Line` ORDER BY 1
-- untouched
-- UNITPRICE INT
--   100
--   200

-- off, speaks old
SELECT `Order Line`.`unitprice` FROM `Order Line` ORDER BY 1
-- untouched
-- unitprice INT
--   100
--   200

-- off, speaks old
SELECT L.`UnitPrice` AS "Price", L.No FROM `Order Line` AS L ORDER BY `Price`
-- untouched
-- Price INT | No INT
--   100 | 1
--   200 | 2

-- off, speaks old
UPDATE `Order Line` SET `UnitPrice` = `UnitPrice` + Price WHERE NO = 1
-- untouched
-- count 1

-- off, speaks old
SELECT `a b`.`UnitPrice` FROM `Order Line` `a b`, (SELECT 5 AS `UnitPrice`) s WHERE s.`UnitPrice` = 5 ORDER BY 1
-- untouched
-- UnitPrice INT
--   107
--   200

-- off, speaks old
INSERT INTO `Order Line` (`No`, `UNITprice`) VALUES (3, 300)
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM `Order Line` ORDER BY 1
-- becomes
SELECT `Order Line`.`No`, `Order Line`.`UnitPrice`, `Order Line`.`price` FROM `Order Line` ORDER BY 1
-- No INT | UnitPrice INT | price INT
--   1 | 107 | 7
--   2 | 200 | 8
--   3 | 300 | null

-- off, speaks new
SELECT cost, COST AS c, price FROM `Order Line` ORDER BY `No`
-- becomes
SELECT crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) AS `cost`, crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) AS c, price FROM `Order Line` ORDER BY `No`
-- cost BIGINT | c BIGINT | price INT
--   100 | 100 | 7
--   200 | 200 | 8

-- off, speaks new
UPDATE `Order Line` SET Cost = cost * 2, PRICE = 0 WHERE COST = 100
-- becomes
UPDATE `Order Line` SET `Order Line`.`unitprice` = crossfade.`case-names_down_1_checked`(crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) * 2), PRICE = 0 WHERE `Order Line`.`unitprice` = 100
-- count 1

-- off, speaks new
SELECT * FROM `Order Line` ORDER BY 1
-- becomes
SELECT `Order Line`.`No`, `Order Line`.`price`, crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) AS `cost` FROM `Order Line` ORDER BY 1
-- No INT | price INT | cost BIGINT
--   1 | 0 | 200
--   2 | 8 | 200

-- dual-write, speaks old
SELECT `UnitPrice`, price, PRICE AS p FROM `Order Line` ORDER BY `no`
-- untouched
-- UnitPrice INT | price INT | p INT
--   100 | 7 | 7
--   200 | 8 | 8

-- dual-write, speaks old
SELECT `UNITPRICE` FROM `Order Line` ORDER BY 1
-- untouched
-- UNITPRICE INT
--   100
--   200

-- dual-write, speaks old
SELECT `Order Line`.`unitprice` FROM `Order Line` ORDER BY 1
-- untouched
-- unitprice INT
--   100
--   200

-- dual-write, speaks old
SELECT L.`UnitPrice` AS "Price", L.No FROM `Order Line` AS L ORDER BY `Price`
-- untouched
-- Price INT | No INT
--   100 | 1
--   200 | 2

-- dual-write, speaks old
UPDATE `Order Line` SET `UnitPrice` = `UnitPrice` + Price WHERE NO = 1
-- becomes
UPDATE `Order Line` SET `Order Line`.`cost` = IF(crossfade.`case-names_unchanged_old`(`Order Line`.`unitprice`, `UnitPrice` + Price), `Order Line`.`cost`, crossfade.`case-names_up_1_record`(`UnitPrice` + Price)), `UnitPrice` = `UnitPrice` + Price WHERE NO = 1
-- count 1

-- dual-write, speaks old
SELECT `a b`.`UnitPrice` FROM `Order Line` `a b`, (SELECT 5 AS `UnitPrice`) s WHERE s.`UnitPrice` = 5 ORDER BY 1
-- untouched
-- UnitPrice INT
--   107
--   200

-- dual-write, speaks old
INSERT INTO `Order Line` (`No`, `UNITprice`) VALUES (3, 300)
-- becomes
INSERT INTO `Order Line` (`No`, `UNITprice`, `cost`) VALUES (3, 300, `Order Line`.`unitprice`)
-- count 1

-- dual-write, speaks old
SELECT * FROM `Order Line` ORDER BY 1
-- becomes
SELECT `Order Line`.`No`, `Order Line`.`UnitPrice`, `Order Line`.`price` FROM `Order Line` ORDER BY 1
-- No INT | UnitPrice INT | price INT
--   1 | 107 | 7
--   2 | 200 | 8
--   3 | 300 | null

-- dual-write, speaks new
SELECT cost, COST AS c, price FROM `Order Line` ORDER BY `No`
-- becomes
SELECT crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) AS `cost`, crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) AS c, price FROM `Order Line` ORDER BY `No`
-- cost BIGINT | c BIGINT | price INT
--   100 | 100 | 7
--   200 | 200 | 8

-- dual-write, speaks new
UPDATE `Order Line` SET Cost = cost * 2, PRICE = 0 WHERE COST = 100
-- becomes
UPDATE `Order Line` SET `Order Line`.`cost` = IF(crossfade.`case-names_unchanged_old`(`Order Line`.`unitprice`, crossfade.`case-names_down_1_checked`(crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) * 2)), `Order Line`.`cost`, crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) * 2), `Order Line`.`unitprice` = crossfade.`case-names_down_1_checked`(crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) * 2), PRICE = 0 WHERE `Order Line`.`unitprice` = 100
-- count 1

-- dual-write, speaks new
SELECT * FROM `Order Line` ORDER BY 1
-- becomes
SELECT `Order Line`.`No`, `Order Line`.`price`, crossfade.`case-names_up_1_null`(`Order Line`.`unitprice`) AS `cost` FROM `Order Line` ORDER BY 1
-- No INT | price INT | cost BIGINT
--   1 | 0 | 200
--   2 | 8 | 200

-- live, speaks old
SELECT `UnitPrice`, price, PRICE AS p FROM `Order Line` ORDER BY `no`
-- becomes
SELECT crossfade.`case-names_down_1`(`Order Line`.`cost`) AS `UnitPrice`, price, PRICE AS p FROM `Order Line` ORDER BY `no`
-- UnitPrice INT | price INT | p INT
--   100 | 7 | 7
--   200 | 8 | 8

-- live, speaks old
SELECT `UNITPRICE` FROM `Order Line` ORDER BY 1
-- becomes
SELECT crossfade.`case-names_down_1`(`Order Line`.`cost`) AS `UNITPRICE` FROM `Order Line` ORDER BY 1
-- UNITPRICE INT
--   100
--   200

-- live, speaks old
SELECT `Order Line`.`unitprice` FROM `Order Line` ORDER BY 1
-- becomes
SELECT crossfade.`case-names_down_1`(`Order Line`.`cost`) AS `unitprice` FROM `Order Line` ORDER BY 1
-- unitprice INT
--   100
--   200

-- live, speaks old
SELECT L.`UnitPrice` AS "Price", L.No FROM `Order Line` AS L ORDER BY `Price`
-- becomes
SELECT crossfade.`case-names_down_1`(L.`cost`) AS "Price", L.No FROM `Order Line` AS L ORDER BY `Price`
-- Price INT | No INT
--   100 | 1
--   200 | 2

-- live, speaks old
UPDATE `Order Line` SET `UnitPrice` = `UnitPrice` + Price WHERE NO = 1
-- becomes
UPDATE `Order Line` SET `UnitPrice` = crossfade.`case-names_down_1`(`Order Line`.`cost`) + Price, `Order Line`.`cost` = `Order Line`.`unitprice` WHERE NO = 1
-- count 1

-- live, speaks old
SELECT `a b`.`UnitPrice` FROM `Order Line` `a b`, (SELECT 5 AS `UnitPrice`) s WHERE s.`UnitPrice` = 5 ORDER BY 1
-- becomes
SELECT crossfade.`case-names_down_1`(`a b`.`cost`) AS `UnitPrice` FROM `Order Line` `a b`, (SELECT 5 AS `UnitPrice`) s WHERE s.`UnitPrice` = 5 ORDER BY 1
-- UnitPrice INT
--   107
--   200

-- live, speaks old
INSERT INTO `Order Line` (`No`, `UNITprice`) VALUES (3, 300)
-- becomes
INSERT INTO `Order Line` (`No`, `UNITprice`, `cost`) VALUES (3, 300, `Order Line`.`unitprice`)
-- count 1

-- live, speaks old
SELECT * FROM `Order Line` ORDER BY 1
-- becomes
SELECT `Order Line`.`No`, crossfade.`case-names_down_1`(`Order Line`.`cost`) AS `UnitPrice`, `Order Line`.`price` FROM `Order Line` ORDER BY 1
-- No INT | UnitPrice INT | price INT
--   1 | 107 | 7
--   2 | 200 | 8
--   3 | 300 | null

-- live, speaks new
SELECT cost, COST AS c, price FROM `Order Line` ORDER BY `No`
-- untouched
-- cost BIGINT | c BIGINT | price INT
--   100 | 100 | 7
--   200 | 200 | 8

-- live, speaks new
UPDATE `Order Line` SET Cost = cost * 2, PRICE = 0 WHERE COST = 100
-- becomes
UPDATE `Order Line` SET Cost = cost * 2, `Order Line`.`unitprice` = crossfade.`case-names_down_1_checked`(`Order Line`.`cost`), PRICE = 0 WHERE COST = 100
-- count 1

-- live, speaks new
SELECT * FROM `Order Line` ORDER BY 1
-- becomes
SELECT `Order Line`.`No`, `Order Line`.`price`, `Order Line`.`cost` FROM `Order Line` ORDER BY 1
-- No INT | price INT | cost BIGINT
--   1 | 0 | 200
--   2 | 8 | 200

