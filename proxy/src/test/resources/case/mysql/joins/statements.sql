-- speaks old
SELECT o.ref, o.item, weight FROM orders o JOIN parcels p ON p.ref = o.ref ORDER BY 1;
SELECT ref, item, weight FROM orders JOIN parcels USING (ref) ORDER BY ref;
SELECT * FROM orders JOIN parcels USING (ref) ORDER BY ref;
SELECT * FROM orders NATURAL JOIN parcels ORDER BY ref;
SELECT ref, o.ref AS a, p.ref AS b FROM orders o RIGHT JOIN parcels p USING (ref) ORDER BY 1;
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.ref = o.ref ORDER BY o.id;
SELECT a.ref, b.ref AS other FROM orders a STRAIGHT_JOIN orders b ON a.item = b.item AND a.ref < b.ref;
SELECT count(*) FROM orders CROSS JOIN parcels;
SELECT ref FROM orders JOIN parcels USING (ref) ORDER BY weight DESC;
SELECT ref, row_number() OVER (ORDER BY ref) AS r FROM orders JOIN parcels USING (ref) ORDER BY r;
SELECT q.ref, rank() OVER (ORDER BY q.id) AS r FROM (SELECT * FROM orders) q ORDER BY r;
SELECT q.ref FROM (SELECT * FROM orders) q ORDER BY q.item, q.id;
SELECT q.ref FROM (SELECT * FROM orders) q JOIN parcels p ON p.weight < 5 ORDER BY q.item, q.id, p.weight;
SELECT ref + 1 AS n FROM orders JOIN parcels USING (ref) ORDER BY n;
SELECT ref FROM orders JOIN parcels USING (ref) UNION SELECT 5 ORDER BY ref;
-- speaks new
SELECT o.ref_new, weight FROM orders o JOIN parcels p ON p.ref = o.ref_new ORDER BY 1;
SELECT * FROM orders o RIGHT JOIN parcels p ON p.ref = o.ref_new ORDER BY p.ref;
SELECT a.ref_new, b.ref_new AS other FROM orders a JOIN orders b USING (item) WHERE a.ref_new < b.ref_new;
