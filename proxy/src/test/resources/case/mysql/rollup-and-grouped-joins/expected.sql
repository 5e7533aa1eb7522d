-- off, speaks old
SELECT region, year, sum(amount) FROM sales GROUP BY region, year WITH ROLLUP ORDER BY region, year
-- untouched
-- region BIGINT | year BIGINT | sum(amount) DECIMAL
--   null | null | 40
--   null | null | 100
--   null | 2023 | 40
--   1 | null | 30
--   1 | 2023 | 10
--   1 | 2024 | 20
--   2 | null | 30
--   2 | 2023 | 30
--   2 | 2024 | null

-- off, speaks old
SELECT DISTINCT region, grouping(region) AS g, sum(amount) FROM sales GROUP BY region WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(region), region
-- untouched
-- region BIGINT | g BIGINT | sum(amount) DECIMAL
--   null | 0 | 40
--   1 | 0 | 30
--   2 | 0 | 30
--   null | 1 | 100

-- off, speaks old
SELECT region + year AS both_of_them, count(*) FROM sales GROUP BY region + year WITH ROLLUP ORDER BY 1
-- untouched
-- both_of_them BIGINT | count(*) BIGINT
--   null | 1
--   null | 5
--   2024 | 1
--   2025 | 2
--   2026 | 1

-- off, speaks old
SELECT q.region, q.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region WITH ROLLUP) q WHERE q.region IS NULL ORDER BY q.n
-- untouched
-- region BIGINT | n BIGINT
--   null | 1
--   null | 5

-- off, speaks old
SELECT region, count(*) FROM sales GROUP BY region ORDER BY region
-- untouched
-- region INT | count(*) BIGINT
--   null | 1
--   1 | 2
--   2 | 2

-- off, speaks old
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(region) FROM sales), 1
-- untouched
-- name VARCHAR
--   last
--   none
--   this

-- off, speaks old
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.region = 1), 1
-- becomes
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales) q WHERE q.region = 1), 1
-- name VARCHAR
--   last
--   none
--   this

