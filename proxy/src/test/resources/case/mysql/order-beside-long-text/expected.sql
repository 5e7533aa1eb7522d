-- off, speaks old
SELECT hex(line), id FROM texts ORDER BY line
-- untouched
-- hex(line) VARCHAR | id INT
--   null | 4
--   6162 | 1
--   6263 | 3
--   6361 | 2

-- off, speaks old
SELECT line, hex(line) FROM texts ORDER BY line DESC, id
-- untouched
-- line VARCHAR | hex(line) VARCHAR
--   ca | 6361
--   bc | 6263
--   ab | 6162
--   null | null

-- off, speaks old
SELECT line AS l, repeat(long_one, 2) AS twice FROM texts ORDER BY l DESC LIMIT 2
-- untouched
-- l VARCHAR | twice VARCHAR
--   ca | rr
--   bc | ss

-- off, speaks old
SELECT hex(line) AS h, line FROM texts ORDER BY 2, 1
-- untouched
-- h VARCHAR | line VARCHAR
--   null | null
--   6162 | ab
--   6263 | bc
--   6361 | ca

-- off, speaks old
SELECT *, upper(long_one) AS u FROM texts ORDER BY line
-- becomes
SELECT `texts`.`id`, `texts`.`line`, `texts`.`long_one`, upper(long_one) AS u FROM texts ORDER BY line
-- id INT | line VARCHAR | long_one VARCHAR | u VARCHAR
--   4 | null | t | T
--   1 | ab | q | Q
--   3 | bc | s | S
--   2 | ca | r | R

-- off, speaks old
SELECT *, upper(long_one) AS u FROM texts WHERE line > 'a' ORDER BY (line)
-- becomes
SELECT `texts`.`id`, `texts`.`line`, `texts`.`long_one`, upper(long_one) AS u FROM texts WHERE line > 'a' ORDER BY (line)
-- id INT | line VARCHAR | long_one VARCHAR | u VARCHAR
--   1 | ab | q | Q
--   3 | bc | s | S
--   2 | ca | r | R

-- off, speaks old
SELECT l.line, concat(l.long_one, m.line) AS c FROM texts l JOIN texts m ON m.id = l.id ORDER BY m.line, l.line
-- untouched
-- line VARCHAR | c TEXT
--   null | null
--   ab | qab
--   bc | sbc
--   ca | rca

-- off, speaks old
SELECT id, upper(long_one) AS u FROM texts ORDER BY concat(line, 'x') DESC
-- untouched
-- id INT | u VARCHAR
--   2 | R
--   3 | S
--   1 | Q
--   4 | T

-- off, speaks old
SELECT concat(line, 'x') AS c, upper(long_one) AS u FROM texts ORDER BY c
-- untouched
-- c VARCHAR | u VARCHAR
--   null | T
--   abx | Q
--   bcx | S
--   cax | R

-- off, speaks old
SELECT id, concat(line, ' is short') AS s FROM texts ORDER BY line
-- untouched
-- id INT | s VARCHAR
--   4 | null
--   1 | ab is short
--   3 | bc is short
--   2 | ca is short

-- off, speaks old
SELECT id, hex(line) FROM texts ORDER BY id
-- untouched
-- id INT | hex(line) VARCHAR
--   1 | 6162
--   2 | 6361
--   3 | 6263
--   4 | null

-- off, speaks old
SELECT hex(line) FROM texts UNION ALL SELECT 'x' ORDER BY 1
-- untouched
-- hex(line) TEXT
--   null
--   6162
--   6263
--   6361
--   x

-- off, speaks old
SELECT * FROM (SELECT line, hex(line) AS h FROM texts ORDER BY line LIMIT 2) d ORDER BY h
-- untouched
-- line VARCHAR | h TEXT
--   null | null
--   ab | 6162

-- off, speaks old
SELECT line, hex(line), 'a text of more than sixty-four characters that is not folded in a query' AS t FROM texts ORDER BY line
-- untouched
-- line VARCHAR | hex(line) VARCHAR | t VARCHAR
--   null | null | a text of more than sixty-four characters that is not folded in a query
--   ab | 6162 | a text of more than sixty-four characters that is not folded in a query
--   bc | 6263 | a text of more than sixty-four characters that is not folded in a query
--   ca | 6361 | a text of more than sixty-four characters that is not folded in a query

