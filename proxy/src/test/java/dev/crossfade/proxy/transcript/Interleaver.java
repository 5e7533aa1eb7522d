package dev.crossfade.proxy.transcript;

import dev.crossfade.proxy.transcript.Script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes scripts: messages of the protocol in any order, most of them sensible where they stand. The same seed makes the same
 * script, in the corpus's own format, so that one that finds a bug can be put there.
 */
final class Interleaver {
    private static final int MAX_STEPS = 30;

    private static final List<String> ORDINARY = List.of(
            "SELECT 1",
            "SELECT 'a', NULL",
            "SELECT generate_series(1, 4)",
            "SELECT 1/0",
            "SELEC",
            "",
            ";",
            "BEGIN",
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT a",
            "ROLLBACK TO a",
            "INSERT INTO t VALUES (1)",
            "INSERT INTO t VALUES (2), (3) RETURNING a",
            "UPDATE t SET a = a + 1",
            "DELETE FROM t WHERE a > 3",
            "SELECT count(*), sum(a) FROM t",
            "COPY t FROM STDIN",
            "COPY t FROM STDIN",
            "COPY t TO STDOUT",
            "SET DateStyle = 'SQL'",
            "RESET DateStyle",
            "SET LOCAL work_mem = '1MB'",
            "DEALLOCATE s1",
            "DEALLOCATE ALL",
            "PREPARE s2 AS SELECT 5",
            "PREPARE q AS SELECT 5",
            "EXECUTE q",
            "EXECUTE s2",
            "EXECUTE s2;",
            "EXPLAIN (COSTS OFF) EXECUTE s1",
            "/* c */ DEALLOCATE s1",
            "DECLARE p1 CURSOR FOR SELECT generate_series(1, 5)",
            "FETCH 2 FROM p1",
            "CLOSE p1",
            "LISTEN l",
            "NOTIFY l",
            "DO $$BEGIN RAISE NOTICE 'n'; END$$",
            "CREATE TEMP TABLE IF NOT EXISTS u (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO u VALUES (1), (1)",
            "DISCARD PLANS",
            "SELECT $1::int + 1",
            "INSERT INTO t VALUES ($1::int)",
            "SELECT a FROM t WHERE a >= $1::int ORDER BY a");

    private static final List<String> SEVERAL = List.of(
            "SELECT 1; SELECT 2",
            "SELECT 1; SELECT 1/0; SELECT 2",
            "BEGIN; SELECT 1",
            "COPY t FROM STDIN; SELECT 'after'",
            "COPY t TO STDOUT; COPY t FROM STDIN",
            "INSERT INTO t VALUES (4); COMMIT; SELECT 1/0",
            "SELECT 1; EXECUTE s1",
            "SELECT 1; DEALLOCATE s1",
            "SELECT 1/0; DEALLOCATE s1",
            "ROLLBACK; SELECT 3");

    /** On the shop's tables. Each gives one row or says an order, since rows stand elsewhere in the twin. */
    private static final List<String> WATCHED = List.of(
            "SELECT label FROM items WHERE order_id = 3 ORDER BY label, qty",
            "SELECT * FROM orders WHERE id = 5",
            "SELECT id, full_name FROM customers WHERE id < 4 ORDER BY id",
            "SELECT c.full_name, i.label FROM customers c, items i WHERE c.id = i.order_id ORDER BY 1, 2, i.qty LIMIT 3",
            "INSERT INTO items (order_id, label) VALUES (9, 'x')",
            "INSERT INTO orders (customer_id) VALUES (3)",
            "INSERT INTO customers (full_name, email) VALUES ('Eve Fox', 'e@x') RETURNING full_name",
            "UPDATE items SET qty = qty + 1 WHERE label = 'item 3'",
            "UPDATE customers SET full_name = 'Ann Lee' WHERE id = 2",
            "UPDATE customers SET age = age + 1 WHERE full_name = 'Cher'",
            "DELETE FROM items WHERE order_id = 9",
            "SELECT nope FROM items",
            "SELECT label, nope FROM items",
            "SELECT full_name, 1/0 FROM customers",
            "SELECT count(*), sum(id) FROM orders",
            "SELECT count(DISTINCT label) FROM items",
            "SELECT label FROM items WHERE label = $1::text ORDER BY qty LIMIT 1",
            "UPDATE items SET label = $1 WHERE order_id = 4",
            "SELECT full_name FROM customers WHERE id = $1::int",
            "INSERT INTO customers (full_name, email) VALUES ($1, 'q')");

    private static final List<String> VALUES = List.of("1", "3", "x", "NULL", "\"Bob Fox\"", "\"\"");

    private final Random random;
    private final boolean watched;
    private final boolean shared;
    private final List<Step> steps = new ArrayList<>();

    private Interleaver(long seed, boolean watched, boolean shared) {
        this.random = new Random(seed);
        this.watched = watched;
        this.shared = shared;
    }

    /**
     * @param watched whether statements name the shop's tables
     * @param shared whether server connections are shared: a name that SQL's PREPARE has given is free to the protocol then
     */
    static Script script(long seed, boolean watched, boolean shared) {
        Interleaver interleaver = new Interleaver(seed, watched, shared);
        interleaver.make();
        return new Script("seed " + seed, "seed " + seed, interleaver.steps);
    }

