-- off, speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'dup')
-- untouched
-- error 1062

-- off, speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- untouched
-- count 2

-- off, speaks old
UPDATE seats SET seat = seat + 10 WHERE hall = 1
-- untouched
-- count 2

-- off, speaks old
UPDATE seats SET seat = 11 WHERE hall = 1 AND seat = 12
-- untouched
-- error 1062

-- off, speaks old
REPLACE INTO seats VALUES (1, 12, 'r')
-- becomes
REPLACE INTO seats (`hall`, `seat`, `guest`) VALUES (1, 12, 'r')
-- count 2

-- off, speaks old
SELECT hall, max(seat) FROM seats GROUP BY hall ORDER BY hall
-- untouched
-- hall INT | max(seat) SMALLINT
--   1 | 12
--   2 | 1

-- off, speaks old
SELECT guest FROM seats WHERE (hall, seat) IN ((1, 12), (2, 1)) ORDER BY guest
-- untouched
-- guest VARCHAR
--   c
--   r

-- off, speaks old
SELECT * FROM seats ORDER BY hall, seat
-- becomes
SELECT `seats`.`hall`, `seats`.`seat`, `seats`.`guest` FROM seats ORDER BY hall, seat
-- hall INT | seat SMALLINT | guest VARCHAR
--   1 | 11 | a
--   1 | 12 | r
--   2 | 1 | c

-- off, speaks new
INSERT INTO seats (seat_new, hall, guest) VALUES (2, 1, 'dup')
-- becomes
INSERT INTO seats (seat_new, hall, guest, `seat`) VALUES (2, 1, 'dup', crossfade.`case-compound-key_down_1_checked`(`seats`.`seat_new`))
-- error 1062

-- off, speaks new
UPDATE seats SET seat_new = seat_new + 20, guest = CONCAT(guest, seat_new) WHERE hall = 1
-- becomes
UPDATE seats SET `seats`.`seat` = crossfade.`case-compound-key_down_1_checked`(crossfade.`case-compound-key_up_1_null`(`seats`.`seat`) + 20), guest = CONCAT(guest, crossfade.`case-compound-key_up_1_null`(`seats`.`seat`)) WHERE hall = 1
-- count 2

-- off, speaks new
DELETE FROM seats WHERE seat_new = 22
-- becomes
DELETE FROM seats WHERE `seats`.`seat` = 22
-- count 1

-- off, speaks new
SELECT * FROM seats ORDER BY hall, seat_new
-- becomes
SELECT `seats`.`hall`, `seats`.`guest`, crossfade.`case-compound-key_up_1_null`(`seats`.`seat`) AS `seat_new` FROM seats ORDER BY hall, seat_new
-- hall INT | guest VARCHAR | seat_new INT
--   1 | a21 | 21
--   2 | c | 1

-- dual-write, speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'dup')
-- becomes
INSERT INTO seats (hall, seat, guest, `seat_new`) VALUES (1, 2, 'dup', `seats`.`seat`)
-- error 1062

-- dual-write, speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- becomes
INSERT INTO seats (hall, seat, guest, `seat_new`) VALUES (1, 2, 'up', `seats`.`seat`) ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- count 2

-- dual-write, speaks old
UPDATE seats SET seat = seat + 10 WHERE hall = 1
-- becomes
UPDATE seats SET `seats`.`seat_new` = IF(crossfade.`case-compound-key_unchanged_old`(`seats`.`seat`, seat + 10), `seats`.`seat_new`, crossfade.`case-compound-key_up_1_record`(seat + 10)), seat = seat + 10 WHERE hall = 1
-- count 2

-- dual-write, speaks old
UPDATE seats SET seat = 11 WHERE hall = 1 AND seat = 12
-- becomes
UPDATE seats SET `seats`.`seat_new` = IF(crossfade.`case-compound-key_unchanged_old`(`seats`.`seat`, 11), `seats`.`seat_new`, crossfade.`case-compound-key_up_1_record`(11)), seat = 11 WHERE hall = 1 AND seat = 12
-- error 1062

-- dual-write, speaks old
REPLACE INTO seats VALUES (1, 12, 'r')
-- becomes
REPLACE INTO seats (`hall`, `seat`, `guest`, `seat_new`) VALUES (1, 12, 'r', `seats`.`seat`)
-- count 2

-- dual-write, speaks old
SELECT hall, max(seat) FROM seats GROUP BY hall ORDER BY hall
-- untouched
-- hall INT | max(seat) SMALLINT
--   1 | 12
--   2 | 1

-- dual-write, speaks old
SELECT guest FROM seats WHERE (hall, seat) IN ((1, 12), (2, 1)) ORDER BY guest
-- untouched
-- guest VARCHAR
--   c
--   r

-- dual-write, speaks old
SELECT * FROM seats ORDER BY hall, seat
-- becomes
SELECT `seats`.`hall`, `seats`.`seat`, `seats`.`guest` FROM seats ORDER BY hall, seat
-- hall INT | seat SMALLINT | guest VARCHAR
--   1 | 11 | a
--   1 | 12 | r
--   2 | 1 | c

-- dual-write, speaks new
INSERT INTO seats (seat_new, hall, guest) VALUES (2, 1, 'dup')
-- becomes
INSERT INTO seats (seat_new, hall, guest, `seat`) VALUES (2, 1, 'dup', crossfade.`case-compound-key_down_1_checked`(`seats`.`seat_new`))
-- error 1062