-- off, speaks old
SELECT region, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY region, year ORDER BY region
-- becomes
SELECT region, year, count(*), max(name) FROM (SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` NATURAL JOIN years GROUP BY region, year ORDER BY region
-- region INT | year INT | count(*) BIGINT | max(name) VARCHAR
--   1 | 2023 | 1 | last
--   2 | 2024 | 1 | this

-- off, speaks old
SELECT /*+ BNL(years) */ region FROM sales JOIN years USING (region) GROUP BY region ORDER BY region
-- untouched
-- region INT
--   1
--   2

-- off, speaks old
SELECT DISTINCT region FROM sales JOIN years USING (region) ORDER BY region
-- untouched
-- region INT
--   1
--   2

-- off, speaks old
SELECT years.region, count(*) FROM years JOIN sales USING (region) GROUP BY years.region WITH ROLLUP
-- untouched
-- region BIGINT | count(*) BIGINT
--   1 | 2
--   2 | 2
--   null | 4

-- off, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE sales.amount = sales.amount + 1
-- untouched
-- count 3

-- off, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, year, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + year
-- untouched
-- error 1052

-- off, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- untouched
-- count 4

-- off, speaks old
SELECT * FROM sales ORDER BY id
-- becomes
SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales ORDER BY id
-- id INT | region INT | year INT | amount INT
--   1 | 1 | 2023 | 10
--   2 | 1 | 2024 | 20
--   3 | 2 | 2023 | 30
--   4 | null | 2023 | 40
--   5 | 2 | 2024 | null
--   9 | 1 | 2025 | 4

-- off, speaks old
SELECT max(id) FROM sales WHERE region IN (SELECT min(t2.region) FROM (SELECT region FROM sales) AS t2 GROUP BY t2.region WITH ROLLUP HAVING grouping(t2.region) = 0)
-- untouched
-- max(id) INT
--   9

-- off, speaks old
SELECT q.region, count(*) FROM (SELECT * FROM sales) q GROUP BY q.region ORDER BY 1
-- becomes
SELECT q.region, count(*) FROM (SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales) q GROUP BY q.region ORDER BY 1
-- region INT | count(*) BIGINT
--   null | 1
--   1 | 3
--   2 | 2

-- off, speaks old
WITH q AS (SELECT region FROM sales) SELECT DISTINCT q.region FROM q ORDER BY 1
-- untouched
-- region INT
--   null
--   1
--   2

-- off, speaks new
SELECT area, year, sum(amount) FROM sales GROUP BY area, year WITH ROLLUP ORDER BY area, year
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ area, year, sum(amount) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area, year WITH ROLLUP ORDER BY area, year
-- area BIGINT | year BIGINT | sum(amount) DECIMAL
--   null | null | 40
--   null | null | 100
--   null | 2023 | 40
--   1 | null | 30
--   1 | 2023 | 10
--   1 | 2024 | 20
--   2 | null | 30
--   2 | 2023 | 30
--   2 | 2024 | null

-- off, speaks new
SELECT DISTINCT area, grouping(area) AS g, sum(amount) FROM sales GROUP BY area WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(area), area
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ DISTINCT area, grouping(area) AS g, sum(amount) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(area), area
-- area BIGINT | g BIGINT | sum(amount) DECIMAL
--   null | 0 | 40
--   1 | 0 | 30
--   2 | 0 | 30
--   null | 1 | 100

-- off, speaks new
SELECT area + year AS both_of_them, count(*) FROM sales GROUP BY area + year WITH ROLLUP ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ area + year AS both_of_them, count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area + year WITH ROLLUP ORDER BY 1
-- both_of_them BIGINT | count(*) BIGINT
--   null | 1
--   null | 5
--   2024 | 1
--   2025 | 2
--   2026 | 1

-- off, speaks new
SELECT q.area, q.n FROM (SELECT area, count(*) AS n FROM sales GROUP BY area WITH ROLLUP) q WHERE q.area IS NULL ORDER BY q.n
-- becomes
SELECT q.area, q.n FROM (SELECT /*+ NO_MERGE(`sales`) */ area, count(*) AS n FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area WITH ROLLUP) q WHERE q.area IS NULL ORDER BY q.n
-- area BIGINT | n BIGINT
--   null | 1
--   null | 5

-- off, speaks new
SELECT area, count(*) FROM sales GROUP BY area ORDER BY area
-- becomes
SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area`, count(*) FROM sales GROUP BY `sales`.`region` ORDER BY area
-- area BIGINT | count(*) BIGINT
--   null | 1
--   1 | 2
--   2 | 2

-- off, speaks new
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(area) FROM sales), 1
-- becomes
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(max(`sales`.`region`)) AS `max(area)` FROM sales), 1
-- name VARCHAR
--   last
--   none
--   this

-- off, speaks new
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.area = 1), 1
-- becomes
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) q WHERE q.area = 1), 1
-- name VARCHAR
--   last
--   none
--   this

-- off, speaks new
SELECT area, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY area, year ORDER BY area
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ area, year, count(*), max(name) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` NATURAL JOIN years GROUP BY area, year ORDER BY area
-- area BIGINT | year INT | count(*) BIGINT | max(name) VARCHAR
--   null | 2023 | 1 | last
--   1 | 2023 | 1 | last
--   1 | 2024 | 1 | this
--   2 | 2023 | 1 | last
--   2 | 2024 | 1 | this

-- off, speaks new
INSERT INTO sales (id, area, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- becomes
INSERT INTO sales (id, area, year, amount, `region`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_down_1_checked`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- count 3

-- off, speaks new
SELECT * FROM sales ORDER BY id
-- becomes
SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales ORDER BY id
-- id INT | year INT | amount INT | area BIGINT
--   1 | 2023 | 10 | 1
--   2 | 2024 | 20 | 1
--   3 | 2023 | 30 | 2
--   4 | 2023 | 40 | null
--   5 | 2024 | null | 2
--   9 | 2025 | 2 | 1

-- off, speaks new
SELECT max(id) FROM sales WHERE area IN (SELECT min(t2.area) FROM (SELECT area FROM sales) AS t2 GROUP BY t2.area WITH ROLLUP HAVING grouping(t2.area) = 0)
-- becomes
SELECT max(id) FROM sales WHERE crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) IN (SELECT /*+ NO_MERGE(`t2`) */ min(t2.area) FROM (SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS t2 GROUP BY t2.area WITH ROLLUP HAVING grouping(t2.area) = 0)
-- max(id) INT
--   9

-- off, speaks new
SELECT q.area, count(*) FROM (SELECT * FROM sales) q GROUP BY q.area ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`q`) */ q.area, count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) q GROUP BY q.area ORDER BY 1
-- area BIGINT | count(*) BIGINT
--   null | 1
--   1 | 3
--   2 | 2