-- off, speaks new
SELECT hex(turned), id FROM texts ORDER BY turned
-- becomes
SELECT hex(IF(TRUE, crossfade.`case-order-beside-long-text_up_1_null`(`texts`.`line`), `texts`.`turned`)) AS `hex(turned)`, id FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_up_1_null`(`texts`.`line`), `texts`.`turned`) AS v) AS crossfade_order)
-- hex(turned) VARCHAR | id INT
--   null | 4
--   6163 | 2
--   6261 | 1
--   6362 | 3

-- off, speaks new
SELECT * FROM texts ORDER BY turned DESC
-- becomes
SELECT `texts`.`id`, `texts`.`long_one`, IF(TRUE, crossfade.`case-order-beside-long-text_up_1_null`(`texts`.`line`), `texts`.`turned`) AS `turned` FROM texts ORDER BY turned DESC
-- id INT | long_one VARCHAR | turned VARCHAR
--   3 | s | cb
--   1 | q | ba
--   2 | r | ac
--   4 | t | null

-- dual-write, speaks old
SELECT hex(line), id FROM texts ORDER BY line
-- untouched
-- hex(line) VARCHAR | id INT
--   null | 4
--   6162 | 1
--   6263 | 3
--   6361 | 2

-- dual-write, speaks old
SELECT line, hex(line) FROM texts ORDER BY line DESC, id
-- untouched
-- line VARCHAR | hex(line) VARCHAR
--   ca | 6361
--   bc | 6263
--   ab | 6162
--   null | null

-- dual-write, speaks old
SELECT line AS l, repeat(long_one, 2) AS twice FROM texts ORDER BY l DESC LIMIT 2
-- untouched
-- l VARCHAR | twice VARCHAR
--   ca | rr
--   bc | ss

-- dual-write, speaks old
SELECT hex(line) AS h, line FROM texts ORDER BY 2, 1
-- untouched
-- h VARCHAR | line VARCHAR
--   null | null
--   6162 | ab
--   6263 | bc
--   6361 | ca

-- dual-write, speaks old
SELECT *, upper(long_one) AS u FROM texts ORDER BY line
-- becomes
SELECT `texts`.`id`, `texts`.`line`, `texts`.`long_one`, upper(long_one) AS u FROM texts ORDER BY line
-- id INT | line VARCHAR | long_one VARCHAR | u VARCHAR
--   4 | null | t | T
--   1 | ab | q | Q
--   3 | bc | s | S
--   2 | ca | r | R

-- dual-write, speaks old
SELECT *, upper(long_one) AS u FROM texts WHERE line > 'a' ORDER BY (line)
-- becomes
SELECT `texts`.`id`, `texts`.`line`, `texts`.`long_one`, upper(long_one) AS u FROM texts WHERE line > 'a' ORDER BY (line)
-- id INT | line VARCHAR | long_one VARCHAR | u VARCHAR
--   1 | ab | q | Q
--   3 | bc | s | S
--   2 | ca | r | R

-- dual-write, speaks old
SELECT l.line, concat(l.long_one, m.line) AS c FROM texts l JOIN texts m ON m.id = l.id ORDER BY m.line, l.line
-- untouched
-- line VARCHAR | c TEXT
--   null | null
--   ab | qab
--   bc | sbc
--   ca | rca

-- dual-write, speaks old
SELECT id, upper(long_one) AS u FROM texts ORDER BY concat(line, 'x') DESC
-- untouched
-- id INT | u VARCHAR
--   2 | R
--   3 | S
--   1 | Q
--   4 | T

-- dual-write, speaks old
SELECT concat(line, 'x') AS c, upper(long_one) AS u FROM texts ORDER BY c
-- untouched
-- c VARCHAR | u VARCHAR
--   null | T
--   abx | Q
--   bcx | S
--   cax | R

-- dual-write, speaks old
SELECT id, concat(line, ' is short') AS s FROM texts ORDER BY line
-- untouched
-- id INT | s VARCHAR
--   4 | null
--   1 | ab is short
--   3 | bc is short
--   2 | ca is short

-- dual-write, speaks old
SELECT id, hex(line) FROM texts ORDER BY id
-- untouched
-- id INT | hex(line) VARCHAR
--   1 | 6162
--   2 | 6361
--   3 | 6263
--   4 | null

-- dual-write, speaks old
SELECT hex(line) FROM texts UNION ALL SELECT 'x' ORDER BY 1
-- untouched
-- hex(line) TEXT
--   null
--   6162
--   6263
--   6361
--   x

-- dual-write, speaks old
SELECT * FROM (SELECT line, hex(line) AS h FROM texts ORDER BY line LIMIT 2) d ORDER BY h
-- untouched
-- line VARCHAR | h TEXT
--   null | null
--   ab | 6162

-- dual-write, speaks old
SELECT line, hex(line), 'a text of more than sixty-four characters that is not folded in a query' AS t FROM texts ORDER BY line
-- untouched
-- line VARCHAR | hex(line) VARCHAR | t VARCHAR
--   null | null | a text of more than sixty-four characters that is not folded in a query
--   ab | 6162 | a text of more than sixty-four characters that is not folded in a query
--   bc | 6263 | a text of more than sixty-four characters that is not folded in a query
--   ca | 6361 | a text of more than sixty-four characters that is not folded in a query

-- dual-write, speaks new
SELECT hex(turned), id FROM texts ORDER BY turned
-- becomes
SELECT hex(COALESCE(`texts`.`turned`, crossfade.`case-order-beside-long-text_up_1_null`(`texts`.`line`))) AS `hex(turned)`, id FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT COALESCE(`texts`.`turned`, crossfade.`case-order-beside-long-text_up_1_null`(`texts`.`line`)) AS v) AS crossfade_order)
-- hex(turned) VARCHAR | id INT
--   null | 4
--   6163 | 2
--   6261 | 1
--   6362 | 3

-- dual-write, speaks new
SELECT * FROM texts ORDER BY turned DESC
-- becomes
SELECT `texts`.`id`, `texts`.`long_one`, COALESCE(`texts`.`turned`, crossfade.`case-order-beside-long-text_up_1_null`(`texts`.`line`)) AS `turned` FROM texts ORDER BY turned DESC
-- id INT | long_one VARCHAR | turned VARCHAR
--   3 | s | cb
--   1 | q | ba
--   2 | r | ac
--   4 | t | null

-- live, speaks old
SELECT hex(line), id FROM texts ORDER BY line
-- becomes
SELECT hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS `hex(line)`, id FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order)
-- hex(line) VARCHAR | id INT
--   null | 4
--   6162 | 1
--   6263 | 3
--   6361 | 2

-- live, speaks old
SELECT line, hex(line) FROM texts ORDER BY line DESC, id
-- becomes
SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS `line`, hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS `hex(line)` FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order) DESC, id
-- line VARCHAR | hex(line) VARCHAR
--   ca | 6361
--   bc | 6263
--   ab | 6162
--   null | null

-- live, speaks old
SELECT line AS l, repeat(long_one, 2) AS twice FROM texts ORDER BY l DESC LIMIT 2
-- becomes
SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS l, repeat(long_one, 2) AS twice FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order) DESC LIMIT 2
-- l VARCHAR | twice VARCHAR
--   ca | rr
--   bc | ss

-- live, speaks old
SELECT hex(line) AS h, line FROM texts ORDER BY 2, 1
-- becomes
SELECT hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS h, IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS `line` FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order), (SELECT crossfade_order.v FROM (SELECT hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS v) AS crossfade_order)
-- h VARCHAR | line VARCHAR
--   null | null
--   6162 | ab
--   6263 | bc
--   6361 | ca

-- live, speaks old
SELECT *, upper(long_one) AS u FROM texts ORDER BY line
-- becomes
SELECT `texts`.`id`, IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS `line`, `texts`.`long_one`, upper(long_one) AS u FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order)
-- id INT | line VARCHAR | long_one VARCHAR | u VARCHAR
--   4 | null | t | T
--   1 | ab | q | Q
--   3 | bc | s | S
--   2 | ca | r | R

-- live, speaks old
SELECT *, upper(long_one) AS u FROM texts WHERE line > 'a' ORDER BY (line)
-- becomes
SELECT `texts`.`id`, IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS `line`, `texts`.`long_one`, upper(long_one) AS u FROM texts WHERE IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) > 'a' ORDER BY ((SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order))
-- id INT | line VARCHAR | long_one VARCHAR | u VARCHAR
--   1 | ab | q | Q
--   3 | bc | s | S
--   2 | ca | r | R

-- live, speaks old
SELECT l.line, concat(l.long_one, m.line) AS c FROM texts l JOIN texts m ON m.id = l.id ORDER BY m.line, l.line
-- becomes
SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(l.`turned`), l.`line`) AS `line`, concat(l.long_one, IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(m.`turned`), m.`line`)) AS c FROM texts l JOIN texts m ON m.id = l.id ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(m.`turned`), m.`line`) AS v) AS crossfade_order), (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(l.`turned`), l.`line`) AS v) AS crossfade_order)
-- line VARCHAR | c TEXT
--   null | null
--   ab | qab
--   bc | sbc
--   ca | rca

-- live, speaks old
SELECT id, upper(long_one) AS u FROM texts ORDER BY concat(line, 'x') DESC
-- becomes
SELECT id, upper(long_one) AS u FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT concat(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`), 'x') AS v) AS crossfade_order) DESC
-- id INT | u VARCHAR
--   2 | R
--   3 | S
--   1 | Q
--   4 | T