-- dual-write, speaks new
UPDATE seats SET seat_new = seat_new + 20, guest = CONCAT(guest, seat_new) WHERE hall = 1
-- becomes
UPDATE seats SET `seats`.`seat_new` = IF(crossfade.`case-compound-key_unchanged_old`(`seats`.`seat`, crossfade.`case-compound-key_down_1_checked`(crossfade.`case-compound-key_up_1_null`(`seats`.`seat`) + 20)), `seats`.`seat_new`, crossfade.`case-compound-key_up_1_null`(`seats`.`seat`) + 20), `seats`.`seat` = crossfade.`case-compound-key_down_1_checked`(crossfade.`case-compound-key_up_1_null`(`seats`.`seat`) + 20), guest = CONCAT(guest, crossfade.`case-compound-key_up_1_null`(`seats`.`seat`)) WHERE hall = 1
-- count 2

-- dual-write, speaks new
DELETE FROM seats WHERE seat_new = 22
-- becomes
DELETE FROM seats WHERE `seats`.`seat` = 22
-- count 1

-- dual-write, speaks new
SELECT * FROM seats ORDER BY hall, seat_new
-- becomes
SELECT `seats`.`hall`, `seats`.`guest`, crossfade.`case-compound-key_up_1_null`(`seats`.`seat`) AS `seat_new` FROM seats ORDER BY hall, seat_new
-- hall INT | guest VARCHAR | seat_new INT
--   1 | a21 | 21
--   2 | c | 1

-- live, speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'dup')
-- becomes
INSERT INTO seats (hall, seat, guest, `seat_new`) VALUES (1, 2, 'dup', `seats`.`seat`)
-- error 1062

-- live, speaks old
INSERT INTO seats (hall, seat, guest) VALUES (1, 2, 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- becomes
INSERT INTO seats (hall, seat, guest, `seat_new`) VALUES (1, 2, 'up', `seats`.`seat`) ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- count 2

-- live, speaks old
UPDATE seats SET seat = seat + 10 WHERE hall = 1
-- becomes
UPDATE seats SET seat = crossfade.`case-compound-key_down_1`(`seats`.`seat_new`) + 10, `seats`.`seat_new` = `seats`.`seat` WHERE hall = 1
-- count 2

-- live, speaks old
UPDATE seats SET seat = 11 WHERE hall = 1 AND seat = 12
-- becomes
UPDATE seats SET seat = 11, `seats`.`seat_new` = `seats`.`seat` WHERE hall = 1 AND `seats`.`seat_new` = 12
-- error 1062

-- live, speaks old
REPLACE INTO seats VALUES (1, 12, 'r')
-- becomes
REPLACE INTO seats (`hall`, `seat`, `guest`, `seat_new`) VALUES (1, 12, 'r', `seats`.`seat`)
-- count 2

-- live, speaks old
SELECT hall, max(seat) FROM seats GROUP BY hall ORDER BY hall
-- becomes
SELECT hall, crossfade.`case-compound-key_down_1`(max(`seats`.`seat_new`)) AS `max(seat)` FROM seats GROUP BY hall ORDER BY hall
-- hall INT | max(seat) SMALLINT
--   1 | 12
--   2 | 1

-- live, speaks old
SELECT guest FROM seats WHERE (hall, seat) IN ((1, 12), (2, 1)) ORDER BY guest
-- becomes
SELECT guest FROM seats WHERE (hall, crossfade.`case-compound-key_down_1`(`seats`.`seat_new`)) IN ((1, 12), (2, 1)) ORDER BY guest
-- guest VARCHAR
--   c
--   r

-- live, speaks old
SELECT * FROM seats ORDER BY hall, seat
-- becomes
SELECT `seats`.`hall`, crossfade.`case-compound-key_down_1`(`seats`.`seat_new`) AS `seat`, `seats`.`guest` FROM seats ORDER BY hall, seat
-- hall INT | seat SMALLINT | guest VARCHAR
--   1 | 11 | a
--   1 | 12 | r
--   2 | 1 | c

-- live, speaks new
INSERT INTO seats (seat_new, hall, guest) VALUES (2, 1, 'dup')
-- becomes
INSERT INTO seats (seat_new, hall, guest, `seat`) VALUES (2, 1, 'dup', crossfade.`case-compound-key_down_1_checked`(`seats`.`seat_new`))
-- error 1062

-- live, speaks new
UPDATE seats SET seat_new = seat_new + 20, guest = CONCAT(guest, seat_new) WHERE hall = 1
-- becomes
UPDATE seats SET seat_new = seat_new + 20, `seats`.`seat` = crossfade.`case-compound-key_down_1_checked`(`seats`.`seat_new`), guest = CONCAT(guest, seat_new) WHERE hall = 1
-- count 2

-- live, speaks new
DELETE FROM seats WHERE seat_new = 22
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM seats ORDER BY hall, seat_new
-- becomes
SELECT `seats`.`hall`, `seats`.`guest`, `seats`.`seat_new` FROM seats ORDER BY hall, seat_new
-- hall INT | guest VARCHAR | seat_new INT
--   1 | a21 | 21
--   2 | c | 1