-- off, speaks new
WITH q AS (SELECT area FROM sales) SELECT DISTINCT q.area FROM q ORDER BY 1
-- becomes
WITH q AS (SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) SELECT /*+ NO_MERGE(`q`) */ DISTINCT q.area FROM q ORDER BY 1
-- area BIGINT
--   null
--   1
--   2

-- dual-write, speaks old
SELECT region, year, sum(amount) FROM sales GROUP BY region, year WITH ROLLUP ORDER BY region, year
-- untouched
-- region BIGINT | year BIGINT | sum(amount) DECIMAL
--   null | null | 40
--   null | null | 100
--   null | 2023 | 40
--   1 | null | 30
--   1 | 2023 | 10
--   1 | 2024 | 20
--   2 | null | 30
--   2 | 2023 | 30
--   2 | 2024 | null

-- dual-write, speaks old
SELECT DISTINCT region, grouping(region) AS g, sum(amount) FROM sales GROUP BY region WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(region), region
-- untouched
-- region BIGINT | g BIGINT | sum(amount) DECIMAL
--   null | 0 | 40
--   1 | 0 | 30
--   2 | 0 | 30
--   null | 1 | 100

-- dual-write, speaks old
SELECT region + year AS both_of_them, count(*) FROM sales GROUP BY region + year WITH ROLLUP ORDER BY 1
-- untouched
-- both_of_them BIGINT | count(*) BIGINT
--   null | 1
--   null | 5
--   2024 | 1
--   2025 | 2
--   2026 | 1

-- dual-write, speaks old
SELECT q.region, q.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region WITH ROLLUP) q WHERE q.region IS NULL ORDER BY q.n
-- untouched
-- region BIGINT | n BIGINT
--   null | 1
--   null | 5

-- dual-write, speaks old
SELECT region, count(*) FROM sales GROUP BY region ORDER BY region
-- untouched
-- region INT | count(*) BIGINT
--   null | 1
--   1 | 2
--   2 | 2

-- dual-write, speaks old
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(region) FROM sales), 1
-- untouched
-- name VARCHAR
--   last
--   none
--   this

-- dual-write, speaks old
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.region = 1), 1
-- becomes
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales) q WHERE q.region = 1), 1
-- name VARCHAR
--   last
--   none
--   this

