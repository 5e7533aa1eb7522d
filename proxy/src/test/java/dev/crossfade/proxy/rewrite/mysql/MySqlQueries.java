package dev.crossfade.proxy.rewrite.mysql;

/** Makes everyday MySQL queries. */
final class MySqlQueries {
    private final MySqlSpeaker say;

    MySqlQueries(MySqlSpeaker say) {
        this.say = say;
    }

    String select() {
        String one = say.name();
        String id = say.id();
        String label = say.label();
        return switch (say.number(52)) {
            case 0 -> "SELECT * FROM customers ORDER BY id";
            case 1 ->
                "SELECT c.*, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o." + id + " < "
                        + say.integer(9) + " ORDER BY o." + id;
            case 2 ->
                "SELECT * FROM orders o, items i WHERE i.order_id = o." + id + " AND o." + id + " = " + say.integer(9);
            case 3 -> "SELECT " + one + ", count(*) FROM customers GROUP BY " + one + " ORDER BY " + one + ", 2";
            case 4 -> "SELECT " + one + " AS n FROM customers GROUP BY n HAVING count(*) > 1 ORDER BY n";
            case 5 ->
                "SELECT DISTINCT " + one + " FROM customers ORDER BY " + one + " DESC LIMIT " + (say.number(5) + 1);
            case 6 -> "SELECT DISTINCT " + one + ", age FROM customers ORDER BY age, " + one;
            case 7 ->
                "SELECT id, (SELECT " + one + " FROM customers c2 WHERE c2.id = c.id) FROM customers c WHERE id < "
                        + say.integer(9) + " ORDER BY 1";
            case 8 ->
                "SELECT id FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id AND " + id
                        + " = " + say.integer(9) + ") ORDER BY id";
            case 9 -> "SELECT " + id + ", note, sum(total) FROM orders GROUP BY " + id + " ORDER BY " + id + " LIMIT 7";
            case 10 ->
                "SELECT o." + id + ", o.note, o." + id + " + 1 FROM orders o LEFT JOIN items i ON i.order_id = o." + id
                        + " GROUP BY o." + id + " ORDER BY o." + id;
            case 11 ->
                "WITH q AS (SELECT id, " + say.names() + " FROM customers) SELECT q." + one + ", q.id FROM q WHERE q."
                        + one + " = " + say.person() + " ORDER BY q.id";
            case 12 -> "SELECT x." + one + " FROM (SELECT * FROM customers) x WHERE x.id = " + say.integer(30);
            case 13 -> "SELECT " + one + " FROM customers UNION SELECT " + label + " FROM items ORDER BY " + one;
            case 14 ->
                "SELECT " + one + ", row_number() OVER (PARTITION BY age ORDER BY " + one
                        + ", id) FROM customers ORDER BY id";
            case 15 ->
                "SELECT CASE WHEN age > 22 THEN 'x' ELSE " + one + " END, coalesce(" + one + ", '-'), (" + one
                        + "), CAST(" + one + " AS CHAR(20)), `" + one + "`, UPPER( " + one
                        + " ) FROM customers ORDER BY id";
            case 16 ->
                "SELECT " + id + " FROM orders WHERE " + id + " IN (" + say.integer(9) + ", " + say.integer(9) + ", "
                        + say.integer(9) + ") ORDER BY " + id + " FOR UPDATE";
            case 17 ->
                "SELECT " + id + " FROM orders WHERE " + id + " <=> " + say.integer(9) + " OR " + id + " > "
                        + say.integer(60) + " ORDER BY 1 LOCK IN SHARE MODE";
            case 18 -> "SELECT max(" + id + "), min(" + id + "), count(" + id + "), sum(" + id + ") FROM orders";
            case 19 ->
                "SELECT " + id + " + 1, " + id + " * total, CONCAT(" + id + ", ''), -" + id + " FROM orders WHERE " + id
                        + " > " + say.integer(9) + " ORDER BY " + id;
            case 20 ->
                "SELECT " + label + ", order_id FROM items WHERE " + label + " = " + say.item() + " ORDER BY 2, 1";
            case 21 ->
                "SELECT i.*, i." + label + " FROM items i WHERE lower(i." + label
                        + ") LIKE 'item%' ORDER BY qty, order_id";
            case 22 ->
                "SELECT l." + one
                        + ", o.total FROM orders o CROSS JOIN LATERAL (SELECT * FROM customers c WHERE c.id = o.customer_id) l ORDER BY o."
                        + id + " LIMIT " + (say.number(9) + 1);
            case 23 -> "SELECT count(*), count(DISTINCT " + one + ") FROM customers WHERE " + one + " IS NOT NULL";
            case 24 ->
                "SELECT `customers`.`" + one.toUpperCase(java.util.Locale.ROOT)
                        + "`, customers.ID FROM customers WHERE customers.Id = " + say.integer(30);
            case 25 ->
                "SELECT " + one + " FROM customers WHERE " + one + " > 'B' OR NOT (" + one
                        + " BETWEEN 'A' AND 'C') ORDER BY id";
            case 26 ->
                "SELECT o." + id + " FROM orders o JOIN orders p ON o." + id + " = p." + id + " + 2 WHERE p." + id
                        + " < o." + id + " ORDER BY 1";
            case 27 ->
                say.old()
                        ? "SELECT first_name, full_name FROM customers JOIN people ON person_id = id ORDER BY person_id"
                        : "SELECT p.first_name, c.first_name, last_name FROM customers c JOIN people p ON person_id = id ORDER BY person_id";
            case 28 ->
                say.old()
                        ? "SELECT substring_index(full_name, ' ', 1) AS first_name, count(*) FROM customers GROUP BY first_name ORDER BY first_name"
                        : "SELECT CONCAT(first_name, ' ', last_name) AS full_name, count(*) FROM customers GROUP BY full_name ORDER BY full_name";
            case 29 ->
                "SELECT * FROM customers c JOIN (SELECT id, age AS a2 FROM customers) d USING (id) WHERE c.age = "
                        + say.integer(30) + " ORDER BY id";
            case 30 -> "TABLE items";
            case 31 -> "SELECT * FROM (VALUES ROW(1, 'x')) v (a, b), customers WHERE id = a";
            case 32 ->
                "SELECT GROUP_CONCAT(" + one + " ORDER BY id SEPARATOR '|'), GROUP_CONCAT(DISTINCT " + one
                        + " ORDER BY 1) FROM customers WHERE age > 21";
            case 33 ->
                "SELECT (SELECT max(" + id + ") FROM orders) AS m, (SELECT count(*) FROM items WHERE " + label
                        + " <> 'lamp') AS n";
            case 34 ->
                "SELECT " + id + " FROM orders WHERE " + id
                        + " NOT IN (SELECT order_id FROM items WHERE order_id IS NOT NULL AND " + label
                        + " <> 'lamp') ORDER BY " + id;
            case 35 -> "SELECT age, count(" + one + ") FROM customers GROUP BY age WITH ROLLUP";
            case 36 -> "SELECT " + one + " FROM customers HAVING " + one + " > 'B' ORDER BY " + one;
            case 37 ->
                "SELECT " + one + ", max(age) m FROM customers GROUP BY " + one + " HAVING " + one
                        + " IS NOT NULL AND m > 21 ORDER BY m, " + one;
            case 38 ->
                "SELECT " + one + " REGEXP '^A', " + one + " LIKE '%e', " + one + " = 'ann lee', " + one
                        + " COLLATE utf8mb4_bin = 'Ann Lee' FROM customers ORDER BY id";
            case 39 ->
                "SELECT c." + one + ", o." + id + " FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o."
                        + id + " < " + say.integer(20) + " ORDER BY c.id, o." + id;
            case 40 ->
                "SELECT c.id, o.note FROM customers c STRAIGHT_JOIN orders o ON c.id = o." + id + " WHERE c." + one
                        + " < " + say.person() + " ORDER BY c.id";
            case 41 ->
                "(SELECT " + id + " AS k FROM orders ORDER BY " + id
                        + " LIMIT 3) UNION ALL (SELECT id FROM customers WHERE " + one + " IS NULL) ORDER BY k";
            case 42 -> "SELECT `" + one + "` AS `a b`, 1 AS x FROM customers ORDER BY `a b`, id";
            case 43 ->
                "SELECT /*! SQL_NO_CACHE */ " + one + " FROM customers # " + one + "\n WHERE id = " + say.integer(30);
            case 44 ->
                "SELECT @n := " + one + " IS NULL, " + label
                        + " FROM customers JOIN items ON order_id = id ORDER BY 2, 1";
            case 45 ->
                "SELECT IF(" + one + " IS NULL, 'none', LEFT(" + one
                        + ", 2)) AS short, COUNT(*) FROM customers GROUP BY short ORDER BY short";
            case 46 ->
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, " + one
                        + " FROM n JOIN customers ON id = i ORDER BY i";
            case 47 -> "SELECT note, count(*) FROM orders WHERE " + id + " % 2 = 1 GROUP BY note ORDER BY note";
            case 48 ->
                "SELECT " + id + ", count(*) FROM orders GROUP BY " + id + " HAVING " + id + " > " + say.integer(9)
                        + " ORDER BY " + id;
            case 49 ->
                "SELECT " + label + ", sum(qty) FROM items GROUP BY " + label + " HAVING " + label + " <> 'x' ORDER BY "
                        + label;
            case 50 -> "SELECT DISTINCT c." + one + " FROM customers c ORDER BY c." + one;
            default ->
                "SELECT SQL_CALC_FOUND_ROWS " + one + ", 'it''s' FROM customers ORDER BY " + one
                        + " DESC, id LIMIT 2, 3";
        };
    }
}
