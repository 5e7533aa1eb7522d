-- speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = n.line, qty = i.qty + 1 WHEN NOT MATCHED THEN INSERT (ref, label) VALUES (n.n, n.who);
MERGE INTO items USING notes ON label = line WHEN MATCHED AND qty > 2 THEN DELETE WHEN MATCHED THEN UPDATE SET label = upper(label);
MERGE INTO items i USING (SELECT 3 AS k) s ON i.ref = s.k WHEN MATCHED AND label IS NULL THEN UPDATE SET label = DEFAULT WHEN NOT MATCHED THEN DO NOTHING;
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0) WHEN NOT MATCHED THEN INSERT VALUES (v.k, v.w);
MERGE INTO notes n USING items i ON n.n = i.ref WHEN MATCHED THEN UPDATE SET line = i.label;
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = 'much too long a label';
SELECT * FROM items ORDER BY ref;
SELECT * FROM notes ORDER BY n;
-- speaks new
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET title = n.line WHEN NOT MATCHED THEN INSERT (ref, title) VALUES (n.n, n.who);
MERGE INTO items USING notes ON title = line WHEN MATCHED THEN DELETE;
SELECT * FROM items ORDER BY ref;
