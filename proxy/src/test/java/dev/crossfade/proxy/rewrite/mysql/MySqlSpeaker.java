package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes everyday MySQL statements of a client that speaks one side, from a seed. */
final class MySqlSpeaker {
    /** A statement and the values of its parameters. */
    record Spoken(String sql, List<Object> values) {}

    private final Random random;
    private final Side side;
    private final Stage stage;
    private final MySqlQueries queries;
    private List<Object> values = new ArrayList<>();

    MySqlSpeaker(long seed, Side side, Stage stage) {
        this.random = new Random(seed);
        this.side = side;
        this.stage = stage;
        this.queries = new MySqlQueries(this);
    }

    Spoken next() {
        values = new ArrayList<>();
        String sql = switch (random.nextInt(12)) {
            case 0, 1 -> insert();
            case 2 -> conflict();
            case 3, 4 -> update();
            case 5 -> delete();
            default -> queries.select();
        };
        return new Spoken(sql, values);
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

    int number(int bound) {
        return random.nextInt(bound);
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

    private String parameter(Object value) {
        values.add(value);
        return "?";
    }

    String integer(int bound) {
        long value = random.nextInt(bound) + 1L;
        return switch (random.nextInt(6)) {
            case 0 -> parameter((int) value);
            case 1 -> parameter(value);
            case 2 -> chance(50) ? parameter(BigDecimal.valueOf(value)) : parameter(Long.toString(value));
            case 3 -> "'" + value + "'";
            default -> Long.toString(value);
        };
    }

    String text(String value) {
        String literal = "'" + value.replace("'", "''") + "'";
        return switch (random.nextInt(5)) {
            case 0, 1 -> parameter(value);
            case 2 ->
                chance(20)
                        ? '"' + value.replace("\"", "\"\"") + '"'
                        : chance(30) ? parameter(value.getBytes(StandardCharsets.UTF_8)) : literal;
            default -> literal;
        };
    }

    String person() {
        if (old()) {
            if (chance(8) && stage.isBefore(Stage.LIVE)) {
                return text("Trail "); // does not come back
            }
            if (chance(3)) {
                return text("A name that is so very long that no column of this shop could ever hold it");
            }
            return chance(6) ? "NULL" : text(pick("Ann Lee", "Bob", "Zoë X", "Dan van Dyk", "O'Hara Sam", "ANN LEE"));
        }
        return text(pick("Ann", "Bob", "Zoë", "O'Hara", "ann"));
    }

    String persons(String list) {
        return list.contains(",") ? person() + ", " + person() : person();
    }

    String item() {
        return chance(5)
                ? "NULL"
                : text(pick("item 1", "item 2", "lamp", "a label that is much too long", "chair", "LAMP", "17"));
    }

    private String insert() {
        String list = names();
        String verb = chance(10) ? "REPLACE" : chance(15) ? "INSERT IGNORE" : "INSERT";
        String into = verb + (chance(80) ? " INTO " : " ");
        return switch (random.nextInt(19)) {
            case 0 -> into + "customers (" + list + ", email) VALUES (" + persons(list) + ", 'new')";
            case 1 ->
                into + "customers (email, " + list + ") VALUES ('a', " + persons(list) + "), ('b', " + persons(list)
                        + ")";
            case 2 ->
                old() || stage != Stage.OFF
                        ? into + "customers (email, age) VALUES ('none', " + integer(9) + ")"
                        : "SELECT 1"; // half a name, later, has no full name to be stored as
            case 3 ->
                into + "orders (" + id() + ", customer_id, total) VALUES (" + integer(400) + ", " + integer(9) + ", 5)";
            case 4 ->
                into + "orders (customer_id, " + id() + ") VALUES (1, " + integer(900) + "), (2, " + integer(900) + ")";
            case 5 -> into + "orders (" + id() + ", note) VALUES (" + integer(400) + ", " + text("n") + ")";
            case 6 -> into + "items (order_id, " + label() + ") VALUES (" + integer(9) + ", " + item() + ")";
            case 7 ->
                into + "items VALUES (" + (old() ? integer(9) + ", " + item() + ", 2" : integer(9) + ", 2, " + item())
                        + ")";
            case 8 ->
                into + "items (" + label() + ", qty) VALUES (DEFAULT, 3), (" + item() + ", DEFAULT), (" + item()
                        + ", 4)";
            case 9 -> into + "items () VALUES ()" + (chance(50) ? ", ()" : "");
            case 10 ->
                into + "items (order_id, " + label() + ") SELECT " + id() + ", " + text("lamp") + " FROM orders WHERE "
                        + id() + " < " + integer(9);
            case 11 ->
                into + "customers (" + list + ") SELECT " + list + " FROM customers WHERE age = " + integer(30)
                        + " ORDER BY id";
            case 12 -> into + "items SET " + label() + " = " + item() + ", qty = " + integer(5);
            case 13 ->
                into + "customers SET email = 'set', " + (old() ? "full_name" : "first_name") + " = " + person()
                        + (old() ? "" : ", last_name = " + person());
            case 14 ->
                into + "items (order_id, " + label() + ") VALUES ((SELECT max(" + id() + ") FROM orders), (SELECT '"
                        + pick("a", "b") + "'))";
            case 15 -> into + "items SELECT * FROM items WHERE order_id = " + integer(9);
            case 16 ->
                into + "customers (id, " + list + ", age) VALUES (" + integer(60) + ", " + persons(list) + ", "
                        + integer(9) + ")";
            case 17 ->
                into + "orders VALUES (" + (old() ? integer(900) + ", 2, 3, 'v'" : "2, 3, 'v', " + integer(900)) + ")";
            default -> into + "items (order_id, qty, " + label() + ") VALUES (1, order_id + 1, " + item() + ")";
        };
    }

    private String conflict() {
        String list = names();
        String people = "INSERT INTO customers (id, " + list + ", age) VALUES (" + integer(50) + ", " + persons(list)
                + ", " + integer(9) + ")";
        String one = name();
        return switch (random.nextInt(9)) {
            case 0 -> people + " ON DUPLICATE KEY UPDATE age = VALUES(age) + age";
            case 1 ->
                people + " ON DUPLICATE KEY UPDATE "
                        + (old()
                                ? "full_name = VALUES(full_name)"
                                : "first_name = VALUES(first_name), last_name = VALUES(last_name)");
            case 2 ->
                people + " AS fresh ON DUPLICATE KEY UPDATE "
                        + (old()
                                ? "full_name = fresh.full_name, age = customers.age + fresh.age"
                                : "first_name = fresh.first_name, last_name = fresh.last_name");
            case 3 ->
                people + (list.contains(",") ? " AS n (i, a, b, c)" : " AS n (i, a, c)")
                        + " ON DUPLICATE KEY UPDATE age = n.c, "
                        + (old() ? "full_name = CONCAT(n.a, 'x')" : "first_name = n.a, last_name = n.b");
            case 4 ->
                people + " ON DUPLICATE KEY UPDATE "
                        + (old()
                                ? "full_name = CONCAT(full_name, '+')"
                                : stage.isBefore(Stage.LIVE) ? "age = 3" : "last_name = CONCAT(last_name, '+')");
            case 5 ->
                "INSERT INTO orders (" + id() + ", note, total) VALUES (" + integer(60) + ", 'up', 1), (" + integer(60)
                        + ", 'up2', 2) ON DUPLICATE KEY UPDATE note = CONCAT(VALUES(note), note), total = total + VALUES(total)";
            case 6 ->
                "INSERT INTO orders (" + id() + ", customer_id) VALUES (" + integer(60)
                        + ", 9) ON DUPLICATE KEY UPDATE " + id() + " = VALUES(" + id() + ") + 1000";
            case 7 ->
                "INSERT INTO orders (" + id() + ", note) SELECT " + id() + ", note FROM orders WHERE " + id() + " < "
                        + integer(9) + " ON DUPLICATE KEY UPDATE note = 'sel'";
            default ->
                people + " ON DUPLICATE KEY UPDATE " + (old() ? "full_name = " + person() : one + " = " + person());
        };
    }

    private String update() {
        String one = name();
        return switch (random.nextInt(22)) {
            case 0, 1 -> "UPDATE customers SET " + one + " = " + person() + " WHERE id = " + integer(30);
            case 2 ->
                "UPDATE customers SET " + one + " = CONCAT(" + one + ", 'x'), age = age + 1 WHERE id < " + integer(9);
            case 3 ->
                old()
                        ? "UPDATE customers c JOIN orders o ON o.customer_id = c.id SET c.full_name = CONCAT(c.full_name, '-', o.note) WHERE o.id = "
                                + integer(20)
                        : "UPDATE customers c JOIN orders o ON o.customer_id = c.id SET c.last_name = CONCAT(c.last_name, '-', o.note), c.first_name = 'Q' WHERE o.id_new = "
                                + integer(20);
            case 4 ->
                "UPDATE orders SET note = " + text("seen") + " WHERE " + id() + " IN (" + integer(9) + ", " + integer(9)
                        + ")";
            case 5 -> "UPDATE orders SET " + id() + " = " + id() + " + 5000 WHERE " + id() + " = " + integer(60);
            case 6 -> "UPDATE items SET " + label() + " = " + item() + " WHERE " + label() + " = " + text("item 3");
            case 7 -> "UPDATE items SET " + label() + " = DEFAULT, qty = qty + " + integer(3) + " WHERE qty = 2";
            case 8 -> "UPDATE items SET " + label() + " = " + item() + ", qty = 7 WHERE order_id = " + integer(9);
            case 9 ->
                "UPDATE items SET qty = 5, " + label() + " = (SELECT max(note) FROM orders WHERE " + id()
                        + " = items.order_id) WHERE order_id = " + integer(9);
            case 10 ->
                old()
                        ? "UPDATE customers SET full_name = " + person() + ", email = full_name WHERE id = "
                                + integer(30)
                        : "UPDATE customers SET first_name = " + person() + ", last_name = " + person() + " WHERE id = "
                                + integer(30);
            case 11 -> "UPDATE customers SET age = 1 WHERE " + one + " LIKE 'A%'";
            case 12 -> "UPDATE customers SET " + one + " = " + one + " WHERE id < " + integer(30);
            case 13 ->
                "UPDATE customers SET "
                        + (old() ? "full_name = full_name" : "first_name = first_name, last_name = last_name")
                        + " ORDER BY " + one + ", id LIMIT 5";
            case 14 ->
                "UPDATE customers SET " + one + " = " + person() + ", age = " + integer(40) + " ORDER BY " + one
                        + " DESC, id LIMIT " + (random.nextInt(4) + 1);
            case 15 ->
                "UPDATE items i, orders o SET i." + label() + " = " + item() + ", o.note = " + text("mu")
                        + " WHERE i.order_id = o." + id() + " AND o." + id() + " < " + integer(9);
            case 16 ->
                "UPDATE IGNORE orders SET " + id() + " = " + integer(60) + " WHERE " + id() + " = " + integer(60);
            case 17 ->
                "WITH big AS (SELECT " + id() + " AS k FROM orders WHERE total > " + integer(20)
                        + ") UPDATE items SET " + label() + " = " + item()
                        + " WHERE order_id IN (SELECT k FROM big)";
            case 18 ->
                "UPDATE customers SET email = " + one + ", " + one + " = UPPER(" + one + "), age = 6 WHERE id = "
                        + integer(30);
            case 19 -> "UPDATE items SET " + label() + " = UUID_SHORT() % 1 WHERE qty = " + integer(4);
            case 20 -> "UPDATE orders SET " + id() + " = 3000000000 + " + id() + " WHERE " + id() + " = " + integer(60);
            default ->
                "UPDATE orders o SET total = total * 2 WHERE o." + id() + " BETWEEN " + integer(5) + " AND "
                        + integer(9);
        };
    }

    private String delete() {
        return switch (random.nextInt(7)) {
            case 0 -> "DELETE FROM customers WHERE id = " + integer(200);
            case 1 -> "DELETE FROM orders WHERE " + id() + " = " + integer(200);
            case 2 ->
                "DELETE i FROM items i JOIN orders o ON o." + id() + " = i.order_id WHERE o." + id() + " = "
                        + integer(30);
            case 3 -> "DELETE FROM customers AS c WHERE c." + name() + " = " + person() + " AND age > 24";
            case 4 -> "DELETE FROM orders ORDER BY " + id() + " DESC LIMIT 1";
            case 5 ->
                "DELETE FROM i USING items AS i, orders AS o WHERE o." + id() + " = i.order_id AND i." + label() + " = "
                        + item();
            default -> "DELETE FROM items WHERE " + label() + " IS NULL AND qty = " + integer(3);
        };
    }
}
