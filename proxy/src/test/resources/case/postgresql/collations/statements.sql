-- speaks old
SELECT string_agg(word, ' ' ORDER BY word) FROM words;
SELECT word FROM words WHERE word > 'Z' ORDER BY word;
SELECT string_agg(word, ' ' ORDER BY word COLLATE "ucs_basic") FROM words;
SELECT max(word), min(word COLLATE "POSIX") FROM words;
SELECT collation for (word) FROM words LIMIT 1;
SELECT word COLLATE "C" || 'x' FROM words WHERE word LIKE 'b%';
SELECT id FROM words ORDER BY word || 'a', id;
-- speaks new
SELECT string_agg(term, ' ' ORDER BY term) FROM words;
SELECT max(term), collation for (max(term)) FROM words;
