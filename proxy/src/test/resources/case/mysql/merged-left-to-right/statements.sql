-- speaks old
UPDATE people SET first = 'Cy', last = first WHERE id = 1;
UPDATE people SET first = 'Di', note = CONCAT(first, ' ', last), last = 'Ray' WHERE id = 1;
UPDATE people SET note = first, first = 'Ed', last = 'Orr' WHERE id = 1;
UPDATE people SET last = 'Poe', first = 'Flo', note = CONCAT(first, ' ', last) WHERE id = 1;
UPDATE people SET last = CONCAT(first, last) WHERE id = 1;
INSERT INTO people VALUES (2, 'Gus', 'Kay', 'n') ON DUPLICATE KEY UPDATE first = VALUES(first), last = first;
INSERT INTO people VALUES (2, 'Hal', 'Joy', 'n') ON DUPLICATE KEY UPDATE last = VALUES(last), note = last, first = VALUES(first);
SELECT * FROM people ORDER BY id;
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, p.first);
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = CONCAT(p.last, 'x'), p.first = CONCAT(p.first, 'y'), p.note = t.title;
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.note = p.last, p.first = 'z';
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.first = p.last;
SELECT * FROM people ORDER BY id;
-- speaks new
UPDATE people SET note = name, name = 'Cy|Lee' WHERE id = 1;
UPDATE people SET name = 'Cy|Lee', note = name WHERE id = 1;
UPDATE people p JOIN titles t ON t.id = p.id SET p.name = CONCAT(t.title, p.name);
SELECT * FROM people ORDER BY id;
