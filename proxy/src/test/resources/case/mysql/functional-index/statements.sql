-- speaks old
INSERT INTO tags VALUES (4, 'RED');
INSERT INTO tags VALUES (4, 'Blue');
UPDATE tags SET tag = 'GREEN' WHERE id = 4;
UPDATE tags SET tag = upper(tag) WHERE lower(tag) = 'green';
INSERT IGNORE INTO tags VALUES (5, 'bLUE'), (6, 'white');
SELECT id, tag FROM tags WHERE lower(tag) IN ('red', 'blue') ORDER BY lower(tag);
SELECT * FROM tags ORDER BY id;
-- speaks new
INSERT INTO tags VALUES (4, 'rED');
UPDATE tags SET label = concat(label, '!') WHERE lower(label) = 'red';
SELECT lower(label), count(*) FROM tags GROUP BY lower(label) ORDER BY 1;
SELECT * FROM tags ORDER BY id;
