-- speaks old
SELECT id, status FROM jobs WHERE status = 'failed';
SELECT status, status + 0 FROM jobs ORDER BY id;
SELECT status FROM jobs ORDER BY status, id;
INSERT INTO jobs (id) VALUES (5);
INSERT INTO jobs (id, status) VALUES (6, 'lost');
INSERT IGNORE INTO jobs (id, status) VALUES (7, 'lost');
UPDATE jobs SET status = 'done' WHERE id = 1;
UPDATE jobs SET status = 'done' WHERE id = 1;
SELECT * FROM jobs ORDER BY id;
-- speaks new
SELECT id, state FROM jobs WHERE state = 'failed';
SELECT state FROM jobs ORDER BY state, id;
INSERT INTO jobs (id, state) VALUES (8, 'done');
-- differs: the old column cannot hold it
INSERT INTO jobs (id, state) VALUES (9, 'lost');
-- differs: it is not there
DELETE FROM jobs WHERE id = 9;
UPDATE jobs SET state = 'failed' WHERE id < 3;
SELECT * FROM jobs ORDER BY id;