-- dual-write, speaks old
SELECT region, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY region, year ORDER BY region
-- becomes
SELECT region, year, count(*), max(name) FROM (SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` NATURAL JOIN years GROUP BY region, year ORDER BY region
-- region INT | year INT | count(*) BIGINT | max(name) VARCHAR
--   1 | 2023 | 1 | last
--   2 | 2024 | 1 | this

-- dual-write, speaks old
SELECT /*+ BNL(years) */ region FROM sales JOIN years USING (region) GROUP BY region ORDER BY region
-- untouched
-- region INT
--   1
--   2

-- dual-write, speaks old
SELECT DISTINCT region FROM sales JOIN years USING (region) ORDER BY region
-- untouched
-- region INT
--   1
--   2

-- dual-write, speaks old
SELECT years.region, count(*) FROM years JOIN sales USING (region) GROUP BY years.region WITH ROLLUP
-- untouched
-- region BIGINT | count(*) BIGINT
--   1 | 2
--   2 | 2
--   null | 4

-- dual-write, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE sales.amount = sales.amount + 1
-- becomes
INSERT INTO sales (id, region, year, amount, `area`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_up_1_record`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE sales.amount = sales.amount + 1
-- count 3

-- dual-write, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, year, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + year
-- refused: Crossfade: INSERT ... SELECT ... ON DUPLICATE KEY UPDATE with a column of the query, into table shop.sales

-- dual-write, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- becomes
INSERT INTO sales (id, region, year, amount, `area`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_up_1_record`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- count 4

-- dual-write, speaks old
SELECT * FROM sales ORDER BY id
-- becomes
SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales ORDER BY id
-- id INT | region INT | year INT | amount INT
--   1 | 1 | 2023 | 10
--   2 | 1 | 2024 | 20
--   3 | 2 | 2023 | 30
--   4 | null | 2023 | 40
--   5 | 2 | 2024 | null
--   9 | 1 | 2025 | 4

-- dual-write, speaks old
SELECT max(id) FROM sales WHERE region IN (SELECT min(t2.region) FROM (SELECT region FROM sales) AS t2 GROUP BY t2.region WITH ROLLUP HAVING grouping(t2.region) = 0)
-- untouched
-- max(id) INT
--   9

-- dual-write, speaks old
SELECT q.region, count(*) FROM (SELECT * FROM sales) q GROUP BY q.region ORDER BY 1
-- becomes
SELECT q.region, count(*) FROM (SELECT `sales`.`id`, `sales`.`region`, `sales`.`year`, `sales`.`amount` FROM sales) q GROUP BY q.region ORDER BY 1
-- region INT | count(*) BIGINT
--   null | 1
--   1 | 3
--   2 | 2

-- dual-write, speaks old
WITH q AS (SELECT region FROM sales) SELECT DISTINCT q.region FROM q ORDER BY 1
-- untouched
-- region INT
--   null
--   1
--   2

-- dual-write, speaks new
SELECT area, year, sum(amount) FROM sales GROUP BY area, year WITH ROLLUP ORDER BY area, year
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ area, year, sum(amount) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area, year WITH ROLLUP ORDER BY area, year
-- area BIGINT | year BIGINT | sum(amount) DECIMAL
--   null | null | 40
--   null | null | 100
--   null | 2023 | 40
--   1 | null | 30
--   1 | 2023 | 10
--   1 | 2024 | 20
--   2 | null | 30
--   2 | 2023 | 30
--   2 | 2024 | null

-- dual-write, speaks new
SELECT DISTINCT area, grouping(area) AS g, sum(amount) FROM sales GROUP BY area WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(area), area
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ DISTINCT area, grouping(area) AS g, sum(amount) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(area), area
-- area BIGINT | g BIGINT | sum(amount) DECIMAL
--   null | 0 | 40
--   1 | 0 | 30
--   2 | 0 | 30
--   null | 1 | 100

-- dual-write, speaks new
SELECT area + year AS both_of_them, count(*) FROM sales GROUP BY area + year WITH ROLLUP ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ area + year AS both_of_them, count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area + year WITH ROLLUP ORDER BY 1
-- both_of_them BIGINT | count(*) BIGINT
--   null | 1
--   null | 5
--   2024 | 1
--   2025 | 2
--   2026 | 1

-- dual-write, speaks new
SELECT q.area, q.n FROM (SELECT area, count(*) AS n FROM sales GROUP BY area WITH ROLLUP) q WHERE q.area IS NULL ORDER BY q.n
-- becomes
SELECT q.area, q.n FROM (SELECT /*+ NO_MERGE(`sales`) */ area, count(*) AS n FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` GROUP BY area WITH ROLLUP) q WHERE q.area IS NULL ORDER BY q.n
-- area BIGINT | n BIGINT
--   null | 1
--   null | 5

-- dual-write, speaks new
SELECT area, count(*) FROM sales GROUP BY area ORDER BY area
-- becomes
SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area`, count(*) FROM sales GROUP BY `sales`.`region` ORDER BY area
-- area BIGINT | count(*) BIGINT
--   null | 1
--   1 | 2
--   2 | 2

-- dual-write, speaks new
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(area) FROM sales), 1
-- becomes
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(max(`sales`.`region`)) AS `max(area)` FROM sales), 1
-- name VARCHAR
--   last
--   none
--   this

-- dual-write, speaks new
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.area = 1), 1
-- becomes
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) q WHERE q.area = 1), 1
-- name VARCHAR
--   last
--   none
--   this

-- dual-write, speaks new
SELECT area, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY area, year ORDER BY area
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ area, year, count(*), max(name) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS `sales` NATURAL JOIN years GROUP BY area, year ORDER BY area
-- area BIGINT | year INT | count(*) BIGINT | max(name) VARCHAR
--   null | 2023 | 1 | last
--   1 | 2023 | 1 | last
--   1 | 2024 | 1 | this
--   2 | 2023 | 1 | last
--   2 | 2024 | 1 | this

-- dual-write, speaks new
INSERT INTO sales (id, area, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- becomes
INSERT INTO sales (id, area, year, amount, `region`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_down_1_checked`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- count 3

-- dual-write, speaks new
SELECT * FROM sales ORDER BY id
-- becomes
SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales ORDER BY id
-- id INT | year INT | amount INT | area BIGINT
--   1 | 2023 | 10 | 1
--   2 | 2024 | 20 | 1
--   3 | 2023 | 30 | 2
--   4 | 2023 | 40 | null
--   5 | 2024 | null | 2
--   9 | 2025 | 2 | 1

-- dual-write, speaks new
SELECT max(id) FROM sales WHERE area IN (SELECT min(t2.area) FROM (SELECT area FROM sales) AS t2 GROUP BY t2.area WITH ROLLUP HAVING grouping(t2.area) = 0)
-- becomes
SELECT max(id) FROM sales WHERE crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) IN (SELECT /*+ NO_MERGE(`t2`) */ min(t2.area) FROM (SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) AS t2 GROUP BY t2.area WITH ROLLUP HAVING grouping(t2.area) = 0)
-- max(id) INT
--   9

