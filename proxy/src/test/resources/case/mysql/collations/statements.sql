-- speaks old
SELECT group_concat(word ORDER BY word) AS g FROM words;
SELECT word FROM words WHERE word = 'a';
SELECT word FROM words WHERE word COLLATE utf8mb4_0900_ai_ci = 'a' ORDER BY id;
SELECT collation(word), collation(max(word)) AS m FROM words GROUP BY word ORDER BY word LIMIT 1;
SELECT count(DISTINCT word), count(DISTINCT word COLLATE utf8mb4_0900_ai_ci) AS c FROM words;
SELECT id FROM words WHERE word LIKE 'b%';
SELECT id FROM words ORDER BY word COLLATE utf8mb4_0900_ai_ci, id;
-- speaks new
SELECT group_concat(term ORDER BY term) AS g FROM words;
SELECT collation(term) FROM words LIMIT 1;
