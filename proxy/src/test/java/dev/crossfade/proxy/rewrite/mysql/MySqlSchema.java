package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A schema from a seed: table {@code t}, one or two of whose columns migrate, and table {@code p} beside it. */
final class MySqlSchema {
    private static final int ROWS = 14;

    /**
     * More than any id that a statement gives. InnoDB writes down the number of a row that it then takes back because of a
     * second unique key, and skips that number, or does not, when the table is next opened by one more session or for
     * one more place in a statement: {@code SELECT count(*) FROM t a, t b, t c} is enough (8.0.31).
     */
    private static final int FIRST_NUMBER = 40;

    private static final String NO_NULL = " NULL";

    /** How the migrating column is used in keys. */
    enum Key {
        NONE,
        INDEX,
        UNIQUE,
        PRIMARY,
        PART
    }

    final MySqlKind kind;
    final Key key;
    final boolean notNull;
    /** Whether there are values that are equal and not the same: then it is open which one stands for a group. */
    final boolean ties;
    /**
     * Whether the server counts NULL in place of NULL as a change on one side only: it compares what lies under the NULL too, and that is
     * the column's default in a row that was read and nothing in one that was assigned (8.0.31). Before complete the new
     * column has no default yet.
     */
    boolean nullIsAChangeOnOneSide() {
        return byDefault >= 0
                && !notNull
                && value(Side.OLD, byDefault).get(0).equals("0")
                        != value(Side.NEW, byDefault).get(0).equals("0");
    }

    /** The number of the pair that is the default, or -1. */
    int byDefault;

    private final boolean first;
    private final String name;
    private final List<Integer> rows = new ArrayList<>();

