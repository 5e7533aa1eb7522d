package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Stage;

/** Makes statements that are not everyday: MERGE, cursors, COPY, tables made from queries. */
final class UtilitySpeaker {
    private final Speaker speaker;
    private final Stage stage;

    UtilitySpeaker(Speaker speaker, Stage stage) {
        this.speaker = speaker;
        this.stage = stage;
    }

    Speaker.Spoken next() {
        return switch (speaker.pick("cursor", "made", "out", "out", "in", "prepare", "merge", "merge", "merge")) {
            case "cursor" -> Speaker.Spoken.plain(cursor());
            case "merge" -> Speaker.Spoken.plain(merge());
            case "prepare" -> Speaker.Spoken.plain(prepare());
            case "made" -> Speaker.Spoken.plain(made());
            case "out" -> Speaker.Spoken.plain(copyOut());
            default -> copyIn();
        };
    }

    private String cursor() {
        String id = speaker.id();
        return switch (speaker.pick("read", "hold", "update", "update", "delete")) {
            case "read" ->
                "BEGIN; DECLARE c SCROLL CURSOR FOR " + speaker.select()
                        + "; FETCH ALL FROM c; MOVE ABSOLUTE 0 IN c; FETCH ALL FROM c; COMMIT";
            case "hold" ->
                "DECLARE c " + speaker.pick("BINARY ", "NO SCROLL ", "") + "CURSOR WITH HOLD FOR SELECT " + id
                        + ", total FROM orders WHERE " + id + " > " + speaker.integer(20)
                        + "; FETCH ALL IN c; CLOSE c";
            case "update" ->
                "BEGIN; DECLARE \"a Cursor\" CURSOR FOR SELECT * FROM items WHERE qty = " + speaker.integer(3)
                        + " ORDER BY order_id, " + speaker.label()
                        + " FOR UPDATE; MOVE 1 FROM \"a Cursor\"; UPDATE items SET " + speaker.label() + " = "
                        + speaker.item()
                        + ", qty = qty + 5 WHERE CURRENT OF \"a Cursor\" RETURNING *; COMMIT";
            default ->
                "BEGIN; DECLARE c CURSOR FOR SELECT " + id + " FROM orders WHERE " + id + " = " + speaker.integer(90)
                        + "; FETCH 1 FROM c; DELETE FROM orders WHERE CURRENT OF c RETURNING " + id + ", note; COMMIT";
        };
    }

    private String prepare() {
        String type = speaker.pick("int", "bigint", "int2", "unknown", "numeric");
        String id = speaker.id();
        String statement = switch (speaker.pick("select", "update", "insert")) {
            case "select" -> "SELECT " + id + ", note FROM orders WHERE " + id + " IN ($1, $2) ORDER BY 1";
            case "update" ->
                "UPDATE items SET " + speaker.label() + " = " + speaker.item() + " WHERE qty = $1 AND order_id < $2"
                        + " RETURNING *";
            default -> "INSERT INTO orders (customer_id, note) VALUES ($1, 'p'), ($2, 'p') RETURNING " + id;
        };
        return "DEALLOCATE ALL; PREPARE p (" + type + ", int) AS " + statement + "; EXECUTE p (" + speaker.integer(9)
                + ", " + speaker.integer(9) + "); EXECUTE p (1, 2); DEALLOCATE p";
    }

    private String made() {
        return switch (speaker.pick("as", "names", "into", "empty")) {
            case "as" -> make("CREATE TEMP TABLE made AS SELECT * FROM customers WHERE age > " + speaker.integer(25));
            case "names" ->
                make("CREATE UNLOGGED TABLE made (a, b) AS SELECT " + speaker.label()
                        + ", count(*) FROM items GROUP BY " + speaker.label() + " WITH DATA");
            case "into" ->
                make("SELECT " + speaker.id() + ", " + speaker.name()
                        + " INTO TEMP made FROM orders JOIN customers c ON c.id = customer_id WHERE total > 3");
            default -> make("CREATE TABLE made AS TABLE orders WITH NO DATA");
        };
    }

