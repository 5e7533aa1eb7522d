-- speaks old
SELECT id, line FROM pages WHERE MATCH (line) AGAINST ('lamp') ORDER BY id;
SELECT id FROM pages WHERE MATCH (head, line) AGAINST ('+chair -bright' IN BOOLEAN MODE) ORDER BY id;
UPDATE pages SET line = 'a lamp too' WHERE id = 3;
SELECT id, MATCH (line) AGAINST ('chair') > 0 AS met FROM pages ORDER BY id;
DELETE FROM pages WHERE MATCH (line) AGAINST ('bright');
SELECT id FROM pages p WHERE MATCH (p.line) AGAINST ('chair' IN BOOLEAN MODE) ORDER BY id;
-- speaks new
SELECT id, turned FROM pages WHERE MATCH (head) AGAINST ('chairs') ORDER BY id;
