-- Aliases, columns of the same name elsewhere, quoted and mixed case names; columns have no case in MySQL.
-- table: Order Line
-- conversion: cast
-- old: UnitPrice
-- type: int
-- new: cost bigint := `UnitPrice`
-- down: cost
-- [old]
CREATE TABLE `Order Line` (`No` int PRIMARY KEY, `UnitPrice` int, price int);
-- [new]
CREATE TABLE `Order Line` (`No` int PRIMARY KEY, price int, cost bigint);
-- [rows of old]
INSERT INTO `Order Line` VALUES (1, 100, 7), (2, 200, 8);
-- [rows of new]
INSERT INTO `Order Line` VALUES (1, 7, 100), (2, 8, 200);
