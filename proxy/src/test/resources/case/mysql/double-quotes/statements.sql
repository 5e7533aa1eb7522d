-- speaks old
SELECT id, "word" FROM words WHERE word = "word";
SELECT id, word AS "word" FROM words WHERE note IN ("word", "term") ORDER BY id;
SELECT word "x y", "it""s" FROM words ORDER BY id;
INSERT INTO words VALUES (3, "word", "word");
UPDATE words SET word = "note", note = "word" WHERE word = "a";
UPDATE words SET word = CONCAT("word", word) WHERE id = 3;
SELECT * FROM words ORDER BY id;
-- speaks new
SELECT id, "term" FROM words WHERE term = "word";
INSERT INTO words (id, term) VALUES (3, "term") ON DUPLICATE KEY UPDATE term = "term";
UPDATE words SET note = "term", term = "note" WHERE "term" = note;
SELECT * FROM words ORDER BY id;