    private void make() {
        step("Query", "CREATE TEMP TABLE t (a int)");
        step("Query", "CREATE TEMP TABLE no (a int)");
        step(
                "Query",
                "CREATE FUNCTION pg_temp.no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$;"
                        + "CREATE TRIGGER no BEFORE INSERT ON no EXECUTE FUNCTION pg_temp.no()");
        if (watched) {
            step("Query", "SELECT count(*) FROM items, orders, customers"); // from here on it is known what names mean
            step("Await", "Z 4");
        }
        int count = 3 + random.nextInt(MAX_STEPS);
        for (int i = 0; i < count; i++) {
            one();
        }
        int end = random.nextInt(30);
        if (end == 0) {
            if (watched) {
                // The proxy asks what names mean with a Flush: it brings answers that the server would keep at
                // Terminate.
                step("Sync", "");
            }
            step("Terminate", "");
        } else if (end == 2) {
            step("Message", "y");
            step("AwaitEnd", "");
        } else if (end == 3) {
            step("Bytes", "\"B\" i32=3");
            step("AwaitEnd", "");
        }
    }

    private void step(String verb, String rest) {
        steps.add(new Step(verb, rest, "step " + (steps.size() + 1)));
    }

    private void one() {
        switch (random.nextInt(26)) {
            case 0, 1, 2 -> simple(true);
            case 3, 4, 5, 6 -> {
                step("Parse", statement() + " " + notCopyIn());
                if (random.nextInt(3) > 0) {
                    String portal = portal();
                    step("Bind", portal + " " + last() + value());
                    step("Execute", portal + " " + random.nextInt(3));
                }
            }
            case 7, 8, 9 -> step("Bind", portal() + " " + statement() + value());
            case 10, 11, 12 -> step("Execute", executed() + " " + random.nextInt(4));
            case 13 -> step("Describe", (random.nextBoolean() ? "S " + statement() : "P " + portal()));
            case 14 -> step("Close", (random.nextBoolean() ? "S " + statement() : "P " + portal()));
            case 15, 16, 17, 18 -> step("Sync", "");
            case 19 -> step("Flush", "");
            case 20 -> {
                step("Extended", notCopyIn());
                step("Sync", "");
            }
            case 21 -> copy();
            case 22 -> step("Settle", "");
            case 23 ->
                step(
                        "Message",
                        random.nextBoolean() ? "F i32=177 i16=0 i16=2 i32=1 \"1\" i32=1 \"2\" i16=0" : "F i32=0");
            case 24 -> {
                if (random.nextInt(4) == 0 && !mayBeCopying()) {
                    step("Message", random.nextBoolean() ? "H \"x\"" : "S \"x\"");
                } else {
                    simple(false);
                }
            }
            default -> copyIn();
        }
    }

    /** Whether it may look as if a copy in were open, or had failed unnoticed: a malformed Sync or Flush ends the session then. */
    private boolean mayBeCopying() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).rest().contains("COPY")) {
                return true;
            }
        }
        return false;
    }

    /** A copy with Syncs anywhere, and what is sent behind it at once. */
    private void copyIn() {
        String table = random.nextInt(3) == 0 ? "no" : "t";
        if (random.nextInt(3) == 0) {
            step("Query", "COPY " + table + " FROM STDIN");
        } else {
            step("Extended", "COPY " + table + " FROM STDIN");
        }
        syncs();
        int rows = random.nextInt(3);
        for (int i = 0; i < rows; i++) {
            step("CopyData", random.nextInt(3) == 0 ? "x\\n" : "7\\n");
            syncs();
        }
        if (random.nextInt(8) > 0) {
            step(random.nextInt(6) == 0 ? "CopyFail" : "CopyDone", "enough");
        }
        if (random.nextInt(4) > 0) {
            step("Sync", "");
        }
        if (random.nextBoolean()) {
            step("Parse", "- SELECT 6");
        }
    }

    private void syncs() {
        int count = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < count; i++) {
            step("Sync", "");
        }
    }

    private String notCopyIn() {
        String sql = sql();
        return sql.contains("FROM STDIN") ? "SELECT 'instead'" : sql;
    }

    private void simple(boolean one) {
        String sql = one ? sql() : pick(SEVERAL);
        step("Query", sql);
        if (sql.contains("FROM STDIN")) {
            copy();
        }
    }

    private void copy() {
        int rows = random.nextInt(3);
        for (int i = 0; i < rows; i++) {
            step("CopyData", random.nextInt(5) == 0 ? "x\\n" : "7\\n");
        }
        if (random.nextInt(6) == 0) {
            step("CopyFail", "enough");
        } else {
            step("CopyDone", "");
        }
    }

    private String sql() {
        String sql = pick(watched && random.nextBoolean() ? WATCHED : ORDINARY);
        return shared ? sql.replace("PREPARE s2", "PREPARE q") : sql;
    }

    private String statement() {
        return List.of("-", "-", "s1", "s2", "s3").get(random.nextInt(5));
    }

    private String last() {
        String rest = steps.get(steps.size() - 1).rest();
        return rest.substring(0, rest.indexOf(' '));
    }

    private String portal() {
        return List.of("-", "-", "p1", "p2").get(random.nextInt(4));
    }

    /**
     * The unnamed portal only where it has just been bound: PostgreSQL 15 dies of an Execute of what a simple Query has left
     * there that failed in a transaction, whose statement's memory it has let go of.
     */
    private String executed() {
        Step before = steps.get(steps.size() - 1);
        boolean bound = (before.verb().equals("Bind") || before.verb().equals("Execute"))
                && before.rest().startsWith("- ");
        return bound && random.nextBoolean() ? "-" : random.nextBoolean() ? "p1" : "p2";
    }

    private String value() {
        return switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> " " + pick(VALUES);
            default -> (random.nextBoolean() ? " results=1" : " results=0") + " " + pick(VALUES);
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
