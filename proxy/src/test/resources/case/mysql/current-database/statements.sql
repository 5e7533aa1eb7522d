-- speaks old
SELECT label FROM items WHERE ref = 1;
SELECT items.label FROM items WHERE items.ref = 1;
SELECT label FROM elsewhere.items;
SELECT i.label, elsewhere.items.label AS l FROM items i LEFT JOIN elsewhere.items ON elsewhere.items.ref = i.ref ORDER BY i.ref;
UPDATE elsewhere.items SET label = 'x';
INSERT INTO items (ref, label) SELECT ref, label FROM elsewhere.items;
SELECT DATABASE() IS NULL AS d, label FROM items WHERE ref = 2;
-- speaks new
SELECT title FROM items WHERE ref = 1;
SELECT i.title, e.label FROM items i LEFT JOIN elsewhere.items e ON e.ref = i.ref ORDER BY i.ref;
