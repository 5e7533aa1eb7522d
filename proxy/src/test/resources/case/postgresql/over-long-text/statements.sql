-- speaks old
INSERT INTO tags VALUES (10, 'abcdef');
INSERT INTO tags VALUES (10, 'abcde   ');
INSERT INTO tags VALUES (11, 'ok'), (12, 'abcdef');
INSERT INTO tags VALUES (13, 'abcdef'::varchar(5));
INSERT INTO tags SELECT id + 20, tag || tag FROM tags WHERE id = 1;
INSERT INTO tags SELECT id + 30, tag || tag FROM tags WHERE id = 2;
UPDATE tags SET tag = tag || 'xyz';
UPDATE tags SET tag = tag || '    ' WHERE id = 1;
SELECT id, tag, length(tag) FROM tags ORDER BY id;
-- speaks new
INSERT INTO tags VALUES (10, 'abcdef');
INSERT INTO tags VALUES (10, 'abcde   ');
UPDATE tags SET label = label || 'xyz';
SELECT id, label, length(label) FROM tags ORDER BY id;
