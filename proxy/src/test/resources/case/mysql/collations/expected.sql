-- off, speaks old
SELECT group_concat(word ORDER BY word) AS g FROM words
-- untouched
-- g LONGTEXT
--   A,B,Z,a,b

-- off, speaks old
SELECT word FROM words WHERE word = 'a'
-- untouched
-- word VARCHAR
--   a

-- off, speaks old
SELECT word FROM words WHERE word COLLATE utf8mb4_0900_ai_ci = 'a' ORDER BY id
-- untouched
-- word VARCHAR
--   a
--   A

-- off, speaks old
SELECT collation(word), collation(max(word)) AS m FROM words GROUP BY word ORDER BY word LIMIT 1
-- untouched
-- collation(word) VARCHAR | m VARCHAR
--   utf8mb4_bin | utf8mb4_bin

-- off, speaks old
SELECT count(DISTINCT word), count(DISTINCT word COLLATE utf8mb4_0900_ai_ci) AS c FROM words
-- untouched
-- count(DISTINCT word) BIGINT | c BIGINT
--   5 | 3

-- off, speaks old
SELECT id FROM words WHERE word LIKE 'b%'
-- untouched
-- id INT
--   5

-- off, speaks old
SELECT id FROM words ORDER BY word COLLATE utf8mb4_0900_ai_ci, id
-- untouched
-- id INT
--   1
--   3
--   2
--   5
--   4

-- off, speaks new
SELECT group_concat(term ORDER BY term) AS g FROM words
-- becomes
SELECT group_concat(`words`.`word` ORDER BY `words`.`word`) AS g FROM words
-- g LONGTEXT
--   A,B,Z,a,b

-- off, speaks new
SELECT collation(term) FROM words LIMIT 1
-- becomes
SELECT collation(`words`.`word`) AS `collation(term)` FROM words LIMIT 1
-- collation(term) VARCHAR
--   utf8mb4_bin

-- dual-write, speaks old
SELECT group_concat(word ORDER BY word) AS g FROM words
-- untouched
-- g LONGTEXT
--   A,B,Z,a,b

-- dual-write, speaks old
SELECT word FROM words WHERE word = 'a'
-- untouched
-- word VARCHAR
--   a

-- dual-write, speaks old
SELECT word FROM words WHERE word COLLATE utf8mb4_0900_ai_ci = 'a' ORDER BY id
-- untouched
-- word VARCHAR
--   a
--   A

-- dual-write, speaks old
SELECT collation(word), collation(max(word)) AS m FROM words GROUP BY word ORDER BY word LIMIT 1
-- untouched
-- collation(word) VARCHAR | m VARCHAR
--   utf8mb4_bin | utf8mb4_bin

-- dual-write, speaks old
SELECT count(DISTINCT word), count(DISTINCT word COLLATE utf8mb4_0900_ai_ci) AS c FROM words
-- untouched
-- count(DISTINCT word) BIGINT | c BIGINT
--   5 | 3

-- dual-write, speaks old
SELECT id FROM words WHERE word LIKE 'b%'
-- untouched
-- id INT
--   5

-- dual-write, speaks old
SELECT id FROM words ORDER BY word COLLATE utf8mb4_0900_ai_ci, id
-- untouched
-- id INT
--   1
--   3
--   2
--   5
--   4

-- dual-write, speaks new
SELECT group_concat(term ORDER BY term) AS g FROM words
-- becomes
SELECT group_concat(`words`.`word` ORDER BY `words`.`word`) AS g FROM words
-- g LONGTEXT
--   A,B,Z,a,b

-- dual-write, speaks new
SELECT collation(term) FROM words LIMIT 1
-- becomes
SELECT collation(`words`.`word`) AS `collation(term)` FROM words LIMIT 1
-- collation(term) VARCHAR
--   utf8mb4_bin

-- live, speaks old
SELECT group_concat(word ORDER BY word) AS g FROM words
-- becomes
SELECT group_concat(`words`.`term` ORDER BY `words`.`term`) AS g FROM words
-- g LONGTEXT
--   A,B,Z,a,b

-- live, speaks old
SELECT word FROM words WHERE word = 'a'
-- becomes
SELECT `words`.`term` AS `word` FROM words WHERE `words`.`term` = 'a'
-- word VARCHAR
--   a

-- live, speaks old
SELECT word FROM words WHERE word COLLATE utf8mb4_0900_ai_ci = 'a' ORDER BY id
-- becomes
SELECT `words`.`term` AS `word` FROM words WHERE `words`.`term` COLLATE utf8mb4_0900_ai_ci = 'a' ORDER BY id
-- word VARCHAR
--   a
--   A

-- live, speaks old
SELECT collation(word), collation(max(word)) AS m FROM words GROUP BY word ORDER BY word LIMIT 1
-- becomes
SELECT collation(`words`.`term`) AS `collation(word)`, collation(max(`words`.`term`)) AS m FROM words GROUP BY `words`.`term` ORDER BY `words`.`term` LIMIT 1
-- collation(word) VARCHAR | m VARCHAR
--   utf8mb4_bin | utf8mb4_bin

-- live, speaks old
SELECT count(DISTINCT word), count(DISTINCT word COLLATE utf8mb4_0900_ai_ci) AS c FROM words
-- becomes
SELECT count(DISTINCT `words`.`term`) AS `count(DISTINCT word)`, count(DISTINCT `words`.`term` COLLATE utf8mb4_0900_ai_ci) AS c FROM words
-- count(DISTINCT word) BIGINT | c BIGINT
--   5 | 3

-- live, speaks old
SELECT id FROM words WHERE word LIKE 'b%'
-- becomes
SELECT id FROM words WHERE `words`.`term` LIKE 'b%'
-- id INT
--   5

-- live, speaks old
SELECT id FROM words ORDER BY word COLLATE utf8mb4_0900_ai_ci, id
-- becomes
SELECT id FROM words ORDER BY `words`.`term` COLLATE utf8mb4_0900_ai_ci, id
-- id INT
--   1
--   3
--   2
--   5
--   4

-- live, speaks new
SELECT group_concat(term ORDER BY term) AS g FROM words
-- untouched
-- g LONGTEXT
--   A,B,Z,a,b

-- live, speaks new
SELECT collation(term) FROM words LIMIT 1
-- untouched
-- collation(term) VARCHAR
--   utf8mb4_bin

