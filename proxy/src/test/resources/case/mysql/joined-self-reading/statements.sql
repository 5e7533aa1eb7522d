-- speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, '-', p.full_name);
UPDATE people p JOIN titles t ON t.id = p.id SET full_name = CONCAT(t.title, '-', full_name);
UPDATE people p JOIN titles t ON t.id = p.id SET p.full_name = CONCAT(t.title, ' Orr');
UPDATE people p JOIN people b ON b.id = p.boss SET p.full_name = CONCAT(b.full_name, 'x') WHERE p.id = 1;
SELECT * FROM people ORDER BY id;
-- speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, '-', p.first);
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = p.last, p.last = t.title;
SELECT * FROM people ORDER BY id;
