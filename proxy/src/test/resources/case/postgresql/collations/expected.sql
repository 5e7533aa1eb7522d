-- off, speaks old
SELECT string_agg(word, ' ' ORDER BY word) FROM words
-- untouched
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- off, speaks old
SELECT word FROM words WHERE word > 'Z' ORDER BY word
-- untouched
-- word text(2147483647,0)
--   a
--   b
--   Ä

-- off, speaks old
SELECT string_agg(word, ' ' ORDER BY word COLLATE "ucs_basic") FROM words
-- untouched
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- off, speaks old
SELECT max(word), min(word COLLATE "POSIX") FROM words
-- untouched
-- max text(2147483647,0), min text(2147483647,0)
--   Ä | B

-- off, speaks old
SELECT collation for (word) FROM words LIMIT 1
-- untouched
-- pg_collation_for text(2147483647,0)
--   "C"

-- off, speaks old
SELECT word COLLATE "C" || 'x' FROM words WHERE word LIKE 'b%'
-- untouched
-- ?column? text(2147483647,0)
--   bx

-- off, speaks old
SELECT id FROM words ORDER BY word || 'a', id
-- untouched
-- id int4(10,0)
--   1
--   2
--   3
--   4
--   5

-- off, speaks new
SELECT string_agg(term, ' ' ORDER BY term) FROM words
-- becomes
SELECT string_agg("words"."word", ' ' ORDER BY "words"."word") FROM words
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- off, speaks new
SELECT max(term), collation for (max(term)) FROM words
-- becomes
SELECT max("words"."word"), collation for (max("words"."word")) FROM words
-- max text(2147483647,0), pg_collation_for text(2147483647,0)
--   Ä | "C"

-- dual-write, speaks old
SELECT string_agg(word, ' ' ORDER BY word) FROM words
-- untouched
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- dual-write, speaks old
SELECT word FROM words WHERE word > 'Z' ORDER BY word
-- untouched
-- word text(2147483647,0)
--   a
--   b
--   Ä

-- dual-write, speaks old
SELECT string_agg(word, ' ' ORDER BY word COLLATE "ucs_basic") FROM words
-- untouched
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- dual-write, speaks old
SELECT max(word), min(word COLLATE "POSIX") FROM words
-- untouched
-- max text(2147483647,0), min text(2147483647,0)
--   Ä | B

-- dual-write, speaks old
SELECT collation for (word) FROM words LIMIT 1
-- untouched
-- pg_collation_for text(2147483647,0)
--   "C"

-- dual-write, speaks old
SELECT word COLLATE "C" || 'x' FROM words WHERE word LIKE 'b%'
-- untouched
-- ?column? text(2147483647,0)
--   bx

-- dual-write, speaks old
SELECT id FROM words ORDER BY word || 'a', id
-- untouched
-- id int4(10,0)
--   1
--   2
--   3
--   4
--   5

-- dual-write, speaks new
SELECT string_agg(term, ' ' ORDER BY term) FROM words
-- becomes
SELECT string_agg("words"."word", ' ' ORDER BY "words"."word") FROM words
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- dual-write, speaks new
SELECT max(term), collation for (max(term)) FROM words
-- becomes
SELECT max("words"."word"), collation for (max("words"."word")) FROM words
-- max text(2147483647,0), pg_collation_for text(2147483647,0)
--   Ä | "C"

-- live, speaks old
SELECT string_agg(word, ' ' ORDER BY word) FROM words
-- becomes
SELECT string_agg("words"."term", ' ' ORDER BY "words"."term") FROM words
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- live, speaks old
SELECT word FROM words WHERE word > 'Z' ORDER BY word
-- becomes
SELECT "words"."term" AS "word" FROM words WHERE "words"."term" > 'Z' ORDER BY word
-- word text(2147483647,0)
--   a
--   b
--   Ä

-- live, speaks old
SELECT string_agg(word, ' ' ORDER BY word COLLATE "ucs_basic") FROM words
-- becomes
SELECT string_agg("words"."term", ' ' ORDER BY "words"."term" COLLATE "ucs_basic") FROM words
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- live, speaks old
SELECT max(word), min(word COLLATE "POSIX") FROM words
-- becomes
SELECT max("words"."term"), min("words"."term" COLLATE "POSIX") FROM words
-- max text(2147483647,0), min text(2147483647,0)
--   Ä | B

-- live, speaks old
SELECT collation for (word) FROM words LIMIT 1
-- becomes
SELECT collation for ("words"."term") FROM words LIMIT 1
-- pg_collation_for text(2147483647,0)
--   "C"

-- live, speaks old
SELECT word COLLATE "C" || 'x' FROM words WHERE word LIKE 'b%'
-- becomes
SELECT "words"."term" COLLATE "C" || 'x' FROM words WHERE "words"."term" LIKE 'b%'
-- ?column? text(2147483647,0)
--   bx

-- live, speaks old
SELECT id FROM words ORDER BY word || 'a', id
-- becomes
SELECT id FROM words ORDER BY "words"."term" || 'a', id
-- id int4(10,0)
--   1
--   2
--   3
--   4
--   5

-- live, speaks new
SELECT string_agg(term, ' ' ORDER BY term) FROM words
-- untouched
-- string_agg text(2147483647,0)
--   B Z a b Ä

-- live, speaks new
SELECT max(term), collation for (max(term)) FROM words
-- untouched
-- max text(2147483647,0), pg_collation_for text(2147483647,0)
--   Ä | "C"

