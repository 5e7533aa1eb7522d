-- speaks old
SELECT * FROM items ORDER BY ref;
SELECT i.*, i.label AS l FROM items i ORDER BY ref;
SELECT * FROM notes, items WHERE n = ref ORDER BY n;
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref;
SELECT * FROM (SELECT * FROM items) s (a, b, c) ORDER BY a;
SELECT EXISTS (SELECT * FROM items) AS e;
SELECT count(*) FROM items;
TABLE items ORDER BY ref;
-- speaks new
SELECT * FROM items ORDER BY ref;
SELECT i.*, i.title AS t FROM items i ORDER BY ref;
TABLE items ORDER BY ref;