-- dual-write, speaks new
SELECT q.area, count(*) FROM (SELECT * FROM sales) q GROUP BY q.area ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`q`) */ q.area, count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) q GROUP BY q.area ORDER BY 1
-- area BIGINT | count(*) BIGINT
--   null | 1
--   1 | 3
--   2 | 2

-- dual-write, speaks new
WITH q AS (SELECT area FROM sales) SELECT DISTINCT q.area FROM q ORDER BY 1
-- becomes
WITH q AS (SELECT crossfade.`case-rollup-and-grouped-joins_up_1_null`(`sales`.`region`) AS `area` FROM sales) SELECT /*+ NO_MERGE(`q`) */ DISTINCT q.area FROM q ORDER BY 1
-- area BIGINT
--   null
--   1
--   2

-- live, speaks old
SELECT region, year, sum(amount) FROM sales GROUP BY region, year WITH ROLLUP ORDER BY region, year
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ region, year, sum(amount) FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` GROUP BY region, year WITH ROLLUP ORDER BY region, year
-- region BIGINT | year BIGINT | sum(amount) DECIMAL
--   null | null | 40
--   null | null | 100
--   null | 2023 | 40
--   1 | null | 30
--   1 | 2023 | 10
--   1 | 2024 | 20
--   2 | null | 30
--   2 | 2023 | 30
--   2 | 2024 | null

-- live, speaks old
SELECT DISTINCT region, grouping(region) AS g, sum(amount) FROM sales GROUP BY region WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(region), region
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ DISTINCT region, grouping(region) AS g, sum(amount) FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` GROUP BY region WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(region), region
-- region BIGINT | g BIGINT | sum(amount) DECIMAL
--   null | 0 | 40
--   1 | 0 | 30
--   2 | 0 | 30
--   null | 1 | 100

-- live, speaks old
SELECT region + year AS both_of_them, count(*) FROM sales GROUP BY region + year WITH ROLLUP ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ region + year AS both_of_them, count(*) FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` GROUP BY region + year WITH ROLLUP ORDER BY 1
-- both_of_them BIGINT | count(*) BIGINT
--   null | 1
--   null | 5
--   2024 | 1
--   2025 | 2
--   2026 | 1

-- live, speaks old
SELECT q.region, q.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region WITH ROLLUP) q WHERE q.region IS NULL ORDER BY q.n
-- becomes
SELECT q.region, q.n FROM (SELECT /*+ NO_MERGE(`sales`) */ region, count(*) AS n FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` GROUP BY region WITH ROLLUP) q WHERE q.region IS NULL ORDER BY q.n
-- region BIGINT | n BIGINT
--   null | 1
--   null | 5

-- live, speaks old
SELECT region, count(*) FROM sales GROUP BY region ORDER BY region
-- becomes
SELECT crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, count(*) FROM sales GROUP BY `sales`.`area` ORDER BY region
-- region INT | count(*) BIGINT
--   null | 1
--   1 | 2
--   2 | 2

