package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes statements on table {@code t} of a schema, for a client that speaks one side. */
final class MySqlSchemaSpeaker {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    /** The queries in {@link #select} that show one value of several that are equal. */
    private static final Set<Integer> GROUPS = Set.of(3, 4, 6, 18, 29, 30);

    private final MySqlSchema schema;
    private final Side side;
    private final Stage stage;
    /** Of statements that came later: those before them are the same for a seed as they were. */
    private final Random later;

    private Random random;
    private List<Object> values = new ArrayList<>();
    private boolean careful;

    MySqlSchemaSpeaker(MySqlSchema schema, Side side, Stage stage, long seed) {
        this.schema = schema;
        this.side = side;
        this.stage = stage;
        this.random = new Random(seed);
        this.later = new Random(~seed);
    }

    MySqlSpeaker.Spoken next() {
        values = new ArrayList<>();
        careful = false;
        if (later.nextInt(15) == 0) {
            Random usual = random;
            random = later;
            String sql = selfReading();
            random = usual;
            return new MySqlSpeaker.Spoken(sql, values);
        }
        String sql = switch (random.nextInt(16)) {
            case 0, 1, 2 -> insert();
            case 3, 4 -> conflict();
            case 5, 6, 7 -> update();
            case 8 -> delete();
            default -> select();
        };
        return new MySqlSpeaker.Spoken(sql, values);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<String> columns() {
        return schema.columns(side);
    }

    private String list() {
        return String.join(", ", columns());
    }

    private String column() {
        return columns().get(random.nextInt(columns().size()));
    }

    /** A value as a literal or a parameter. */
    private String said(String literal) {
        if (!chance(35)) {
            return literal.startsWith("'") && literal.indexOf('\\') < 0 && literal.indexOf('"') < 0 && chance(10)
                    ? '"' + literal.substring(1, literal.length() - 1) + '"'
                    : literal;
        }
        if (INTEGER.matcher(literal).matches()) {
            boolean bits = schema.kind.olds().get(0).startsWith("bit"); // which row a text finds depends on the plan
            values.add(chance(70) || bits ? (Object) Long.valueOf(literal) : literal);
            return "?";
        }
        if (literal.startsWith("'") && literal.indexOf('\\') < 0) {
            values.add(literal.substring(1, literal.length() - 1));
            return "?";
        }
        return literal;
    }

    private int number(int bound) {
        return random.nextInt(bound);
    }

    private String integer(int bound) {
        return said(Integer.toString(number(bound)));
    }

    /** What all columns of the side hold together. */
    private List<String> row() {
        List<String> row;
        if (side == Side.OLD && !schema.kind.bad().isEmpty() && stage.isBefore(Stage.LIVE) && !careful && chance(10)) {
            row = schema.kind.bad().get(number(schema.kind.bad().size()));
        } else if (!schema.kind.wrong().isEmpty()
                && columns().size() == 1
                && chance(4)
                && wrongForBoth()
                && !(careful && isComputed())) {
            row = List.of(schema.kind.wrong());
        } else {
            int last = schema.values();
            row = schema.value(side, chance(12) ? last : number(last));
        }
        return row.stream().map(this::said).toList();
    }

    private boolean isComputed() {
        return schema.kind.conversion() == dev.crossfade.flags.ColumnMigration.Conversion.FUNCTION;
    }

    private boolean wrongForBoth() {
        return side == Side.OLD
                || stage == Stage.COMPLETE
                || schema.kind.conversion() == dev.crossfade.flags.ColumnMigration.Conversion.IDENTITY;
    }

    /** Whether a statement is to have IGNORE; its values are then such as convert. */
    private String ignore() {
        careful = ignores();
        return careful ? "IGNORE " : "";
    }

    /** Zero dates, which IGNORE stores where there is no value, are no values for functions in strict mode. */
    private boolean ignores() {
        return schema.kind.of() != MySqlKind.Of.MOMENT;
    }

    private String cells() {
        return String.join(", ", row());
    }

    /** A value of one column. */
    private String one(String column) {
        int place = columns().indexOf(column);
        int last = schema.values();
        return said(schema.value(side, chance(6) ? last : number(last)).get(place));
    }

    private String id() {
        return integer(22);
    }

    private String insert() {
        String verb = chance(12) ? "REPLACE" : chance(12) ? "INSERT " + ignore() : "INSERT";
        String into = verb + " INTO t ";
        String c = list();
        return switch (number(11)) {
            case 0, 1 -> into + "(" + c + ", note) VALUES (" + cells() + ", 'i')";
            case 2 ->
                into + "(note, " + c + ") VALUES ('i', " + cells() + "), ('j', " + cells() + "), (DEFAULT, " + cells()
                        + ")";
            case 3 -> into + "(id, " + c + ") VALUES (" + id() + ", " + cells() + ")";
            case 4 -> into + "(qty, note) VALUES (" + integer(9) + ", 'only')";
            case 5 -> into + "(" + c + ") VALUES (" + defaults() + "), (" + cells() + ")";
            case 6 -> into + "VALUES (" + positional() + ")";
            case 7 -> into + "SET note = 's', " + sets(row());
            case 8 -> into + "(" + c + ", note) SELECT " + c + ", 'sel' FROM t WHERE id < " + id() + " ORDER BY id";
            case 9 ->
                into + "(note, " + c + ") SELECT 'lit', " + cells() + " FROM p WHERE k < " + integer(4) + " ORDER BY k";
            default -> into + "() VALUES ()";
        };
    }

    private String defaults() {
        return String.join(", ", columns().stream().map(x -> "DEFAULT").toList());
    }

    private String positional() {
        List<String> row = new ArrayList<>();
        for (String column : schema.visible(side)) {
            row.add(
                    switch (column) {
                        case "id" -> pick("NULL", "0", integer(40));
                        case "note" -> "'pos'";
                        case "qty" -> "DEFAULT";
                        case "touched" -> "NULL";
                        default -> one(column);
                    });
        }
        return String.join(", ", row);
    }

    private String sets(List<String> row) {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            sets.add(columns().get(i) + " = " + row.get(i));
        }
        return String.join(", ", sets);
    }

