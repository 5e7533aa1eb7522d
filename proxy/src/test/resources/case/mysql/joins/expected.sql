-- off, speaks old
SELECT o.ref, o.item, weight FROM orders o JOIN parcels p ON p.ref = o.ref ORDER BY 1
-- untouched
-- ref INT | item VARCHAR | weight INT
--   10 | lamp | 1
--   30 | lamp | 3

-- off, speaks old
SELECT ref, item, weight FROM orders JOIN parcels USING (ref) ORDER BY ref
-- untouched
-- ref INT | item VARCHAR | weight INT
--   10 | lamp | 1
--   30 | lamp | 3

-- off, speaks old
SELECT * FROM orders JOIN parcels USING (ref) ORDER BY ref
-- becomes
SELECT `ref`, `orders`.`id`, `orders`.`item`, `orders`.`qty`, `parcels`.`weight` FROM orders JOIN parcels USING (ref) ORDER BY ref
-- ref INT | id INT | item VARCHAR | qty INT | weight INT
--   10 | 1 | lamp | 2 | 1
--   30 | 3 | lamp | 5 | 3

-- off, speaks old
SELECT * FROM orders NATURAL JOIN parcels ORDER BY ref
-- becomes
SELECT * FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` NATURAL JOIN parcels ORDER BY ref
-- ref INT | id INT | item VARCHAR | qty INT | weight INT
--   10 | 1 | lamp | 2 | 1
--   30 | 3 | lamp | 5 | 3

-- off, speaks old
SELECT ref, o.ref AS a, p.ref AS b FROM orders o RIGHT JOIN parcels p USING (ref) ORDER BY 1
-- untouched
-- ref INT | a INT | b INT
--   10 | 10 | 10
--   30 | 30 | 30
--   90 | null | 90

-- off, speaks old
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.ref ORDER BY o.id
-- becomes
SELECT o.`id`, o.`ref`, o.`item`, o.`qty`, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.ref ORDER BY o.id
-- id INT | ref INT | item VARCHAR | qty INT | weight INT
--   1 | 10 | lamp | 2 | 1
--   2 | 20 | chair | 1 | null
--   3 | 30 | lamp | 5 | 3
--   4 | null | null | 3 | null

-- off, speaks old
SELECT a.ref, b.ref AS other FROM orders a STRAIGHT_JOIN orders b ON a.item = b.item AND a.ref < b.ref
-- untouched
-- ref INT | other INT
--   10 | 30

-- off, speaks old
SELECT count(*) FROM orders CROSS JOIN parcels
-- untouched
-- count(*) BIGINT
--   12

-- off, speaks old
SELECT ref FROM orders JOIN parcels USING (ref) ORDER BY weight DESC
-- untouched
-- ref INT
--   30
--   10

-- off, speaks old
SELECT ref, row_number() OVER (ORDER BY ref) AS r FROM orders JOIN parcels USING (ref) ORDER BY r
-- untouched
-- ref INT | r BIGINT UNSIGNED
--   10 | 1
--   30 | 2

-- off, speaks old
SELECT q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT * FROM orders) q ORDER BY r
-- becomes
SELECT q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) q ORDER BY r
-- ref INT | r BIGINT UNSIGNED
--   10 | 1
--   20 | 2
--   30 | 3
--   null | 4

-- off, speaks old
SELECT q.ref FROM (SELECT * FROM orders) q ORDER BY q.item, q.id
-- becomes
SELECT q.ref FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) q ORDER BY q.item, q.id
-- ref INT
--   null
--   20
--   10
--   30

-- off, speaks old
SELECT q.ref FROM (SELECT * FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight
-- becomes
SELECT q.ref FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight
-- ref INT
--   null
--   null
--   20
--   20
--   10
--   10
--   30
--   30

-- off, speaks old
SELECT ref + 1 AS n FROM orders JOIN parcels USING (ref) ORDER BY n
-- untouched
-- n BIGINT
--   11
--   31

-- off, speaks old
SELECT ref FROM orders JOIN parcels USING (ref) UNION SELECT 5 ORDER BY ref
-- untouched
-- ref BIGINT
--   5
--   10
--   30

-- off, speaks new
SELECT o.ref_new, weight FROM orders o JOIN parcels p ON p.ref = o.ref_new ORDER BY 1
-- becomes
SELECT crossfade.`case-joins_up_1_null`(o.`ref`) AS `ref_new`, weight FROM orders o JOIN parcels p ON p.ref = o.`ref` ORDER BY 1
-- ref_new BIGINT | weight INT
--   10 | 1
--   30 | 3

-- off, speaks new
SELECT * FROM orders o RIGHT JOIN parcels p ON p.ref = o.ref_new ORDER BY p.ref
-- becomes
SELECT `o`.`id`, `o`.`item`, `o`.`qty`, crossfade.`case-joins_up_1_null`(`o`.`ref`) AS `ref_new`, `p`.* FROM orders o RIGHT JOIN parcels p ON p.ref = o.`ref` ORDER BY p.ref
-- id INT | item VARCHAR | qty INT | ref_new BIGINT | ref INT | weight INT
--   1 | lamp | 2 | 10 | 10 | 1
--   3 | lamp | 5 | 30 | 30 | 3
--   null | null | null | null | 90 | 9

-- off, speaks new
SELECT a.ref_new, b.ref_new AS other FROM orders a JOIN orders b USING (item) WHERE a.ref_new < b.ref_new
-- becomes
SELECT crossfade.`case-joins_up_1_null`(a.`ref`) AS `ref_new`, crossfade.`case-joins_up_1_null`(b.`ref`) AS other FROM orders a JOIN orders b USING (item) WHERE a.`ref` < crossfade.`case-joins_up_1_null`(b.`ref`)
-- ref_new BIGINT | other BIGINT
--   10 | 30

-- dual-write, speaks old
SELECT o.ref, o.item, weight FROM orders o JOIN parcels p ON p.ref = o.ref ORDER BY 1
-- untouched
-- ref INT | item VARCHAR | weight INT
--   10 | lamp | 1
--   30 | lamp | 3

-- dual-write, speaks old
SELECT ref, item, weight FROM orders JOIN parcels USING (ref) ORDER BY ref
-- untouched
-- ref INT | item VARCHAR | weight INT
--   10 | lamp | 1
--   30 | lamp | 3

-- dual-write, speaks old
SELECT * FROM orders JOIN parcels USING (ref) ORDER BY ref
-- becomes
SELECT `ref`, `orders`.`id`, `orders`.`item`, `orders`.`qty`, `parcels`.`weight` FROM orders JOIN parcels USING (ref) ORDER BY ref
-- ref INT | id INT | item VARCHAR | qty INT | weight INT
--   10 | 1 | lamp | 2 | 1
--   30 | 3 | lamp | 5 | 3

-- dual-write, speaks old
SELECT * FROM orders NATURAL JOIN parcels ORDER BY ref
-- becomes
SELECT * FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` NATURAL JOIN parcels ORDER BY ref
-- ref INT | id INT | item VARCHAR | qty INT | weight INT
--   10 | 1 | lamp | 2 | 1
--   30 | 3 | lamp | 5 | 3

