-- off, speaks old
SELECT id, "word" FROM words WHERE word = "word"
-- untouched
-- id INT | word VARCHAR
--   1 | word

-- off, speaks old
SELECT id, word AS "word" FROM words WHERE note IN ("word", "term") ORDER BY id
-- untouched
-- id INT | word VARCHAR
--   1 | word
--   2 | a

-- off, speaks old
SELECT word "x y", "it""s" FROM words ORDER BY id
-- untouched
-- x y VARCHAR | it"s VARCHAR
--   word | it"s
--   a | it"s

-- off, speaks old
INSERT INTO words VALUES (3, "word", "word")
-- becomes
INSERT INTO words (`id`, `word`, `note`) VALUES (3, "word", "word")
-- count 1

-- off, speaks old
UPDATE words SET word = "note", note = "word" WHERE word = "a"
-- untouched
-- count 1

-- off, speaks old
UPDATE words SET word = CONCAT("word", word) WHERE id = 3
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`word`, `words`.`note` FROM words ORDER BY id
-- id INT | word VARCHAR | note VARCHAR
--   1 | word | term
--   2 | note | word
--   3 | wordword | word

-- off, speaks new
SELECT id, "term" FROM words WHERE term = "word"
-- becomes
SELECT id, "term" FROM words WHERE `words`.`word` = "word"
-- id INT | term VARCHAR
--   1 | term

-- off, speaks new
INSERT INTO words (id, term) VALUES (3, "term") ON DUPLICATE KEY UPDATE term = "term"
-- becomes
INSERT INTO words (id, term, `word`) VALUES (3, "term", `words`.`term`) ON DUPLICATE KEY UPDATE `words`.`word` = "term"
-- count 1

-- off, speaks new
UPDATE words SET note = "term", term = "note" WHERE "term" = note
-- becomes
UPDATE words SET note = "term", `words`.`word` = "note" WHERE "term" = note
-- count 1

-- off, speaks new
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`note`, `words`.`word` AS `term` FROM words ORDER BY id
-- id INT | note VARCHAR | term VARCHAR
--   1 | term | note
--   2 | word | a
--   3 | null | term

-- dual-write, speaks old
SELECT id, "word" FROM words WHERE word = "word"
-- untouched
-- id INT | word VARCHAR
--   1 | word

-- dual-write, speaks old
SELECT id, word AS "word" FROM words WHERE note IN ("word", "term") ORDER BY id
-- untouched
-- id INT | word VARCHAR
--   1 | word
--   2 | a

-- dual-write, speaks old
SELECT word "x y", "it""s" FROM words ORDER BY id
-- untouched
-- x y VARCHAR | it"s VARCHAR
--   word | it"s
--   a | it"s

-- dual-write, speaks old
INSERT INTO words VALUES (3, "word", "word")
-- becomes
INSERT INTO words (`id`, `word`, `note`, `term`) VALUES (3, "word", "word", `words`.`word`)
-- count 1

-- dual-write, speaks old
UPDATE words SET word = "note", note = "word" WHERE word = "a"
-- becomes
UPDATE words SET `words`.`term` = IF(crossfade.`case-double-quotes_unchanged_old`(`words`.`word`, "note"), `words`.`term`, "note"), word = "note", note = "word" WHERE word = "a"
-- count 1

-- dual-write, speaks old
UPDATE words SET word = CONCAT("word", word) WHERE id = 3
-- becomes
UPDATE words SET `words`.`term` = IF(crossfade.`case-double-quotes_unchanged_old`(`words`.`word`, CONCAT("word", word)), `words`.`term`, CONCAT("word", word)), word = CONCAT("word", word) WHERE id = 3
-- count 1

-- dual-write, speaks old
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`word`, `words`.`note` FROM words ORDER BY id
-- id INT | word VARCHAR | note VARCHAR
--   1 | word | term
--   2 | note | word
--   3 | wordword | word

