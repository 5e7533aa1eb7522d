-- speaks old
SELECT hex(line), id FROM texts ORDER BY line;
SELECT line, hex(line) FROM texts ORDER BY line DESC, id;
SELECT line AS l, repeat(long_one, 2) AS twice FROM texts ORDER BY l DESC LIMIT 2;
SELECT hex(line) AS h, line FROM texts ORDER BY 2, 1;
SELECT *, upper(long_one) AS u FROM texts ORDER BY line;
SELECT *, upper(long_one) AS u FROM texts WHERE line > 'a' ORDER BY (line);
SELECT l.line, concat(l.long_one, m.line) AS c FROM texts l JOIN texts m ON m.id = l.id ORDER BY m.line, l.line;
SELECT id, upper(long_one) AS u FROM texts ORDER BY concat(line, 'x') DESC;
SELECT concat(line, 'x') AS c, upper(long_one) AS u FROM texts ORDER BY c;
SELECT id, concat(line, ' is short') AS s FROM texts ORDER BY line;
SELECT id, hex(line) FROM texts ORDER BY id;
SELECT hex(line) FROM texts UNION ALL SELECT 'x' ORDER BY 1;
SELECT * FROM (SELECT line, hex(line) AS h FROM texts ORDER BY line LIMIT 2) d ORDER BY h;
SELECT line, hex(line), 'a text of more than sixty-four characters that is not folded in a query' AS t FROM texts ORDER BY line;
-- speaks new
SELECT hex(turned), id FROM texts ORDER BY turned;
SELECT * FROM texts ORDER BY turned DESC;
