-- speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT DO NOTHING;
INSERT INTO seats VALUES (1, 'B1', 'bob'), (4, 'B2', 'cy') ON CONFLICT (id) DO NOTHING RETURNING *;
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || seats.id, place = EXCLUDED.place;
INSERT INTO seats VALUES (9, 'A2', 'dan') ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, guest = EXCLUDED.guest RETURNING id, guest;
INSERT INTO seats VALUES (9, 'C1', 'x') ON CONFLICT (id) DO UPDATE SET id = seats.id + EXCLUDED.id WHERE EXCLUDED.id > 5;
INSERT INTO seats AS s (id, place) VALUES (18, 'D1') ON CONFLICT (id) DO UPDATE SET (id, guest) = (s.id + 1, 'row') RETURNING s.*;
INSERT INTO seats VALUES (3, 'E1', 'x') ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING;
INSERT INTO seats SELECT id, place || '2', 'q' FROM seats ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest;
INSERT INTO seats VALUES (50, 'F1', 'a'), (50, 'F2', 'b') ON CONFLICT (id) DO UPDATE SET guest = 'twice';
SELECT * FROM seats ORDER BY id;
-- speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT DO NOTHING;
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT (id_new) DO UPDATE SET guest = EXCLUDED.guest || seats.id_new;
INSERT INTO seats VALUES ('A2', 'dan', 9) ON CONFLICT (place) DO UPDATE SET id_new = EXCLUDED.id_new RETURNING *;
INSERT INTO seats VALUES ('C1', 'x', 9) ON CONFLICT (id_new) DO UPDATE SET id_new = seats.id_new + EXCLUDED.id_new WHERE EXCLUDED.id_new > 5;
SELECT * FROM seats ORDER BY id_new;
