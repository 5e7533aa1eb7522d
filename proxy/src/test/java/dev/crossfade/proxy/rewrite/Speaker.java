package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes everyday statements of a client that speaks one side, from a seed. */
final class Speaker {
    /**
     * What is sent.
     *
     * @param sql a statement, or several with a semicolon and a space between
     * @param values of its parameters, as SQL literals
     * @param types that they are declared with, "" for none
     * @param input what COPY FROM STDIN gets, else ""
     */
    record Spoken(String sql, List<String> values, List<String> types, String input) {
        static Spoken plain(String sql) {
            return new Spoken(sql, List.of(), List.of(), "");
        }
    }

    private final Random random;
    private final Side side;
    private final Stage stage;
    private List<String> values = new ArrayList<>();
    private List<String> types = new ArrayList<>();
    private boolean literalsOnly;

    Speaker(long seed, Side side, Stage stage) {
        this.random = new Random(seed);
        this.side = side;
        this.stage = stage;
    }

    Spoken next() {
        values = new ArrayList<>();
        types = new ArrayList<>();
        if (chance(9)) {
            literalsOnly = true;
            Spoken spoken = new UtilitySpeaker(this, stage).next();
            literalsOnly = false;
            return spoken;
        }
        String sql = chance(9) ? new ShapeSpeaker(this).next() : statement();
        return new Spoken(sql, values, types, "");
    }