-- dual-write, speaks new
SELECT id, "term" FROM words WHERE term = "word"
-- becomes
SELECT id, "term" FROM words WHERE `words`.`word` = "word"
-- id INT | term VARCHAR
--   1 | term

-- dual-write, speaks new
INSERT INTO words (id, term) VALUES (3, "term") ON DUPLICATE KEY UPDATE term = "term"
-- becomes
INSERT INTO words (id, term, `word`) VALUES (3, "term", `words`.`term`) ON DUPLICATE KEY UPDATE `words`.`term` = IF(crossfade.`case-double-quotes_unchanged_old`(`words`.`word`, "term"), `words`.`term`, "term"), `words`.`word` = "term"
-- count 1

-- dual-write, speaks new
UPDATE words SET note = "term", term = "note" WHERE "term" = note
-- becomes
UPDATE words SET note = "term", `words`.`term` = IF(crossfade.`case-double-quotes_unchanged_old`(`words`.`word`, "note"), `words`.`term`, "note"), `words`.`word` = "note" WHERE "term" = note
-- count 1

-- dual-write, speaks new
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`note`, `words`.`word` AS `term` FROM words ORDER BY id
-- id INT | note VARCHAR | term VARCHAR
--   1 | term | note
--   2 | word | a
--   3 | null | term

-- live, speaks old
SELECT id, "word" FROM words WHERE word = "word"
-- becomes
SELECT id, "word" FROM words WHERE `words`.`term` = "word"
-- id INT | word VARCHAR
--   1 | word

-- live, speaks old
SELECT id, word AS "word" FROM words WHERE note IN ("word", "term") ORDER BY id
-- becomes
SELECT id, `words`.`term` AS "word" FROM words WHERE note IN ("word", "term") ORDER BY id
-- id INT | word VARCHAR
--   1 | word
--   2 | a

-- live, speaks old
SELECT word "x y", "it""s" FROM words ORDER BY id
-- becomes
SELECT `words`.`term` "x y", "it""s" FROM words ORDER BY id
-- x y VARCHAR | it"s VARCHAR
--   word | it"s
--   a | it"s

-- live, speaks old
INSERT INTO words VALUES (3, "word", "word")
-- becomes
INSERT INTO words (`id`, `word`, `note`, `term`) VALUES (3, "word", "word", `words`.`word`)
-- count 1

-- live, speaks old
UPDATE words SET word = "note", note = "word" WHERE word = "a"
-- becomes
UPDATE words SET word = "note", `words`.`term` = `words`.`word`, note = "word" WHERE `words`.`term` = "a"
-- count 1

-- live, speaks old
UPDATE words SET word = CONCAT("word", word) WHERE id = 3
-- becomes
UPDATE words SET word = CONCAT("word", `words`.`term`), `words`.`term` = `words`.`word` WHERE id = 3
-- count 1

-- live, speaks old
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`term` AS `word`, `words`.`note` FROM words ORDER BY id
-- id INT | word VARCHAR | note VARCHAR
--   1 | word | term
--   2 | note | word
--   3 | wordword | word

-- live, speaks new
SELECT id, "term" FROM words WHERE term = "word"
-- untouched
-- id INT | term VARCHAR
--   1 | term

-- live, speaks new
INSERT INTO words (id, term) VALUES (3, "term") ON DUPLICATE KEY UPDATE term = "term"
-- becomes
INSERT INTO words (id, term, `word`) VALUES (3, "term", `words`.`term`) ON DUPLICATE KEY UPDATE term = "term", `words`.`word` = `words`.`term`
-- count 1

-- live, speaks new
UPDATE words SET note = "term", term = "note" WHERE "term" = note
-- becomes
UPDATE words SET note = "term", term = "note", `words`.`word` = `words`.`term` WHERE "term" = note
-- count 1

-- live, speaks new
SELECT * FROM words ORDER BY id
-- becomes
SELECT `words`.`id`, `words`.`note`, `words`.`term` FROM words ORDER BY id
-- id INT | note VARCHAR | term VARCHAR
--   1 | term | note
--   2 | word | a
--   3 | null | term

