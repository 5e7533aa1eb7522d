-- speaks old
-- differs: a plan is each table's own
EXPLAIN FORMAT = TREE SELECT label FROM items WHERE label = 'lamp';
-- differs: a plan is each table's own
EXPLAIN UPDATE items SET label = 'x';
-- differs: a plan is each table's own
DESCRIBE SELECT * FROM items WHERE label IS NULL;
-- speaks new
-- differs: a plan is each table's own
EXPLAIN SELECT title FROM items;
