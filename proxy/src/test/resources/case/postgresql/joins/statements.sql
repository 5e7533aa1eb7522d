-- speaks old
SELECT o.id, item, weight FROM orders o JOIN parcels p ON p.id = o.id ORDER BY 1;
SELECT id, item, weight FROM orders JOIN parcels USING (id) ORDER BY id;
SELECT * FROM orders JOIN parcels USING (id) ORDER BY id;
SELECT * FROM orders NATURAL JOIN parcels ORDER BY 1;
SELECT * FROM parcels NATURAL FULL JOIN orders ORDER BY 1;
SELECT id, o.id, p.id FROM orders o FULL JOIN parcels p USING (id) ORDER BY 1, 2;
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.id = o.id ORDER BY o.id;
SELECT a.id, b.id FROM orders a JOIN orders b ON a.item = b.item AND a.id < b.id;
SELECT a.id FROM orders a JOIN orders b USING (id) JOIN parcels USING (id) ORDER BY 1;
SELECT count(*) FROM orders CROSS JOIN parcels;
SELECT j.id FROM (orders JOIN parcels USING (id)) AS j ORDER BY 1;
-- speaks new
SELECT o.id_new, weight FROM orders o JOIN parcels p ON p.id = o.id_new ORDER BY 1;
SELECT * FROM orders o RIGHT JOIN parcels p ON p.id = o.id_new ORDER BY p.id;
SELECT a.id_new, b.id_new FROM orders a JOIN orders b USING (item) WHERE a.id_new < b.id_new;
