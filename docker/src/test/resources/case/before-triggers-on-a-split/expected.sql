INSERT INTO guests (id, full_name) VALUES (10, '  Grace Hopper '), (11, NULL), (12, 'No Body'), (13, 'Eve Online') RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 10 | Grace Hopper | GRACE HOPPER! | 0
-- 11 | null | null | 0
-- 13 | Eve Online | EVE ONLINE! | 0

INSERT INTO guests VALUES (14, ' Only '), (15, '');
-- 2

INSERT INTO guests (id) VALUES (16) RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 16 | null | null | 0

UPDATE guests SET full_name = ' ' || full_name || ' ' WHERE id IN (1, 2, 3) RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 1 | Ada Lovelace | ADA LOVELACE! | 1
-- 2 | null | null | 1
-- 3 |  | ! | 1

UPDATE guests SET changes = 7 WHERE id = 4 RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 4 | Cher | CHER! | 1

UPDATE guests SET full_name = 'No Body' WHERE id IN (4, 5);
-- 0

UPDATE guests SET full_name = 'Ada Lovelace' WHERE id = 1 RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 1 | Ada Lovelace | ADA LOVELACE! | 2

INSERT INTO guests AS g (id, full_name) VALUES (10, ' Grace B Hopper '), (17, ' New Here ') ON CONFLICT (id) DO UPDATE SET full_name = excluded.full_name || '. ' RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 10 | Grace B Hopper. | GRACE B HOPPER.! | 1
-- 17 | New Here | NEW HERE! | 0

INSERT INTO guests (id, full_name) VALUES (20, 'Twin Peaks') RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 20 | One Peaks | ONE PEAKS! | 0

INSERT INTO guests (id, full_name) VALUES (30, 'Twin Up'), (31, ' After Twins ') RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 30 | One Up | ONE UP! | 0
-- 31 | After Twins | AFTER TWINS! | 0

UPDATE guests SET full_name = 'Twin City' WHERE id = 13 RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 13 | One City | ONE CITY! | 1

INSERT INTO guests SELECT id + 100, full_name || ' ' FROM guests WHERE id IN (1, 2, 4) RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 101 | Ada Lovelace | ADA LOVELACE! | 0
-- 102 | null | null | 0
-- 104 | Cher | CHER! | 0

MERGE INTO guests AS g USING (VALUES (1, ' M One '), (40, ' M Two ')) AS v (id, n) ON g.id = v.id WHEN MATCHED THEN UPDATE SET full_name = v.n WHEN NOT MATCHED THEN INSERT (id, full_name) VALUES (v.id, v.n);
-- 2

DELETE FROM guests WHERE full_name = 'Cher' RETURNING *;
-- id int4, full_name text, label text, changes int4
-- 104 | Cher | CHER! | 0
-- 4 | Cher | CHER! | 1

SELECT * FROM guests ORDER BY id;
-- id int4, full_name text, label text, changes int4
-- 1 | M One | M ONE! | 3
-- 2 | null | null | 1
-- 3 |  | ! | 1
-- 5 | Dan van Dyk | DAN VAN DYK! | 0
-- 10 | Grace B Hopper. | GRACE B HOPPER.! | 1
-- 11 | null | null | 0
-- 13 | One City | ONE CITY! | 1
-- 14 | Only | ONLY! | 0
-- 15 |  | ! | 0
-- 16 | null | null | 0
-- 17 | New Here | NEW HERE! | 0
-- 20 | One Peaks | ONE PEAKS! | 0
-- 30 | One Up | ONE UP! | 0
-- 31 | After Twins | AFTER TWINS! | 0
-- 40 | M Two | M TWO! | 0
-- 101 | Ada Lovelace | ADA LOVELACE! | 0
-- 102 | null | null | 0
-- 1013 | The Other | THE OTHER! | 0
-- 1020 | The Other | THE OTHER! | 0
-- 1030 | The Other | THE OTHER! | 0