-- live, speaks old
SELECT concat(line, 'x') AS c, upper(long_one) AS u FROM texts ORDER BY c
-- becomes
SELECT concat(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`), 'x') AS c, upper(long_one) AS u FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT concat(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`), 'x') AS v) AS crossfade_order)
-- c VARCHAR | u VARCHAR
--   null | T
--   abx | Q
--   bcx | S
--   cax | R

-- live, speaks old
SELECT id, concat(line, ' is short') AS s FROM texts ORDER BY line
-- becomes
SELECT id, concat(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`), ' is short') AS s FROM texts ORDER BY IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)
-- id INT | s VARCHAR
--   4 | null
--   1 | ab is short
--   3 | bc is short
--   2 | ca is short

-- live, speaks old
SELECT id, hex(line) FROM texts ORDER BY id
-- becomes
SELECT id, hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS `hex(line)` FROM texts ORDER BY id
-- id INT | hex(line) VARCHAR
--   1 | 6162
--   2 | 6361
--   3 | 6263
--   4 | null

-- live, speaks old
SELECT hex(line) FROM texts UNION ALL SELECT 'x' ORDER BY 1
-- becomes
SELECT hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS `hex(line)` FROM texts UNION ALL SELECT 'x' ORDER BY 1
-- hex(line) TEXT
--   null
--   6162
--   6263
--   6361
--   x

-- live, speaks old
SELECT * FROM (SELECT line, hex(line) AS h FROM texts ORDER BY line LIMIT 2) d ORDER BY h
-- becomes
SELECT * FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS `line`, hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS h FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order) LIMIT 2) d ORDER BY h
-- line VARCHAR | h TEXT
--   null | null
--   ab | 6162

-- live, speaks old
SELECT line, hex(line), 'a text of more than sixty-four characters that is not folded in a query' AS t FROM texts ORDER BY line
-- becomes
SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS `line`, hex(IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`)) AS `hex(line)`, 'a text of more than sixty-four characters that is not folded in a query' AS t FROM texts ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-order-beside-long-text_down_1`(`texts`.`turned`), `texts`.`line`) AS v) AS crossfade_order)
-- line VARCHAR | hex(line) VARCHAR | t VARCHAR
--   null | null | a text of more than sixty-four characters that is not folded in a query
--   ab | 6162 | a text of more than sixty-four characters that is not folded in a query
--   bc | 6263 | a text of more than sixty-four characters that is not folded in a query
--   ca | 6361 | a text of more than sixty-four characters that is not folded in a query

-- live, speaks new
SELECT hex(turned), id FROM texts ORDER BY turned
-- untouched
-- hex(turned) VARCHAR | id INT
--   null | 4
--   6163 | 2
--   6261 | 1
--   6362 | 3

-- live, speaks new
SELECT * FROM texts ORDER BY turned DESC
-- becomes
SELECT `texts`.`id`, `texts`.`long_one`, `texts`.`turned` FROM texts ORDER BY turned DESC
-- id INT | long_one VARCHAR | turned VARCHAR
--   3 | s | cb
--   1 | q | ba
--   2 | r | ac
--   4 | t | null

