-- speaks old
SELECT id, concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id;
SELECT count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')) FROM notes;
SELECT q.id, q.note FROM (SELECT * FROM notes) q JOIN notes n ON n.note = q.note ORDER BY q.id;
-- differs: refused, where the server says which of two things it cannot do
UPDATE (SELECT * FROM notes) AS q, notes n SET q.note = 'no';
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.note = concat(q.note, '!') WHERE q.id < 3;
SELECT * FROM notes ORDER BY id;
-- speaks new
SELECT id, concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id;
-- differs: refused, where the server says which of two things it cannot do
UPDATE (SELECT * FROM notes) AS q, notes n SET q.spoken = 'no';
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.spoken = concat('!', q.spoken) WHERE q.id < 3;
SELECT * FROM notes ORDER BY id;
