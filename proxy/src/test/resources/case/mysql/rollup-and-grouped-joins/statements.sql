-- speaks old
SELECT region, year, sum(amount) FROM sales GROUP BY region, year WITH ROLLUP ORDER BY region, year;
SELECT DISTINCT region, grouping(region) AS g, sum(amount) FROM sales GROUP BY region WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(region), region;
SELECT region + year AS both_of_them, count(*) FROM sales GROUP BY region + year WITH ROLLUP ORDER BY 1;
SELECT q.region, q.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region WITH ROLLUP) q WHERE q.region IS NULL ORDER BY q.n;
SELECT region, count(*) FROM sales GROUP BY region ORDER BY region;
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(region) FROM sales), 1;
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.region = 1), 1;
SELECT region, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY region, year ORDER BY region;
SELECT /*+ BNL(years) */ region FROM sales JOIN years USING (region) GROUP BY region ORDER BY region;
SELECT DISTINCT region FROM sales JOIN years USING (region) ORDER BY region;
SELECT years.region, count(*) FROM years JOIN sales USING (region) GROUP BY years.region WITH ROLLUP;
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE sales.amount = sales.amount + 1;
-- differs: refused, where the server calls the column ambiguous
INSERT INTO sales (id, region, year, amount) SELECT 9, region, year, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + year;
INSERT INTO sales (id, region, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount);
SELECT * FROM sales ORDER BY id;
SELECT max(id) FROM sales WHERE region IN (SELECT min(t2.region) FROM (SELECT region FROM sales) AS t2 GROUP BY t2.region WITH ROLLUP HAVING grouping(t2.region) = 0);
SELECT q.region, count(*) FROM (SELECT * FROM sales) q GROUP BY q.region ORDER BY 1;
WITH q AS (SELECT region FROM sales) SELECT DISTINCT q.region FROM q ORDER BY 1;
-- speaks new
SELECT area, year, sum(amount) FROM sales GROUP BY area, year WITH ROLLUP ORDER BY area, year;
SELECT DISTINCT area, grouping(area) AS g, sum(amount) FROM sales GROUP BY area WITH ROLLUP HAVING sum(amount) > 20 ORDER BY grouping(area), area;
SELECT area + year AS both_of_them, count(*) FROM sales GROUP BY area + year WITH ROLLUP ORDER BY 1;
SELECT q.area, q.n FROM (SELECT area, count(*) AS n FROM sales GROUP BY area WITH ROLLUP) q WHERE q.area IS NULL ORDER BY q.n;
SELECT area, count(*) FROM sales GROUP BY area ORDER BY area;
SELECT name FROM years UNION SELECT 'none' ORDER BY (SELECT max(area) FROM sales), 1;
(SELECT name FROM years) UNION ALL (SELECT 'none') ORDER BY (SELECT count(*) FROM (SELECT * FROM sales) q WHERE q.area = 1), 1;
SELECT area, year, count(*), max(name) FROM sales NATURAL JOIN years GROUP BY area, year ORDER BY area;
INSERT INTO sales (id, area, year, amount) SELECT 9, region, 2025, 1 FROM years ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount);
SELECT * FROM sales ORDER BY id;
SELECT max(id) FROM sales WHERE area IN (SELECT min(t2.area) FROM (SELECT area FROM sales) AS t2 GROUP BY t2.area WITH ROLLUP HAVING grouping(t2.area) = 0);
SELECT q.area, count(*) FROM (SELECT * FROM sales) q GROUP BY q.area ORDER BY 1;
WITH q AS (SELECT area FROM sales) SELECT DISTINCT q.area FROM q ORDER BY 1;
