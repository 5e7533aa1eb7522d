-- speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'dup');
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest);
UPDATE seats SET seat = seat + 10 WHERE hall = 1;
UPDATE seats SET seat = 11 WHERE hall = 1 AND seat = 12;
REPLACE INTO seats VALUES (1, 12, 'r');
SELECT hall, max(seat) FROM seats GROUP BY hall ORDER BY hall;
SELECT guest FROM seats WHERE (hall, seat) IN ((1, 12), (2, 1)) ORDER BY guest;
SELECT * FROM seats ORDER BY hall, seat;
-- speaks new
INSERT INTO seats (seat_new, hall, guest) VALUES (2, 1, 'dup');
UPDATE seats SET seat_new = seat_new + 20, guest = CONCAT(guest, seat_new) WHERE hall = 1;
DELETE FROM seats WHERE seat_new = 22;
SELECT * FROM seats ORDER BY hall, seat_new;
