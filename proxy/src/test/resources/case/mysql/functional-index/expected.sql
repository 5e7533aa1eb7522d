-- off, speaks old
INSERT INTO tags VALUES (4, 'RED')
-- becomes
INSERT INTO tags (`id`, `tag`) VALUES (4, 'RED')
-- error 1062

-- off, speaks old
INSERT INTO tags VALUES (4, 'Blue')
-- becomes
INSERT INTO tags (`id`, `tag`) VALUES (4, 'Blue')
-- count 1

-- off, speaks old
UPDATE tags SET tag = 'GREEN' WHERE id = 4
-- untouched
-- error 1062

-- off, speaks old
UPDATE tags SET tag = upper(tag) WHERE lower(tag) = 'green'
-- untouched
-- count 1

-- off, speaks old
INSERT IGNORE INTO tags VALUES (5, 'bLUE'), (6, 'white')
-- becomes
INSERT IGNORE INTO tags (`id`, `tag`) VALUES (5, 'bLUE'), (6, 'white')
-- count 1

-- off, speaks old
SELECT id, tag FROM tags WHERE lower(tag) IN ('red', 'blue') ORDER BY lower(tag)
-- untouched
-- id INT | tag VARCHAR
--   4 | Blue
--   1 | Red

-- off, speaks old
SELECT * FROM tags ORDER BY id
-- becomes
SELECT `tags`.`id`, `tags`.`tag` FROM tags ORDER BY id
-- id INT | tag VARCHAR
--   1 | Red
--   2 | GREEN
--   3 | null
--   4 | Blue
--   6 | white

-- off, speaks new
INSERT INTO tags VALUES (4, 'rED')
-- becomes
INSERT INTO tags (`id`, `label`, `tag`) VALUES (4, 'rED', `tags`.`label`)
-- error 1062

-- off, speaks new
UPDATE tags SET label = concat(label, '!') WHERE lower(label) = 'red'
-- becomes
UPDATE tags SET `tags`.`tag` = concat(`tags`.`tag`, '!') WHERE lower(`tags`.`tag`) = 'red'
-- count 1

-- off, speaks new
SELECT lower(label), count(*) FROM tags GROUP BY lower(label) ORDER BY 1
-- becomes
SELECT lower(`tags`.`tag`) AS `lower(label)`, count(*) FROM tags GROUP BY lower(`tags`.`tag`) ORDER BY 1
-- lower(label) VARCHAR | count(*) BIGINT
--   null | 1
--   green | 1
--   red! | 1

-- off, speaks new
SELECT * FROM tags ORDER BY id
-- becomes
SELECT `tags`.`id`, `tags`.`tag` AS `label` FROM tags ORDER BY id
-- id INT | label VARCHAR
--   1 | Red!
--   2 | green
--   3 | null

-- dual-write, speaks old
INSERT INTO tags VALUES (4, 'RED')
-- becomes
INSERT INTO tags (`id`, `tag`, `label`) VALUES (4, 'RED', `tags`.`tag`)
-- error 1062

-- dual-write, speaks old
INSERT INTO tags VALUES (4, 'Blue')
-- becomes
INSERT INTO tags (`id`, `tag`, `label`) VALUES (4, 'Blue', `tags`.`tag`)
-- count 1

-- dual-write, speaks old
UPDATE tags SET tag = 'GREEN' WHERE id = 4
-- becomes
UPDATE tags SET `tags`.`label` = IF(crossfade.`case-functional-index_unchanged_old`(`tags`.`tag`, 'GREEN'), `tags`.`label`, 'GREEN'), tag = 'GREEN' WHERE id = 4
-- error 1062

-- dual-write, speaks old
UPDATE tags SET tag = upper(tag) WHERE lower(tag) = 'green'
-- becomes
UPDATE tags SET `tags`.`label` = IF(crossfade.`case-functional-index_unchanged_old`(`tags`.`tag`, upper(tag)), `tags`.`label`, upper(tag)), tag = upper(tag) WHERE lower(tag) = 'green'
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO tags VALUES (5, 'bLUE'), (6, 'white')
-- becomes
INSERT IGNORE INTO tags (`id`, `tag`, `label`) VALUES (5, 'bLUE', `tags`.`tag`), (6, 'white', `tags`.`tag`)
-- count 1

-- dual-write, speaks old
SELECT id, tag FROM tags WHERE lower(tag) IN ('red', 'blue') ORDER BY lower(tag)
-- untouched
-- id INT | tag VARCHAR
--   4 | Blue
--   1 | Red