-- live, speaks old
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(region) FROM sales), 1
-- becomes
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT crossfade.`case-rollup-and-grouped-joins_down_1`(max(`sales`.`area`)) AS `max(region)` FROM sales), 1
-- name VARCHAR
--   last
--   none
--   this

-- live, speaks old
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.region = 1), 1
-- becomes
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) q WHERE q.region = 1), 1
-- name VARCHAR
--   last
--   none
--   this

-- live, speaks old
SELECT region, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY region, year ORDER BY region
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ region, year, count(*), max(name) FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` NATURAL JOIN years GROUP BY region, year ORDER BY region
-- region INT | year INT | count(*) BIGINT | max(name) VARCHAR
--   1 | 2023 | 1 | last
--   2 | 2024 | 1 | this

-- live, speaks old
SELECT /*+ BNL(years) */ region FROM sales JOIN years USING (region) GROUP BY region ORDER BY region
-- becomes
SELECT /*+ NO_MERGE(`sales`)  BNL(years) */ region FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` JOIN years USING (region) GROUP BY region ORDER BY region
-- region INT
--   1
--   2

-- live, speaks old
SELECT DISTINCT region FROM sales JOIN years USING (region) ORDER BY region
-- becomes
SELECT /*+ NO_MERGE(`sales`) */ DISTINCT region FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) AS `sales` JOIN years USING (region) ORDER BY region
-- region INT
--   1
--   2

-- live, speaks old
SELECT years.region, count(*) FROM years JOIN sales USING (region) GROUP BY years.region WITH ROLLUP
-- refused: Crossfade: column region in a ROLLUP beside a column of that name, which is computed while it migrates

-- live, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE sales.amount = sales.amount + 1
-- becomes
INSERT INTO sales (id, region, year, amount, `area`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_up_1_raise`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE sales.amount = sales.amount + 1
-- count 3

-- live, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, year, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + year
-- refused: Crossfade: INSERT ... SELECT ... ON DUPLICATE KEY UPDATE with a column of the query, into table shop.sales

-- live, speaks old
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- becomes
INSERT INTO sales (id, region, year, amount, `area`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_up_1_raise`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- count 4

-- live, speaks old
SELECT * FROM sales ORDER BY id
-- becomes
SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales ORDER BY id
-- id INT | region INT | year INT | amount INT
--   1 | 1 | 2023 | 10
--   2 | 1 | 2024 | 20
--   3 | 2 | 2023 | 30
--   4 | null | 2023 | 40
--   5 | 2 | 2024 | null
--   9 | 1 | 2025 | 4

-- live, speaks old
SELECT max(id) FROM sales WHERE region IN (SELECT min(t2.region) FROM (SELECT region FROM sales) AS t2 GROUP BY t2.region WITH ROLLUP HAVING grouping(t2.region) = 0)
-- becomes
SELECT max(id) FROM sales WHERE crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) IN (SELECT /*+ NO_MERGE(`t2`) */ min(t2.region) FROM (SELECT crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region` FROM sales) AS t2 GROUP BY t2.region WITH ROLLUP HAVING grouping(t2.region) = 0)
-- max(id) INT
--   9

-- live, speaks old
SELECT q.region, count(*) FROM (SELECT * FROM sales) q GROUP BY q.region ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`q`) */ q.region, count(*) FROM (SELECT `sales`.`id`, crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region`, `sales`.`year`, `sales`.`amount` FROM sales) q GROUP BY q.region ORDER BY 1
-- region INT | count(*) BIGINT
--   null | 1
--   1 | 3
--   2 | 2

-- live, speaks old
WITH q AS (SELECT region FROM sales) SELECT DISTINCT q.region FROM q ORDER BY 1
-- becomes
WITH q AS (SELECT crossfade.`case-rollup-and-grouped-joins_down_1`(`sales`.`area`) AS `region` FROM sales) SELECT /*+ NO_MERGE(`q`) */ DISTINCT q.region FROM q ORDER BY 1
-- region INT
--   null
--   1
--   2

-- live, speaks new
SELECT area, year, sum(amount) FROM sales GROUP BY area, year WITH ROLLUP ORDER BY area, year
-- untouched
-- area BIGINT | year BIGINT | sum(amount) DECIMAL
--   null | null | 40
--   null | null | 100
--   null | 2023 | 40
--   1 | null | 30
--   1 | 2023 | 10
--   1 | 2024 | 20
--   2 | null | 30
--   2 | 2023 | 30
--   2 | 2024 | null

-- live, speaks new
SELECT DISTINCT area, grouping(area) AS g, sum(amount) FROM sales GROUP BY area WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(area), area
-- untouched
-- area BIGINT | g BIGINT | sum(amount) DECIMAL
--   null | 0 | 40
--   1 | 0 | 30
--   2 | 0 | 30
--   null | 1 | 100

-- live, speaks new
SELECT area + year AS both_of_them, count(*) FROM sales GROUP BY area + year WITH ROLLUP ORDER BY 1
-- untouched
-- both_of_them BIGINT | count(*) BIGINT
--   null | 1
--   null | 5
--   2024 | 1
--   2025 | 2
--   2026 | 1

-- live, speaks new
SELECT q.area, q.n FROM (SELECT area, count(*) AS n FROM sales GROUP BY area WITH ROLLUP) q WHERE q.area IS NULL ORDER BY q.n
-- untouched
-- area BIGINT | n BIGINT
--   null | 1
--   null | 5

-- live, speaks new
SELECT area, count(*) FROM sales GROUP BY area ORDER BY area
-- untouched
-- area BIGINT | count(*) BIGINT
--   null | 1
--   1 | 2
--   2 | 2

-- live, speaks new
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(area) FROM sales), 1
-- untouched
-- name VARCHAR
--   last
--   none
--   this