    private String conflict() {
        String c = list();
        String x = column();
        // a column with a default that is NULL and stays so counts as changed there, one without does not (8.0.31)
        boolean open = schema.byDefault >= 0 && !schema.notNull;
        int form = open ? number(2) * 6 : number(7);
        String into = form == 6
                ? ""
                : "INSERT INTO t (id, " + c + ", qty) VALUES (" + id() + ", " + cells() + ", " + integer(5) + ")";
        List<String> taken =
                columns().stream().map(n -> n + " = VALUES(" + n + ")").toList();
        return switch (form) {
            case 0 -> into + " ON DUPLICATE KEY UPDATE qty = qty + 1";
            case 1, 2 -> into + " ON DUPLICATE KEY UPDATE " + String.join(", ", taken);
            case 3 -> into + " AS f ON DUPLICATE KEY UPDATE " + x + " = f." + x + ", note = 'f'";
            case 4 -> into + " ON DUPLICATE KEY UPDATE note = 'x', " + sets(row());
            case 5 ->
                into + ", (" + id() + ", " + cells() + ", 3) ON DUPLICATE KEY UPDATE " + x + " = " + x + ", qty = 0";
            default ->
                "INSERT INTO t (id, " + c + ") SELECT id, " + c + " FROM t AS u WHERE u.id < " + id()
                        + " ON DUPLICATE KEY UPDATE note = 'dup'";
        };
    }

    private String changed(String x) {
        return switch (schema.kind.of()) {
            case TEXT -> pick("CONCAT(" + x + ", '')", "LOWER(" + x + ")", "LEFT(" + x + ", 1)");
            // beside -0 the server finds rows of 0 twice: SELECT … WHERE x IN (SELECT …) on a key that x is a part of
            // (8.0.31)
            case NUMBER -> pick(x + " + 1", "-1 - " + x, x + " * 2", "ABS(" + x + ")");
            case MOMENT -> pick(x + " + INTERVAL 1 DAY", "DATE(" + x + ")");
            case OTHER -> x;
        };
    }

    /** Whether what is stored is the other side, and counts NULL in place of NULL otherwise than the side that is spoken. */
    private boolean hidesANull() {
        return (side == Side.NEW) == (stage != Stage.COMPLETE) && schema.nullIsAChangeOnOneSide();
    }