-- dual-write, speaks old
SELECT * FROM tags ORDER BY id
-- becomes
SELECT `tags`.`id`, `tags`.`tag` FROM tags ORDER BY id
-- id INT | tag VARCHAR
--   1 | Red
--   2 | GREEN
--   3 | null
--   4 | Blue
--   6 | white

-- dual-write, speaks new
INSERT INTO tags VALUES (4, 'rED')
-- becomes
INSERT INTO tags (`id`, `label`, `tag`) VALUES (4, 'rED', `tags`.`label`)
-- error 1062

-- dual-write, speaks new
UPDATE tags SET label = concat(label, '!') WHERE lower(label) = 'red'
-- becomes
UPDATE tags SET `tags`.`label` = IF(crossfade.`case-functional-index_unchanged_old`(`tags`.`tag`, concat(`tags`.`tag`, '!')), `tags`.`label`, concat(`tags`.`tag`, '!')), `tags`.`tag` = concat(`tags`.`tag`, '!') WHERE lower(`tags`.`tag`) = 'red'
-- count 1

-- dual-write, speaks new
SELECT lower(label), count(*) FROM tags GROUP BY lower(label) ORDER BY 1
-- becomes
SELECT lower(`tags`.`tag`) AS `lower(label)`, count(*) FROM tags GROUP BY lower(`tags`.`tag`) ORDER BY 1
-- lower(label) VARCHAR | count(*) BIGINT
--   null | 1
--   green | 1
--   red! | 1

-- dual-write, speaks new
SELECT * FROM tags ORDER BY id
-- becomes
SELECT `tags`.`id`, `tags`.`tag` AS `label` FROM tags ORDER BY id
-- id INT | label VARCHAR
--   1 | Red!
--   2 | green
--   3 | null

-- live, speaks old
INSERT INTO tags VALUES (4, 'RED')
-- becomes
INSERT INTO tags (`id`, `tag`, `label`) VALUES (4, 'RED', `tags`.`tag`)
-- error 1062

-- live, speaks old
INSERT INTO tags VALUES (4, 'Blue')
-- becomes
INSERT INTO tags (`id`, `tag`, `label`) VALUES (4, 'Blue', `tags`.`tag`)
-- count 1

-- live, speaks old
UPDATE tags SET tag = 'GREEN' WHERE id = 4
-- becomes
UPDATE tags SET tag = 'GREEN', `tags`.`label` = `tags`.`tag` WHERE id = 4
-- error 1062

-- live, speaks old
UPDATE tags SET tag = upper(tag) WHERE lower(tag) = 'green'
-- becomes
UPDATE tags SET tag = upper(`tags`.`label`), `tags`.`label` = `tags`.`tag` WHERE lower(`tags`.`label`) = 'green'
-- count 1

-- live, speaks old
INSERT IGNORE INTO tags VALUES (5, 'bLUE'), (6, 'white')
-- becomes
INSERT IGNORE INTO tags (`id`, `tag`, `label`) VALUES (5, 'bLUE', `tags`.`tag`), (6, 'white', `tags`.`tag`)
-- count 1

-- live, speaks old
SELECT id, tag FROM tags WHERE lower(tag) IN ('red', 'blue') ORDER BY lower(tag)
-- becomes
SELECT id, `tags`.`label` AS `tag` FROM tags WHERE lower(`tags`.`label`) IN ('red', 'blue') ORDER BY lower(`tags`.`label`)
-- id INT | tag VARCHAR
--   4 | Blue
--   1 | Red

-- live, speaks old
SELECT * FROM tags ORDER BY id
-- becomes
SELECT `tags`.`id`, `tags`.`label` AS `tag` FROM tags ORDER BY id
-- id INT | tag VARCHAR
--   1 | Red
--   2 | GREEN
--   3 | null
--   4 | Blue
--   6 | white

-- live, speaks new
INSERT INTO tags VALUES (4, 'rED')
-- becomes
INSERT INTO tags (`id`, `label`, `tag`) VALUES (4, 'rED', `tags`.`label`)
-- error 1062

-- live, speaks new
UPDATE tags SET label = concat(label, '!') WHERE lower(label) = 'red'
-- becomes
UPDATE tags SET label = concat(label, '!'), `tags`.`tag` = `tags`.`label` WHERE lower(label) = 'red'
-- count 1

-- live, speaks new
SELECT lower(label), count(*) FROM tags GROUP BY lower(label) ORDER BY 1
-- untouched
-- lower(label) VARCHAR | count(*) BIGINT
--   null | 1
--   green | 1
--   red! | 1

-- live, speaks new
SELECT * FROM tags ORDER BY id
-- becomes
SELECT `tags`.`id`, `tags`.`label` FROM tags ORDER BY id
-- id INT | label VARCHAR
--   1 | Red!
--   2 | green
--   3 | null