-- live, speaks new
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.area = 1), 1
-- becomes
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, `sales`.`area` FROM sales) q WHERE q.area = 1), 1
-- name VARCHAR
--   last
--   none
--   this

-- live, speaks new
SELECT area, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY area, year ORDER BY area
-- becomes
SELECT area, year, count(*), max(name) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, `sales`.`area` FROM sales) AS `sales` NATURAL JOIN years GROUP BY area, year ORDER BY area
-- area BIGINT | year INT | count(*) BIGINT | max(name) VARCHAR
--   null | 2023 | 1 | last
--   1 | 2023 | 1 | last
--   1 | 2024 | 1 | this
--   2 | 2023 | 1 | last
--   2 | 2024 | 1 | this

-- live, speaks new
INSERT INTO sales (id, area, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- becomes
INSERT INTO sales (id, area, year, amount, `region`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-rollup-and-grouped-joins_down_1_checked`(crossfade_value.c2) FROM (SELECT 9, region, 2025, 1 FROM years) AS crossfade_value (c1, c2, c3, c4) ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)
-- count 3

-- live, speaks new
SELECT * FROM sales ORDER BY id
-- becomes
SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, `sales`.`area` FROM sales ORDER BY id
-- id INT | year INT | amount INT | area BIGINT
--   1 | 2023 | 10 | 1
--   2 | 2024 | 20 | 1
--   3 | 2023 | 30 | 2
--   4 | 2023 | 40 | null
--   5 | 2024 | null | 2
--   9 | 2025 | 2 | 1

-- live, speaks new
SELECT max(id) FROM sales WHERE area IN (SELECT min(t2.area) FROM (SELECT area FROM sales) AS t2 GROUP BY t2.area WITH ROLLUP HAVING grouping(t2.area) = 0)
-- untouched
-- max(id) INT
--   9

-- live, speaks new
SELECT q.area, count(*) FROM (SELECT * FROM sales) q GROUP BY q.area ORDER BY 1
-- becomes
SELECT q.area, count(*) FROM (SELECT `sales`.`id`, `sales`.`year`, `sales`.`amount`, `sales`.`area` FROM sales) q GROUP BY q.area ORDER BY 1
-- area BIGINT | count(*) BIGINT
--   null | 1
--   1 | 3
--   2 | 2

-- live, speaks new
WITH q AS (SELECT area FROM sales) SELECT DISTINCT q.area FROM q ORDER BY 1
-- untouched
-- area BIGINT
--   null
--   1
--   2