    private String update() {
        String x = column();
        if (hidesANull()) {
            return "UPDATE t SET qty = qty + 1, note = 'n'" + where(x);
        }
        return switch (number(11)) {
            case 0, 1 -> "UPDATE t SET " + sets(row()) + " WHERE id = " + id();
            case 2 -> "UPDATE t SET " + x + " = " + one(x) + where(x);
            case 3 -> "UPDATE t SET " + sets(columns()) + where(x);
            case 4 -> "UPDATE t SET qty = qty + 1, " + sets(row()) + ", note = 'u' WHERE id < " + integer(6);
            case 5 -> "UPDATE t SET " + sets(row()) + " ORDER BY " + x + ", id LIMIT 2";
            case 6 ->
                single() ? "UPDATE t SET " + x + " = " + changed(x) + where(x) : "UPDATE t SET qty = 3" + where(x);
            case 7 -> "UPDATE t JOIN p ON p.k = t.qty SET t.note = p.s, " + sets(row()) + " WHERE t.id < " + integer(9);
            case 8 -> "UPDATE " + ignore() + "t SET " + sets(row()) + " WHERE id = " + id();
            case 9 -> "UPDATE t AS u SET u.note = CONCAT('n', u.qty), u." + x + " = DEFAULT WHERE u.id = " + id();
            default ->
                "UPDATE t SET " + x + " = (SELECT v FROM (SELECT " + x
                        + " AS v FROM t WHERE qty = 2 ORDER BY id LIMIT 1) AS d) WHERE id = " + id();
        };
    }

    /** Values that read what is assigned: in another table's company, and after or between assignments. */
    private String selfReading() {
        String x = column();
        if (hidesANull()) {
            return "SELECT " + x + " FROM t";
        }
        // which row comes first is the join's affair, and a key may not hold what another row still has
        boolean movable = single() && schema.key != MySqlSchema.Key.UNIQUE && schema.key != MySqlSchema.Key.PRIMARY;
        return chance(50)
                ? "UPDATE t JOIN p ON p.k = t.qty SET t.note = p.s, "
                        + (movable ? x + " = " + changed(x) : sets(columns())) + " WHERE t.id < " + integer(9)
                : leftToRight();
    }

    private String leftToRight() {
        List<String> row = row();
        String first = columns().get(0) + " = " + row.get(0);
        if (row.size() == 1) {
            return "UPDATE t SET note = 'l', " + first + ", qty = " + columns().get(0) + " IS NULL WHERE id = " + id();
        }
        String both = "note = LEFT(CONCAT_WS('/', " + list() + "), 20)";
        String second = columns().get(1) + " = " + row.get(1);
        String sets = switch (values.isEmpty() ? number(4) : 0) {
            case 0 -> first + ", " + second + ", " + both;
            case 1 -> first + ", " + both + ", " + second;
            case 2 -> both + ", " + first + ", " + second;
            default -> first + ", " + columns().get(1) + " = " + columns().get(0) + ", " + both;
        };
        return "UPDATE t SET " + sets + " WHERE id = " + id();
    }

    private boolean single() {
        return columns().size() == 1
                && (stage == Stage.OFF
                        || schema.kind.conversion() != dev.crossfade.flags.ColumnMigration.Conversion.FUNCTION);
    }

    private String where(String x) {
        return " WHERE " + condition(x);
    }

    private String condition(String x) {
        return switch (number(11)) {
            case 0, 1 -> x + " = " + one(x);
            case 2 -> x + " <=> " + one(x);
            case 3 -> x + " IN (" + one(x) + ", " + one(x) + ")";
            case 4 -> x + " IS " + pick("", "NOT ") + "NULL";
            case 5 -> x + " > " + one(x) + " AND id < " + id();
            case 6 -> x + " BETWEEN " + one(x) + " AND " + one(x);
            case 7 ->
                schema.kind.of() == MySqlKind.Of.TEXT
                        ? x + " LIKE " + pick("'a%'", "'_'", "'%B'")
                        : "NOT " + x + " <> " + one(x);
            case 8 -> one(x) + " = " + x;
            case 9 -> "(" + x + ", qty) = (" + one(x) + ", " + integer(4) + ")";
            default -> "id = " + id() + " AND " + x + " IS NOT NULL";
        };
    }

    private String delete() {
        String x = column();
        return switch (number(4)) {
            case 0 -> "DELETE FROM t WHERE " + condition(x) + " ORDER BY id LIMIT 1";
            case 1 -> "DELETE t FROM t JOIN p ON p.k = t.qty WHERE t." + x + " = " + one(x) + " AND t.id > 8";
            case 2 -> "DELETE FROM t ORDER BY " + x + ", id LIMIT 1";
            default -> "DELETE FROM t WHERE id = " + id();
        };
    }