-- dual-write, speaks old
SELECT ref, o.ref AS a, p.ref AS b FROM orders o RIGHT JOIN parcels p USING (ref) ORDER BY 1
-- untouched
-- ref INT | a INT | b INT
--   10 | 10 | 10
--   30 | 30 | 30
--   90 | null | 90

-- dual-write, speaks old
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.ref ORDER BY o.id
-- becomes
SELECT o.`id`, o.`ref`, o.`item`, o.`qty`, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.ref ORDER BY o.id
-- id INT | ref INT | item VARCHAR | qty INT | weight INT
--   1 | 10 | lamp | 2 | 1
--   2 | 20 | chair | 1 | null
--   3 | 30 | lamp | 5 | 3
--   4 | null | null | 3 | null

-- dual-write, speaks old
SELECT a.ref, b.ref AS other FROM orders a STRAIGHT_JOIN orders b ON a.item = b.item AND a.ref < b.ref
-- untouched
-- ref INT | other INT
--   10 | 30

-- dual-write, speaks old
SELECT count(*) FROM orders CROSS JOIN parcels
-- untouched
-- count(*) BIGINT
--   12

-- dual-write, speaks old
SELECT ref FROM orders JOIN parcels USING (ref) ORDER BY weight DESC
-- untouched
-- ref INT
--   30
--   10

-- dual-write, speaks old
SELECT ref, row_number() OVER (ORDER BY ref) AS r FROM orders JOIN parcels USING (ref) ORDER BY r
-- untouched
-- ref INT | r BIGINT UNSIGNED
--   10 | 1
--   30 | 2

-- dual-write, speaks old
SELECT q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT * FROM orders) q ORDER BY r
-- becomes
SELECT q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) q ORDER BY r
-- ref INT | r BIGINT UNSIGNED
--   10 | 1
--   20 | 2
--   30 | 3
--   null | 4

-- dual-write, speaks old
SELECT q.ref FROM (SELECT * FROM orders) q ORDER BY q.item, q.id
-- becomes
SELECT q.ref FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) q ORDER BY q.item, q.id
-- ref INT
--   null
--   20
--   10
--   30

