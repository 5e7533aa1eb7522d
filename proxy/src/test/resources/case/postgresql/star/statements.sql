-- speaks old
SELECT * FROM items ORDER BY ref;
SELECT i.*, i.label FROM items i ORDER BY ref;
SELECT * FROM notes, items WHERE n = ref ORDER BY n;
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref;
SELECT * FROM (SELECT * FROM items) s (a, b) ORDER BY a;
SELECT i FROM items i ORDER BY ref;
SELECT row_to_json(i) FROM items i ORDER BY ref;
SELECT (i).label FROM items i ORDER BY ref;
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref;
SELECT count(*), count(items.*) FROM items;
SELECT ROW(items.*) FROM items ORDER BY ref;
SELECT * FROM items WHERE items IS NOT NULL ORDER BY ref;
TABLE items ORDER BY ref;
-- speaks new
SELECT * FROM items ORDER BY ref;
SELECT i.*, i.title FROM items i ORDER BY ref;
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref;
SELECT i FROM items i ORDER BY ref;
