-- speaks old
SELECT `UnitPrice`, price, PRICE AS p FROM `Order Line` ORDER BY `no`;
SELECT `UNITPRICE` FROM `Order Line` ORDER BY 1;
SELECT `Order Line`.`unitprice` FROM `Order Line` ORDER BY 1;
SELECT L.`UnitPrice` AS "Price", L.No FROM `Order Line` AS L ORDER BY `Price`;
UPDATE `Order Line` SET `UnitPrice` = `UnitPrice` + Price WHERE NO = 1;
SELECT `a b`.`UnitPrice` FROM `Order Line` `a b`, (SELECT 5 AS `UnitPrice`) s WHERE s.`UnitPrice` = 5 ORDER BY 1;
INSERT INTO `Order Line` (`No`, `UNITprice`) VALUES (3, 300);
SELECT * FROM `Order Line` ORDER BY 1;
-- speaks new
SELECT cost, COST AS c, price FROM `Order Line` ORDER BY `No`;
UPDATE `Order Line` SET Cost = cost * 2, PRICE = 0 WHERE COST = 100;
SELECT * FROM `Order Line` ORDER BY 1;