    private String merge() {
        String id = speaker.id();
        String label = speaker.label();
        String names = speaker.names();
        String name = speaker.name();
        String second = names.substring(names.indexOf(' ') + 1); // a first name never gets a last name's spaces
        String set = names.contains(",")
                ? "(" + names + ") = (p.nick, c." + second + " || 'm')"
                : name + " = " + name + " || p.nick";
        return switch (speaker.pick(
                "customers", "customers", "items", "items", "orders", "source", "subquery", "once")) {
            case "customers" ->
                "MERGE INTO customers AS c USING people p ON c.id = p.person_id + " + speaker.integer(40)
                        + " WHEN MATCHED AND " + name + " IS NULL THEN DELETE WHEN MATCHED AND age > "
                        + speaker.integer(30) + " THEN UPDATE SET " + set
                        + " WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED AND p.nick <> 'x' THEN INSERT (" + names
                        + ", age) VALUES (" + speaker.persons(names) + ", person_id)";
            case "items" ->
                "MERGE INTO items i USING (SELECT " + id + " AS k, note FROM orders WHERE " + id + " > "
                        + speaker.integer(40) + ") o ON o.k = i.order_id AND " + label + " IS DISTINCT FROM "
                        + speaker.item() + " WHEN MATCHED THEN UPDATE SET qty = 1 + qty, " + label + " = "
                        + speaker.pick("DEFAULT", "note", speaker.item())
                        + " WHEN NOT MATCHED THEN INSERT "
                        + speaker.pick(
                                "DEFAULT VALUES",
                                "(" + label + ") VALUES (note)",
                                "(" + label + ", order_id) VALUES (DEFAULT, k)",
                                "(qty) VALUES (o.k)");
            case "orders" ->
                "MERGE INTO orders USING people ON " + id + " = person_id * " + speaker.integer(9)
                        + " WHEN MATCHED AND " + id + " > 5 THEN DELETE WHEN MATCHED THEN UPDATE SET " + id + " = "
                        + id + " + 7000, note = first_name";
            case "once" ->
                "MERGE INTO customers c USING (SELECT " + speaker.integer(30)
                        + " AS k) s ON c.id = k WHEN MATCHED THEN UPDATE SET " + name + " = 'r' || random()::text";
            case "source" ->
                "MERGE INTO people p USING customers c ON p.person_id = c.id + " + speaker.integer(30)
                        + " WHEN MATCHED THEN UPDATE SET nick = left(c." + name + ", 5) WHEN NOT MATCHED AND c."
                        + name + " = 'Bob' AND c.id < 3 THEN INSERT VALUES (c.id, " + name + ", 'm')";
            case "subquery" ->
                "WITH w AS (SELECT max(" + id + ") AS m FROM orders) MERGE INTO items USING w ON qty = "
                        + speaker.integer(3) + " AND order_id < " + speaker.integer(9)
                        + " WHEN MATCHED AND EXISTS (SELECT 1 FROM orders WHERE " + id
                        + " = order_id) THEN UPDATE SET (" + label + ", qty) = ((SELECT left(max(" + name
                        + "), 9) FROM customers), m)";
            default ->
                "MERGE INTO orders o USING (SELECT 900 + " + speaker.integer(50) + " AS k) s ON o." + id
                        + " = k WHEN MATCHED THEN UPDATE SET total = 9 WHEN NOT MATCHED THEN INSERT (" + id
                        + ", note) VALUES (k, 'merged')";
        };
    }

    private static String make(String statement) {
        return "DROP TABLE IF EXISTS made; " + statement + "; TABLE made; DROP TABLE made";
    }

    private String copyOut() {
        String options = speaker.pick(
                "", " (FORMAT csv)", " (FORMAT csv, HEADER)", " WITH CSV HEADER", " (FORMAT binary)", " (NULL 'none')");
        String target = switch (speaker.pick("table", "list", "quoted", "query", "write")) {
            case "table" -> speaker.pick("customers", "orders", "public.items", "Items");
            case "list" ->
                speaker.pick(
                        "items (qty, " + speaker.label() + ")",
                        "customers (" + speaker.names() + ", age)",
                        "orders (" + speaker.id() + ")",
                        "customers (id, email)");
            case "quoted" -> {
                options = " (FORMAT csv, HEADER, FORCE_QUOTE (" + speaker.label() + "))";
                yield "items";
            }
            case "query" ->
                "(SELECT * FROM items WHERE " + speaker.label() + " <> " + speaker.item() + " ORDER BY qty)";
            default ->
                "(UPDATE items SET " + speaker.label() + " = " + speaker.item() + " WHERE qty = " + speaker.integer(9)
                        + " RETURNING *)";
        };
        return "COPY " + target + " TO STDOUT" + options;
    }

    /** Where both sides are written only what names neither of them is taken. */
    private Speaker.Spoken copyIn() {
        boolean ownSide = speaker.old() ? stage == Stage.OFF : stage == Stage.COMPLETE;
        boolean oneSide = stage == Stage.OFF || stage == Stage.COMPLETE;
        if (oneSide && speaker.chance(60)) {
            boolean old = speaker.old();
            String label = speaker.label();
            return switch (speaker.pick("all", "list", "forced", "where", "long")) {
                case "all" ->
                    in("COPY items FROM STDIN", old ? "1\tlamp\t2\n\\N\t\\N\t3\n" : "1\t2\tlamp\n\\N\t3\t\\N\n");
                case "list" -> in("COPY items (" + label + ") FROM STDIN", "chair\n\\N\n");
                case "forced" ->
                    in(
                            "COPY items (" + label + ", qty) FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL (" + label
                                    + "))",
                            "x,y\n,1\n\"\",2\n");
                case "where" ->
                    in(
                            "COPY items (qty, " + label + ") FROM STDIN CSV WHERE " + label + " LIKE 'l%' AND qty < 5",
                            "1,lamp\n9,lamp\n2,chair\n");
                default -> in("COPY items (" + label + ") FROM STDIN", "a label that is much too long\n");
            };
        }
        if (ownSide && speaker.chance(60)) {
            return speaker.old()
                    ? in("COPY customers (full_name, age) FROM STDIN", "Ann Lee\t4\nBob\t\\N\n")
                    : in(
                            "COPY customers (first_name, last_name) FROM STDIN WHERE last_name > 'A'",
                            "Ann\tLee\nBob\t\n");
        }
        if (ownSide && speaker.chance(50)) {
            return in("COPY orders (customer_id, note) FROM STDIN (DELIMITER ',')", "1,a\n2,b\n");
        }
        if (!speaker.old() && stage == Stage.OFF) { // of half a name that joins this row nothing could be stored
            return Speaker.Spoken.plain("SELECT 1");
        }
        return in("COPY customers (email, age) FROM STDIN WHERE age > 2", "c1\t1\nc2\t30\n");
    }

    private static Speaker.Spoken in(String sql, String input) {
        return new Speaker.Spoken(sql, java.util.List.of(), java.util.List.of(), input);
    }
}