    private String beside(String x) {
        return switch (schema.kind.of()) {
            case TEXT -> "p.s = t." + x;
            case NUMBER -> "p.n = t." + x;
            case MOMENT -> "p.d = t." + x;
            // how bits and bytes compare with text depends on the plan
            case OTHER -> "p.k = t.qty AND t." + x + " IS NOT NULL";
        };
    }

    private String select() {
        String x = column();
        String c = list();
        int form = number(34);
        while (schema.ties && GROUPS.contains(form)) {
            form = number(34);
        }
        return switch (form) {
            case 0 -> "SELECT * FROM t" + where(x);
            case 1, 2 -> "SELECT id, " + c + " FROM t" + where(x);
            case 3 -> "SELECT " + x + ", count(*) FROM t GROUP BY " + x;
            case 4 -> "SELECT DISTINCT " + x + " FROM t WHERE id < " + id();
            case 5 -> "SELECT count(DISTINCT " + x + ") FROM t";
            case 6 -> "SELECT min(" + x + "), max(" + x + ") FROM t";
            case 7 -> "SELECT id, " + x + " FROM t ORDER BY " + x + ", id LIMIT " + (1 + number(5));
            case 8 -> "SELECT id FROM t ORDER BY " + x + " DESC, id LIMIT 3";
            case 9 -> "SELECT t.id, p.k FROM t JOIN p ON " + beside(x);
            case 10 -> "SELECT p.k, t." + x + " FROM p LEFT JOIN t ON " + beside(x) + " AND t.qty = 1";
            case 11 -> "SELECT a.id, b.id FROM t a JOIN t b ON a." + x + " = b." + x + " AND a.id < b.id";
            case 12 -> "SELECT id, (SELECT u." + x + " FROM t u WHERE u.id = t.id) FROM t";
            case 13 -> "SELECT id, CASE WHEN qty > 1 THEN " + x + " END FROM t";
            case 14 -> "SELECT id, COALESCE(" + x + ", " + one(x) + ") FROM t";
            case 15 -> "SELECT id, " + x + " = " + one(x) + ", " + x + " IS NULL FROM t";
            case 16 -> "SELECT id, CAST(" + x + " AS CHAR) AS s, HEX(" + x + ") FROM t";
            case 17 -> "SELECT id, " + changed(x) + " FROM t WHERE id < 9";
            case 18 -> "SELECT " + x + " FROM t WHERE id < 4 UNION SELECT " + x + " FROM t WHERE qty = 2";
            case 19 -> "SELECT id, row_number() OVER (ORDER BY " + x + ", id) FROM t";
            case 20 -> "SELECT id, lag(" + x + ") OVER (ORDER BY id) FROM t";
            case 21 -> "WITH q AS (SELECT id, " + c + " FROM t) SELECT q.id, q." + x + " FROM q JOIN t ON t.id = q.id";
            case 22 -> "SELECT d." + x + " FROM (SELECT * FROM t" + where(x) + ") d";
            case 23 -> "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM p WHERE " + beside(x) + ")";
            case 24 -> "SELECT id FROM t WHERE " + x + " IN (SELECT u." + x + " FROM t u WHERE u.qty = 1)";
            case 25 ->
                "SELECT id FROM t WHERE " + x + " NOT IN (SELECT u." + x + " FROM t u WHERE u.qty = 1 AND u." + x
                        + " IS NOT NULL)";
            case 26 -> "SELECT qty, group_concat(" + x + " ORDER BY id) FROM t GROUP BY qty";
            case 27 -> "SELECT " + x + " AS a, qty FROM t ORDER BY a, qty, id LIMIT 4";
            case 28 -> "SELECT id, JSON_OBJECT('v', " + x + ") FROM t WHERE id < 5";
            case 29 -> "SELECT qty, max(" + x + ") AS m FROM t GROUP BY qty HAVING m IS NOT NULL";
            case 30 -> "SELECT " + x + ", count(*) FROM t GROUP BY " + x + " WITH ROLLUP";
            case 31 -> "SELECT * FROM t JOIN p USING (" + (chance(50) ? "k" : "qty") + ")";
            case 32 -> "SELECT t.*, p.s FROM t, p WHERE p.k = t.qty AND t." + x + " = " + one(x);
            default -> "SELECT `" + x + "`, t." + x + ", (" + x + ") FROM t ORDER BY id DESC LIMIT 2";
        };
    }
}