-- dual-write, speaks old
SELECT q.ref FROM (SELECT * FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight
-- becomes
SELECT q.ref FROM (SELECT `orders`.`id`, `orders`.`ref`, `orders`.`item`, `orders`.`qty` FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight
-- ref INT
--   null
--   null
--   20
--   20
--   10
--   10
--   30
--   30

-- dual-write, speaks old
SELECT ref + 1 AS n FROM orders JOIN parcels USING (ref) ORDER BY n
-- untouched
-- n BIGINT
--   11
--   31

-- dual-write, speaks old
SELECT ref FROM orders JOIN parcels USING (ref) UNION SELECT 5 ORDER BY ref
-- untouched
-- ref BIGINT
--   5
--   10
--   30

-- dual-write, speaks new
SELECT o.ref_new, weight FROM orders o JOIN parcels p ON p.ref = o.ref_new ORDER BY 1
-- becomes
SELECT crossfade.`case-joins_up_1_null`(o.`ref`) AS `ref_new`, weight FROM orders o JOIN parcels p ON p.ref = o.`ref` ORDER BY 1
-- ref_new BIGINT | weight INT
--   10 | 1
--   30 | 3

-- dual-write, speaks new
SELECT * FROM orders o RIGHT JOIN parcels p ON p.ref = o.ref_new ORDER BY p.ref
-- becomes
SELECT `o`.`id`, `o`.`item`, `o`.`qty`, crossfade.`case-joins_up_1_null`(`o`.`ref`) AS `ref_new`, `p`.* FROM orders o RIGHT JOIN parcels p ON p.ref = o.`ref` ORDER BY p.ref
-- id INT | item VARCHAR | qty INT | ref_new BIGINT | ref INT | weight INT
--   1 | lamp | 2 | 10 | 10 | 1
--   3 | lamp | 5 | 30 | 30 | 3
--   null | null | null | null | 90 | 9

-- dual-write, speaks new
SELECT a.ref_new, b.ref_new AS other FROM orders a JOIN orders b USING (item) WHERE a.ref_new < b.ref_new
-- becomes
SELECT crossfade.`case-joins_up_1_null`(a.`ref`) AS `ref_new`, crossfade.`case-joins_up_1_null`(b.`ref`) AS other FROM orders a JOIN orders b USING (item) WHERE a.`ref` < crossfade.`case-joins_up_1_null`(b.`ref`)
-- ref_new BIGINT | other BIGINT
--   10 | 30

-- live, speaks old
SELECT o.ref, o.item, weight FROM orders o JOIN parcels p ON p.ref = o.ref ORDER BY 1
-- becomes
SELECT crossfade.`case-joins_down_1`(o.`ref_new`) AS `ref`, o.item, weight FROM orders o JOIN parcels p ON p.ref = o.`ref_new` ORDER BY 1
-- ref INT | item VARCHAR | weight INT
--   10 | lamp | 1
--   30 | lamp | 3

-- live, speaks old
SELECT ref, item, weight FROM orders JOIN parcels USING (ref) ORDER BY ref
-- becomes
SELECT /*+ NO_MERGE(`orders`) */ ref, item, weight FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` JOIN parcels USING (ref) ORDER BY ref
-- ref INT | item VARCHAR | weight INT
--   10 | lamp | 1
--   30 | lamp | 3

-- live, speaks old
SELECT * FROM orders JOIN parcels USING (ref) ORDER BY ref
-- becomes
SELECT /*+ NO_MERGE(`orders`) */ * FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` JOIN parcels USING (ref) ORDER BY ref
-- ref INT | id INT | item VARCHAR | qty INT | weight INT
--   10 | 1 | lamp | 2 | 1
--   30 | 3 | lamp | 5 | 3

-- live, speaks old
SELECT * FROM orders NATURAL JOIN parcels ORDER BY ref
-- becomes
SELECT /*+ NO_MERGE(`orders`) */ * FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` NATURAL JOIN parcels ORDER BY ref
-- ref INT | id INT | item VARCHAR | qty INT | weight INT
--   10 | 1 | lamp | 2 | 1
--   30 | 3 | lamp | 5 | 3

-- live, speaks old
SELECT ref, o.ref AS a, p.ref AS b FROM orders o RIGHT JOIN parcels p USING (ref) ORDER BY 1
-- becomes
SELECT /*+ NO_MERGE(`o`) */ ref, o.ref AS a, p.ref AS b FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) o RIGHT JOIN parcels p USING (ref) ORDER BY 1
-- ref INT | a INT | b INT
--   10 | 10 | 10
--   30 | 30 | 30
--   90 | null | 90

-- live, speaks old
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.ref ORDER BY o.id
-- becomes
SELECT o.`id`, crossfade.`case-joins_down_1`(o.`ref_new`) AS `ref`, o.`item`, o.`qty`, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.`ref_new` ORDER BY o.id
-- id INT | ref INT | item VARCHAR | qty INT | weight INT
--   1 | 10 | lamp | 2 | 1
--   2 | 20 | chair | 1 | null
--   3 | 30 | lamp | 5 | 3
--   4 | null | null | 3 | null

-- live, speaks old
SELECT a.ref, b.ref AS other FROM orders a STRAIGHT_JOIN orders b ON a.item = b.item AND a.ref < b.ref
-- becomes
SELECT crossfade.`case-joins_down_1`(a.`ref_new`) AS `ref`, crossfade.`case-joins_down_1`(b.`ref_new`) AS other FROM orders a STRAIGHT_JOIN orders b ON a.item = b.item AND a.`ref_new` < crossfade.`case-joins_down_1`(b.`ref_new`)
-- ref INT | other INT
--   10 | 30

-- live, speaks old
SELECT count(*) FROM orders CROSS JOIN parcels
-- untouched
-- count(*) BIGINT
--   12

-- live, speaks old
SELECT ref FROM orders JOIN parcels USING (ref) ORDER BY weight DESC
-- becomes
SELECT /*+ NO_MERGE(`orders`) */ ref FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` JOIN parcels USING (ref) ORDER BY weight DESC
-- ref INT
--   30
--   10

-- live, speaks old
SELECT ref, row_number() OVER (ORDER BY ref) AS r FROM orders JOIN parcels USING (ref) ORDER BY r
-- becomes
SELECT /*+ NO_MERGE(`orders`) */ ref, row_number() OVER (ORDER BY ref) AS r FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` JOIN parcels USING (ref) ORDER BY r
-- ref INT | r BIGINT UNSIGNED
--   10 | 1
--   30 | 2

-- live, speaks old
SELECT q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT * FROM orders) q ORDER BY r
-- becomes
SELECT /*+ NO_MERGE(`q`) */ q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) q ORDER BY r
-- ref INT | r BIGINT UNSIGNED
--   10 | 1
--   20 | 2
--   30 | 3
--   null | 4

-- live, speaks old
SELECT q.ref FROM (SELECT * FROM orders) q ORDER BY q.item, q.id
-- becomes
SELECT q.ref FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) q ORDER BY q.item, q.id
-- ref INT
--   null
--   20
--   10
--   30

-- live, speaks old
SELECT q.ref FROM (SELECT * FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight
-- becomes
SELECT /*+ NO_MERGE(`q`) */ q.ref FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight
-- ref INT
--   null
--   null
--   20
--   20
--   10
--   10
--   30
--   30

-- live, speaks old
SELECT ref + 1 AS n FROM orders JOIN parcels USING (ref) ORDER BY n
-- becomes
SELECT /*+ NO_MERGE(`orders`) */ ref + 1 AS n FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` JOIN parcels USING (ref) ORDER BY n
-- n BIGINT
--   11
--   31

-- live, speaks old
SELECT ref FROM orders JOIN parcels USING (ref) UNION SELECT 5 ORDER BY ref
-- becomes
SELECT ref FROM (SELECT `orders`.`id`, crossfade.`case-joins_down_1`(`orders`.`ref_new`) AS `ref`, `orders`.`item`, `orders`.`qty` FROM orders) AS `orders` JOIN parcels USING (ref) UNION SELECT 5 ORDER BY ref
-- ref BIGINT
--   5
--   10
--   30

-- live, speaks new
SELECT o.ref_new, weight FROM orders o JOIN parcels p ON p.ref = o.ref_new ORDER BY 1
-- untouched
-- ref_new BIGINT | weight INT
--   10 | 1
--   30 | 3

-- live, speaks new
SELECT * FROM orders o RIGHT JOIN parcels p ON p.ref = o.ref_new ORDER BY p.ref
-- becomes
SELECT `o`.`id`, `o`.`item`, `o`.`qty`, `o`.`ref_new`, `p`.* FROM orders o RIGHT JOIN parcels p ON p.ref = o.ref_new ORDER BY p.ref
-- id INT | item VARCHAR | qty INT | ref_new BIGINT | ref INT | weight INT
--   1 | lamp | 2 | 10 | 10 | 1
--   3 | lamp | 5 | 30 | 30 | 3
--   null | null | null | null | 90 | 9

-- live, speaks new
SELECT a.ref_new, b.ref_new AS other FROM orders a JOIN orders b USING (item) WHERE a.ref_new < b.ref_new
-- untouched
-- ref_new BIGINT | other BIGINT
--   10 | 30

