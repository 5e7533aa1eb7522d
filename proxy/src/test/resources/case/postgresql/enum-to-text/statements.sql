-- speaks old
SELECT mood FROM tickets ORDER BY mood;
SELECT id FROM tickets WHERE mood > 'sad' ORDER BY id;
SELECT max(mood), min(mood) FROM tickets;
INSERT INTO tickets VALUES (5, 'ok'), (6, 'furious');
INSERT INTO tickets VALUES (5, 'ok');
UPDATE tickets SET mood = 'happy' WHERE mood = 'ok';
UPDATE tickets SET mood = 'none';
SELECT mood::text || '!' FROM tickets ORDER BY id;
SELECT enum_range(NULL, mood) FROM tickets WHERE id = 2;
-- speaks new
SELECT state FROM tickets WHERE state > 'ok' ORDER BY state;
UPDATE tickets SET state = 'ok' WHERE id = 1;
INSERT INTO tickets VALUES (7, 'happy');
SELECT * FROM tickets ORDER BY id;
