-- speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup');
INSERT INTO places VALUES (5, 'B-1', 'eve');
INSERT INTO places VALUES (6, 'A-2', 'up') ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest;
UPDATE places SET seat = 'A-1' WHERE id = 5;
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1';
SELECT id FROM places WHERE seat IN ('A-2', 'B-2') ORDER BY id;
DELETE FROM places WHERE seat = 'B-2';
SELECT * FROM places ORDER BY id;
-- speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1');
UPDATE places SET line = 'C' WHERE id = 5;
UPDATE places SET line = 'D', place = place || '0' WHERE line = 'C';
SELECT guest FROM places WHERE (line, place) = ('D', '10');
DELETE FROM places WHERE line = 'D';
SELECT * FROM places ORDER BY id;