    boolean old() {
        return side == Side.OLD;
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String id() {
        return old() ? "id" : "id_new";
    }

    String label() {
        return old() ? "label" : "title";
    }

    String name() {
        return old() ? "full_name" : pick("first_name", "last_name");
    }

    String names() {
        return old() ? "full_name" : pick("first_name, last_name", "last_name, first_name");
    }

    String integer(int bound) {
        String value = Integer.toString(random.nextInt(bound) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> parameter(value, "");
            case 1 -> parameter(value, pick("int4", "int8", "int2"));
            case 2 -> "'" + value + "'";
            default -> value;
        };
    }

    private String parameter(String value, String type) {
        if (literalsOnly) {
            return value;
        }
        values.add(value);
        types.add(type);
        return "$" + values.size();
    }

    String text(String value) {
        String literal = "'" + value.replace("'", "''") + "'";
        return switch (random.nextInt(4)) {
            case 0 -> parameter(literal, "");
            case 1 -> parameter(literal, pick("text", "varchar"));
            default -> literal;
        };
    }

    String person() {
        if (old()) {
            if (chance(8) && stage.isBefore(Stage.LIVE)) {
                return text("Trail "); // does not come back
            }
            return chance(6) ? "NULL" : text(pick("Ann Lee", "Bob", "Zoë X", "Dan van Dyk", "O'Hara Sam"));
        }
        return text(pick("Ann", "Bob", "Zoë", "O'Hara"));
    }

    String persons(String list) {
        return list.contains(",") ? person() + ", " + person() : person();
    }

    String item() {
        return chance(5) ? "NULL" : text(pick("item 1", "item 2", "lamp", "a label that is much too long", "chair"));
    }

    private String statement() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> insert();
            case 2, 3 -> update();
            case 4 -> delete();
            default -> select();
        };
    }

    private String insert() {
        String list = names();
        return switch (random.nextInt(21)) {
            case 0 -> "INSERT INTO customers (" + list + ", email) VALUES (" + persons(list) + ", 'new') RETURNING *";
            case 1 ->
                "INSERT INTO customers (email, " + list + ") VALUES ('a', " + persons(list) + "), ('b', "
                        + persons(list) + ")";
            case 2 ->
                old() || stage != Stage.OFF
                        ? "INSERT INTO customers (email, age) VALUES ('none', " + integer(9) + ") RETURNING id, "
                                + name()
                        // half a name has no full name to be stored as
                        : "SELECT 1";
            case 3 -> "INSERT INTO orders (customer_id, total) VALUES (" + integer(9) + ", 5) RETURNING " + id();
            case 4 ->
                "INSERT INTO orders (customer_id) VALUES (1), (2), (3) RETURNING " + id() + ", orders." + id() + " + 1";
            case 5 ->
                "INSERT INTO orders (" + id() + ", note) VALUES (" + (1000 + random.nextInt(400)) + ", " + text("n")
                        + ") ON CONFLICT DO NOTHING";
            case 6 ->
                "INSERT INTO orders AS o (" + id() + ", note, total) VALUES (" + integer(60)
                        + ", 'up', 1) ON CONFLICT ("
                        + id() + ") DO UPDATE SET note = EXCLUDED.note || o.note, total = o.total + EXCLUDED.total"
                        + (chance(50) ? " WHERE o." + id() + " < 40 RETURNING o." + id() : "");
            case 7 ->
                "INSERT INTO items (order_id, " + label() + ") VALUES (" + integer(9) + ", " + item() + ") RETURNING *";
            case 8 ->
                "INSERT INTO items VALUES ("
                        + (old() ? integer(9) + ", " + item() + ", 2" : integer(9) + ", 2, " + item()) + ")";
            case 9 ->
                "INSERT INTO items (" + label() + ", qty) VALUES (DEFAULT, 3), (" + item()
                        + ", DEFAULT) RETURNING qty, " + label();
            case 10 -> "INSERT INTO items DEFAULT VALUES RETURNING *";
            case 11 ->
                "INSERT INTO items (order_id, " + label() + ") SELECT " + id() + ", " + text("lamp")
                        + " FROM orders WHERE " + id() + " < " + integer(9);
            case 12 ->
                "INSERT INTO customers (" + list + ") SELECT " + list + " FROM customers WHERE age = " + integer(30)
                        + " ORDER BY id RETURNING id";
            case 13 ->
                "INSERT INTO customers (id, " + list + ") VALUES (" + integer(50) + ", " + persons(list)
                        + ") ON CONFLICT (id) DO UPDATE SET "
                        + (old()
                                ? "full_name = EXCLUDED.full_name || customers.full_name"
                                : "first_name = EXCLUDED.first_name, last_name = customers.last_name || 'c'")
                        + " RETURNING *";
            case 14 ->
                "INSERT INTO customers (email, " + list + ") VALUES ('r', "
                        + (list.contains(",") ? "'v', " : "") + "'r' || random()::text), ('s', "
                        + (list.contains(",") ? "'w', " : "") + "random()::text) RETURNING *";
            case 15 ->
                "INSERT INTO items (order_id, " + label() + ") VALUES ((SELECT max(" + id()
                        + ") FROM orders), (SELECT '" + pick("a", "b") + "'))";
            case 16 ->
                "INSERT INTO orders (customer_id, note) SELECT age, 'sel' FROM customers WHERE id = " + integer(40)
                        + " RETURNING " + id();
            case 17 ->
                "WITH w AS (SELECT max(age) AS a FROM customers) INSERT INTO orders (customer_id, note) VALUES ((SELECT a FROM w), 'w') RETURNING *";
            case 18 -> "INSERT INTO items SELECT * FROM items WHERE order_id = " + integer(9);
            case 19 -> "INSERT INTO orders VALUES (" + (old() ? "DEFAULT, 2, 3" : "2, 3") + ") RETURNING *";
            default ->
                "WITH fresh AS (INSERT INTO orders (customer_id, note) VALUES (" + integer(5) + ", 'cte') RETURNING "
                        + id() + ", note) SELECT * FROM fresh";
        };
    }

    private String update() {
        String one = name();
        return switch (random.nextInt(19)) {
            case 0 -> "UPDATE customers SET " + one + " = " + person() + " WHERE id = " + integer(30);
            case 1 ->
                "UPDATE customers SET " + one + " = " + one + " || 'x', age = age + 1 WHERE id < " + integer(9)
                        + " RETURNING *";
            case 2 ->
                old()
                        ? "UPDATE customers c SET full_name = c.full_name || '-' || o.note FROM orders o WHERE o.customer_id = c.id AND o.id = "
                                + integer(20) + " RETURNING c.full_name, o.id"
                        : "UPDATE customers c SET last_name = c.last_name || '-' || o.note, first_name = 'Q' FROM orders o WHERE o.customer_id = c.id AND o.id_new = "
                                + integer(20) + " RETURNING c.last_name, o.id_new";
            case 3 ->
                "UPDATE orders SET note = " + text("seen") + " WHERE " + id() + " IN (" + integer(9) + ", " + integer(9)
                        + ")";
            case 4 ->
                "UPDATE orders SET " + id() + " = " + id() + " + 5000 WHERE " + id() + " = " + integer(60)
                        + " RETURNING " + id();
            case 5 -> "UPDATE items SET " + label() + " = " + item() + " WHERE " + label() + " = " + text("item 3");
            case 6 -> "UPDATE items SET " + label() + " = DEFAULT, qty = qty + " + integer(3) + " WHERE qty = 2";
            case 7 -> "UPDATE items SET (" + label() + ", qty) = (" + item() + ", 7) WHERE order_id = " + integer(9);
            case 8 ->
                "UPDATE items SET (qty, " + label() + ") = (SELECT 5, max(note) FROM orders WHERE " + id()
                        + " = items.order_id) WHERE order_id = " + integer(9);
            case 9 ->
                "UPDATE items SET " + label() + " = (SELECT left(max(note), 5) FROM orders WHERE orders." + id()
                        + " = order_id) WHERE qty = 1 RETURNING " + label();
            case 10 ->
                old()
                        ? "UPDATE customers SET (full_name, email) = ROW(" + person() + ", 'r') WHERE id = "
                                + integer(30)
                        : "UPDATE customers SET (first_name, last_name) = (" + person() + ", " + person()
                                + ") WHERE id = " + integer(30);
            case 11 ->
                "UPDATE customers SET age = 1 WHERE " + one + " LIKE 'A%' RETURNING " + one + " AS n, upper(" + one
                        + ")";
            default ->
                "UPDATE orders o SET total = total * 2 WHERE o." + id() + " BETWEEN " + integer(5) + " AND "
                        + integer(9) + " RETURNING o.*";
        };
    }

    private String delete() {
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE FROM customers WHERE id = " + integer(200);
            case 1 -> "DELETE FROM orders WHERE " + id() + " = " + integer(200) + " RETURNING *";
            case 2 ->
                "DELETE FROM items i USING orders o WHERE o." + id() + " = i.order_id AND o." + id() + " = "
                        + integer(30) + " RETURNING i." + label() + ", o." + id();
            case 3 -> "DELETE FROM customers c WHERE c." + name() + " = " + person() + " AND age > 24";
            default -> "DELETE FROM items WHERE " + label() + " IS NULL AND qty = " + integer(3);
        };
    }

    String select() {
        String one = name();
        return switch (random.nextInt(46)) {
            case 0 -> "SELECT * FROM customers ORDER BY id";
            case 1 ->
                "SELECT c.*, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o." + id() + " < "
                        + integer(9) + " ORDER BY o." + id();
            case 2 ->
                "SELECT * FROM orders o, items i WHERE i.order_id = o." + id() + " AND o." + id() + " = " + integer(9);
            case 3 -> "SELECT " + one + ", count(*) FROM customers GROUP BY " + one + " ORDER BY " + one + ", 2";
            case 4 -> "SELECT " + one + " AS n FROM customers GROUP BY n HAVING count(*) > 1 ORDER BY n";
            case 5 -> "SELECT DISTINCT " + one + " FROM customers ORDER BY " + one + " DESC LIMIT " + integer(5);
            case 6 -> "SELECT DISTINCT ON (" + one + ") " + one + ", id FROM customers ORDER BY " + one + ", id";
            case 7 ->
                "SELECT id, (SELECT " + one + " FROM customers c2 WHERE c2.id = c.id) FROM customers c WHERE id < "
                        + integer(9) + " ORDER BY 1";
            case 8 ->
                "SELECT id FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id AND " + id()
                        + " = " + integer(9) + ") ORDER BY id";
            case 9 ->
                "SELECT " + id() + ", note, sum(total) FROM orders GROUP BY " + id() + " ORDER BY " + id() + " LIMIT 7";
            case 10 ->
                "SELECT o." + id() + ", o.note FROM orders o LEFT JOIN items i ON i.order_id = o." + id()
                        + " GROUP BY o." + id() + " ORDER BY o." + id();
            case 11 ->
                "WITH q AS (SELECT id, " + names() + " FROM customers) SELECT q." + one + ", q.id FROM q WHERE q." + one
                        + " = " + person() + " ORDER BY q.id";
            case 12 -> "SELECT x." + one + " FROM (SELECT * FROM customers) x WHERE x.id = " + integer(30);
            case 13 -> "SELECT " + one + " FROM customers UNION SELECT " + label() + " FROM items ORDER BY " + one;
            case 14 ->
                "SELECT " + one + ", row_number() OVER (PARTITION BY age ORDER BY " + one
                        + ", id) FROM customers ORDER BY id";
            case 15 ->
                "SELECT CASE WHEN age > 22 THEN 'x' ELSE " + one + " END, coalesce(" + one + ", '-'), (" + one + "), "
                        + one + "::varchar FROM customers ORDER BY id";
            case 16 ->
                "SELECT " + id() + " FROM orders WHERE " + id() + " IN (" + integer(9) + ", " + integer(9) + ", "
                        + integer(9) + ") ORDER BY " + id() + " FOR UPDATE";
            case 17 ->
                "SELECT " + id() + " FROM orders WHERE " + id() + " = ANY ("
                        + parameter("'{1,2,3}'", pick("", "int4[]", "int8[]")) + ") ORDER BY 1";
            case 18 ->
                "SELECT max(" + id() + "), min(" + id() + "), count(" + id() + "), sum(" + id() + ") FROM orders";
            case 19 ->
                "SELECT " + id() + " + 1, " + id() + " * total, " + id() + "::text, -" + id() + " FROM orders WHERE "
                        + id() + " > " + integer(9) + " ORDER BY " + id();
            case 20 ->
                "SELECT " + label() + ", order_id FROM items WHERE " + label() + " = " + item() + " ORDER BY 2, 1";
            case 21 ->
                "SELECT i.*, i." + label() + " FROM items i WHERE lower(i." + label()
                        + ") LIKE 'item%' ORDER BY qty, order_id";
            case 22 ->
                "SELECT l." + one
                        + ", o.total FROM orders o CROSS JOIN LATERAL (SELECT * FROM customers c WHERE c.id = o.customer_id) l ORDER BY o."
                        + id() + " LIMIT " + integer(9);
            case 23 -> "SELECT count(*), count(DISTINCT " + one + ") FROM customers WHERE " + one + " IS NOT NULL";
            case 24 ->
                "SELECT \"customers\".\"" + one + "\", CUSTOMERS.ID FROM Customers WHERE Public.Customers.id = "
                        + integer(30);
            case 25 ->
                "SELECT " + one + " FROM customers WHERE " + one + " > 'B' OR NOT (" + one
                        + " BETWEEN 'A' AND 'C') ORDER BY id";
            case 26 ->
                "SELECT o." + id() + " FROM orders o JOIN orders p ON o." + id() + " = p." + id() + " + 1 WHERE p."
                        + id() + " < o." + id() + " ORDER BY 1";
            case 27 ->
                old()
                        ? "SELECT first_name, full_name FROM customers JOIN people ON person_id = id ORDER BY person_id"
                        : "SELECT p.first_name, c.first_name, last_name FROM customers c JOIN people p ON person_id = id ORDER BY person_id";
            case 28 ->
                old()
                        ? "SELECT split_part(full_name, ' ', 1) AS first_name, count(*) FROM customers GROUP BY first_name ORDER BY first_name"
                        : "SELECT first_name || ' ' || last_name AS full_name, count(*) FROM customers GROUP BY full_name ORDER BY full_name";
            case 29 ->
                "SELECT * FROM customers c JOIN (SELECT id, age AS a2 FROM customers) d USING (id) WHERE c.age = "
                        + integer(30) + " ORDER BY id";
            case 30 -> "TABLE items";
            case 31 -> "SELECT * FROM (VALUES (1, 'x')) v (a, b), customers WHERE id = a";
            case 32 ->
                "SELECT array_agg(" + one + " ORDER BY id), string_agg(" + one
                        + ", ',' ORDER BY id) FILTER (WHERE age > 21) FROM customers";
            case 33 ->
                "SELECT ARRAY(SELECT " + id() + " FROM orders ORDER BY " + id() + " LIMIT 3), (SELECT max(" + id()
                        + ") FROM orders)";
            case 34 ->
                "SELECT " + id() + " FROM orders WHERE " + id()
                        + " NOT IN (SELECT order_id FROM items WHERE order_id IS NOT NULL AND " + label()
                        + " <> 'lamp') ORDER BY " + id();
            default ->
                "SELECT age, " + one + ", grouping(age) FROM customers GROUP BY ROLLUP (age, " + one
                        + ") ORDER BY 1, 2, 3";
        };
    }
}
