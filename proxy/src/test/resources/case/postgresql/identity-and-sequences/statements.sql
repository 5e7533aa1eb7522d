-- speaks old
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id;
INSERT INTO events VALUES (DEFAULT, 'e') RETURNING *;
INSERT INTO events OVERRIDING USER VALUE VALUES (900, 'f') RETURNING id;
INSERT INTO events VALUES (100, 'g') RETURNING id;
INSERT INTO events (what) SELECT 'h' || g FROM generate_series(1, 3) g RETURNING id;
INSERT INTO events DEFAULT VALUES RETURNING *;
SELECT lastval();
UPDATE events SET id = DEFAULT WHERE what = 'a' RETURNING id;
SELECT * FROM events ORDER BY id;
-- speaks new
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id_new;
INSERT INTO events VALUES ('e', DEFAULT) RETURNING *;
-- differs: no integer holds it, and the way back stays open
INSERT INTO events VALUES ('g', 5000000000);
SELECT what, id_new FROM events WHERE id_new < 100 ORDER BY id_new;
-- differs: nothing of it was stored
DELETE FROM events WHERE id_new > 100;