    MySqlSchema(long seed) {
        Random random = new Random(seed);
        MySqlKind any = MySqlKind.all().get(random.nextInt(MySqlKind.all().size()));
        ties = any.of() == MySqlKind.Of.TEXT && random.nextBoolean();
        kind = any.of() == MySqlKind.Of.TEXT && !ties ? any.withoutTies() : any;
        boolean simple = kind.conversion() != Conversion.FUNCTION;
        boolean indexable = plain(kind.olds()) && plain(kind.news());
        boolean unique = simple && !ties && indexable && kind.pairs().size() > 8;
        Key[] keys = unique ? Key.values() : indexable ? new Key[] {Key.NONE, Key.INDEX} : new Key[] {Key.NONE};
        key = keys[random.nextInt(keys.length)];
        boolean several = kind.olds().size() + kind.news().size() > 2; // half of them cannot be NULL
        notNull =
                several || key == Key.PRIMARY || key == Key.PART || (kind.bad().isEmpty() && random.nextInt(3) == 0);
        byDefault = indexable && key == Key.NONE && random.nextInt(2) == 0 ? random.nextInt(values()) : -1;
        if (notNull && kind.olds().get(0).startsWith("enum") && byDefault < 0) {
            byDefault = random.nextInt(values()); // else it has the first, which on the other side is another one
        }
        first = random.nextBoolean();
        name = "g" + Long.toString(Math.abs(seed % 100_000_000L), 36);
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < values(); i++) {
            left.add(i);
        }
        for (int i = 0; i < ROWS; i++) {
            if (key == Key.UNIQUE || key == Key.PRIMARY) {
                if (!left.isEmpty()) {
                    rows.add(left.remove(random.nextInt(left.size())));
                }
            } else {
                rows.add(random.nextInt(values() + (notNull ? 0 : 1)));
            }
        }
    }

    /** Whether the types can have indexes and defaults. */
    private static boolean plain(List<String> types) {
        return types.stream().noneMatch(t -> t.equals("text") || t.equals("blob") || t.equals("json"));
    }

    /** How many values there are but for NULL, which is the last pair. */
    int values() {
        return kind.pairs().size() / 2 - 1;
    }

    List<String> value(Side side, int number) {
        return kind.pairs().get(number * 2 + (side == Side.OLD ? 0 : 1));
    }

    static String column(Side side, int index) {
        return (side == Side.OLD ? "o" : "n") + (index + 1);
    }

    List<String> columns(Side side) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < types(side).size(); i++) {
            columns.add(column(side, i));
        }
        return columns;
    }

    private List<String> types(Side side) {
        return side == Side.OLD ? kind.olds() : kind.news();
    }

    /** The columns of {@code SELECT *}. */
    List<String> visible(Side side) {
        List<String> all = new ArrayList<>();
        if (first && side == Side.OLD) {
            all.addAll(columns(side));
        }
        all.addAll(List.of("id", "note", "qty"));
        if (!first && side == Side.OLD) {
            all.addAll(columns(side));
        }
        all.add("touched");
        if (side == Side.NEW) {
            all.addAll(columns(side));
        }
        return all;
    }

    /** The least and greatest value of the old type, for BETWEEN, where the new one has more; else null. */
    @Nullable
    String rangeOfOld() {
        if (kind.conversion() != Conversion.CAST) {
            return null;
        }
        return switch (kind.olds().get(0)) {
            case "tinyint" -> "-128 AND 127";
            case "smallint unsigned" -> "0 AND 65535";
            case "mediumint" -> "-8388608 AND 8388607";
            case "int" -> "-2147483648 AND 2147483647";
            case "int unsigned" -> "0 AND 4294967295";
            default -> null;
        };
    }

    ColumnMigration migration(String database) {
        List<NewColumn> news = new ArrayList<>();
        for (int i = 0; i < kind.news().size(); i++) {
            news.add(new NewColumn(
                    column(Side.NEW, i), kind.news().get(i), kind.up().get(i)));
        }
        Map<String, String> down = new HashMap<>();
        for (int i = 0; i < kind.olds().size(); i++) {
            down.put(column(Side.OLD, i), kind.down().get(i));
        }
        return new ColumnMigration(
                name, "shop", new TableName(database, "t"), kind.conversion(), columns(Side.OLD), news, down);
    }

    RuleSet rules(String database, Stage stage, Side speaks) {
        return new RuleSet(List.of(MigrationRule.of(migration(database), stage, speaks)));
    }

    void functions(Connection c, String database) throws SQLException {
        MySqlShop.run(
                c,
                "CREATE DATABASE IF NOT EXISTS crossfade",
                "CREATE TABLE IF NOT EXISTS crossfade.dead_letter (migration varchar(40), value text)");
        MySqlShop.functions(
                c,
                migration(database),
                kind.olds().stream().map(MySqlSchema::bare).toList(),
                notNull);
    }

    private static String bare(String type) {
        return type.endsWith(NO_NULL) ? type.substring(0, type.length() - NO_NULL.length()) : type;
    }

    private String definition(Side side, boolean withNull, boolean withDefault) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < types(side).size(); i++) {
            all.add(column(side, i) + " " + bare(types(side).get(i)) + (withNull ? " NOT NULL" : " NULL")
                    + (withDefault && byDefault >= 0
                            ? " DEFAULT " + value(side, byDefault).get(i)
                            : ""));
        }
        return String.join(", ", all);
    }

    private String keys(Side side) {
        String columns = String.join(", ", columns(side));
        return switch (key) {
            case NONE -> ", PRIMARY KEY (id)";
            case INDEX -> ", PRIMARY KEY (id), KEY k (" + columns + ")";
            case UNIQUE -> ", PRIMARY KEY (id), UNIQUE KEY u (" + columns + ")";
            case PRIMARY -> ", PRIMARY KEY (" + columns + "), UNIQUE KEY i (id)";
            case PART -> ", PRIMARY KEY (id, " + columns + "), UNIQUE KEY i (id)";
        };
    }

    /** {@code side} null for the migrating table, at {@code stage}. */
    void tables(Connection c, @Nullable Side side, Stage stage) throws SQLException {
        Side physical = side == null ? Side.OLD : side;
        String own = definition(physical, notNull, true);
        boolean leads = first && physical == Side.OLD;
        boolean middle = !first && physical == Side.OLD;
        MySqlShop.run(
                c,
                "DROP TABLE IF EXISTS t, p",
                "CREATE TABLE t (" + (leads ? own + ", " : "")
                        + "id int NOT NULL AUTO_INCREMENT, note varchar(20) DEFAULT 'none', qty int DEFAULT 1"
                        + (middle ? ", " + own : "")
                        + ", touched timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6)"
                        + (physical == Side.NEW ? ", " + own : "") + keys(physical) + ")",
                "CREATE TABLE p (k int PRIMARY KEY, s varchar(20), n int, d datetime)",
                "INSERT INTO p VALUES (1, 'a', 1, '2026-01-02'), (2, 'B', 7, '2026-01-02 03:04:05'), (3, NULL, NULL, NULL),"
                        + " (4, 'x y', 42, '1999-12-31 23:59:59'), (5, '12', 100, '2030-06-15')");
        List<String> inserts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            inserts.add("(" + String.join(", ", value(physical, rows.get(i))) + ", 'r" + i % 5 + "', " + i % 4 + ")");
        }
        MySqlShop.run(
                c,
                "INSERT INTO t (" + String.join(", ", columns(physical)) + ", note, qty) VALUES "
                        + String.join(", ", inserts));
        if (side == null) {
            migrate(c, stage);
        }
        if (key == Key.UNIQUE || key == Key.PRIMARY || key == Key.PART) {
            MySqlShop.run(c, "ALTER TABLE t AUTO_INCREMENT = " + FIRST_NUMBER);
        }
    }

    private void migrate(Connection c, Stage stage) throws SQLException {
        MySqlShop.run(
                c, "ALTER TABLE t ADD " + definition(Side.NEW, false, false).replace(", n", ", ADD n"));
        if (key == Key.INDEX) {
            MySqlShop.run(c, "ALTER TABLE t ADD KEY kn (" + String.join(", ", columns(Side.NEW)) + ")");
        }
        // as step enforce does: whether MIN and MAX of a set go by number depends on an index
        boolean enforced = !stage.isBefore(Stage.LIVE) && (key == Key.UNIQUE || key == Key.PRIMARY);
        List<String> sets = new ArrayList<>();
        String where = stage.isBefore(Stage.LIVE) ? " WHERE id % 2 = 1" : "";
        ColumnMigration migration = migration("x");
        for (int i = 0; i < kind.news().size(); i++) {
            String value = stage == Stage.OFF
                    ? value(Side.NEW, 0).get(i) // stale, and must not be read
                    : MySqlShop.quoted(migration.up(i, OnFailure.NULL)) + "(" + String.join(", ", columns(Side.OLD))
                            + ")";
            sets.add(column(Side.NEW, i) + " = " + value);
        }
        MySqlShop.run(c, "UPDATE t SET " + String.join(", ", sets) + where);
        if (!stage.isBefore(Stage.LIVE) && notNull) {
            MySqlShop.run(
                    c,
                    "ALTER TABLE t MODIFY " + definition(Side.NEW, true, false).replace(", n", ", MODIFY n"));
        }
        if (enforced) {
            MySqlShop.run(c, "ALTER TABLE t ADD UNIQUE KEY kn (" + String.join(", ", columns(Side.NEW)) + ")");
        }
        if (stage == Stage.COMPLETE) {
            complete(c);
        }
        MySqlShop.run(c, "UPDATE t SET touched = NULL");
    }

    /** NOT NULL, defaults and keys move over, and old is left to itself. */
    private void complete(Connection c) throws SQLException {
        String fresh =
                "ALTER TABLE t MODIFY " + definition(Side.NEW, notNull, true).replace(", n", ", MODIFY n");
        String olds = ", MODIFY " + definition(Side.OLD, false, false).replace(", o", ", MODIFY o");
        String drop = switch (key) {
            case NONE -> "";
            case INDEX -> ", DROP KEY k";
            case UNIQUE -> ", DROP KEY u";
            case PRIMARY -> ", DROP PRIMARY KEY, DROP KEY i";
            case PART -> ", DROP PRIMARY KEY, DROP KEY i";
        };
        String add = keys(Side.NEW).replace(", KEY", ", ADD KEY").replace(", UNIQUE", ", ADD UNIQUE");
        if (key == Key.PRIMARY || key == Key.PART) {
            add = add.replace(", PRIMARY", ", ADD PRIMARY");
        } else {
            add = key == Key.INDEX ? "" : add.replace(", PRIMARY KEY (id)", "");
        }
        MySqlShop.run(c, fresh + olds + drop + add);
        List<String> garbage = new ArrayList<>();
        for (int i = 0; i < kind.olds().size(); i++) {
            garbage.add(column(Side.OLD, i) + " = " + value(Side.OLD, 0).get(i));
        }
        MySqlShop.run(c, "UPDATE t SET " + String.join(", ", garbage));
    }

    /** Drops the old columns, as the last step does. */
    void contract(Connection c) throws SQLException {
        MySqlShop.run(c, "ALTER TABLE t DROP COLUMN " + String.join(", DROP COLUMN ", columns(Side.OLD)));
    }

    /** Counts the rows that do not agree, or are not filled though they should be. */
    String disagreeing(Stage stage) {
        ColumnMigration of = migration("x");
        boolean identity = of.conversion() == Conversion.IDENTITY;
        String olds = String.join(", ", columns(Side.OLD));
        String news = String.join(", ", columns(Side.NEW));
        List<String> up = new ArrayList<>();
        for (int i = 0; i < kind.news().size(); i++) {
            String call = MySqlShop.quoted(of.up(i, OnFailure.NULL)) + "(" + olds + ")";
            up.add(same(column(Side.NEW, i), identity ? column(Side.OLD, i) : call));
        }
        List<String> down = new ArrayList<>();
        for (int i = 0; i < kind.olds().size(); i++) {
            String call = MySqlShop.quoted(of.down(i, false)) + "(" + news + ")";
            down.add(same(column(Side.OLD, i), identity ? column(Side.NEW, i) : call));
        }
        String unfilled = "(" + String.join(" IS NULL AND ", columns(Side.NEW)) + " IS NULL)";
        String agrees = "((" + String.join(" AND ", up) + ") OR (" + String.join(" AND ", down) + "))";
        return "SELECT count(*) FROM t WHERE NOT "
                + (stage.isBefore(Stage.LIVE) ? "(" + unfilled + " OR " : "(FALSE OR ") + agrees + ")";
    }

    private static String same(String left, String right) {
        return "CAST(" + left + " AS BINARY) <=> CAST(" + right + " AS BINARY)";
    }

    @Override
    public String toString() {
        return kind.conversion() + " " + kind.olds() + " to " + kind.news() + ", key " + key
                + (notNull ? ", NOT NULL" : "") + (byDefault >= 0 ? ", default " + value(Side.OLD, byDefault) : "");
    }
}
