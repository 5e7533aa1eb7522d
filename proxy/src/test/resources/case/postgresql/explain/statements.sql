-- speaks old
EXPLAIN SELECT label FROM items WHERE label = 'lamp';
EXPLAIN (COSTS off) UPDATE items SET label = 'x';
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) UPDATE items SET label = 'seen' WHERE ref = 1;
EXPLAIN VERBOSE SELECT * FROM items;
SELECT * FROM items ORDER BY ref;
-- speaks new
EXPLAIN SELECT title FROM items;
EXPLAIN (ANALYZE, COSTS off) INSERT INTO items (title) VALUES ('z');
SELECT * FROM items ORDER BY ref, title;
