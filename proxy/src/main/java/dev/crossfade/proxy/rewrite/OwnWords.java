package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL says of a rewritten statement that failed, in the words of who sent it: a column of the side that the client
 * does not speak is called by the client's own name, its values are left out of rows that are shown, and Crossfade's functions
 * are not where it failed. A name that stands in the client's own text stays, and so does one that nothing of the client's
 * stands for by itself. Immutable; for errors, which are few: it is made when one comes.
 *
 * @see <a href="https://www.postgresql.org/docs/15/protocol-error-fields.html">Error and Notice Message Fields</a>
 */
public final class OwnWords {
    /** Possessive, or a long text in quotes would take a stack frame for each character. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]++|\"\")*+)\"");

    private static final String FAILING_ROW = "Failing row contains (";

    /** In ri_triggers.c, nbtinsert.c and execIndexing.c a key is shown so: names, then values. */
    private static final Pattern KEY = Pattern.compile("^Key \\((.*?)\\)(=\\(| conflicts )", Pattern.DOTALL);

    private final Map<String, String> names;
    private final Set<String> strange;
    private final Set<TableName> tables;
    private final Map<TableName, Row> rows;

    /** Types of which no value has a comma in it. */
    private static final Set<String> WITHOUT_COMMA = Set.of(
            "smallint", "integer", "bigint", "boolean", "real", "double precision", "date", "uuid", "oid", "numeric");

    /** A migrating table's columns in their order, those that are not the client's, and those whose values have no comma. */
    private record Row(List<String> columns, Set<String> strange, Set<String> plain) {
        /** How many columns from the first on, or from the last back, have no comma. */
        int plainFrom(boolean first) {
            int count = 0;
            while (count < columns.size() && plain.contains(columns.get(first ? count : columns.size() - 1 - count))) {
                count++;
            }
            return count;
        }
    }

    /**
     * What else the error says, "" where it does not.
     *
     * @param sqlState what a message quotes is a name where syntax, access or a constraint is wrong
     * @param schema field {@code s}
     * @param table field {@code t}
     * @param context field {@code W}
     */
    public record Beside(String sqlState, String schema, String table, String context) {}

    private OwnWords(Map<String, String> names, Set<String> strange, Set<TableName> tables, Map<TableName, Row> rows) {
        this.names = Map.copyOf(names);
        this.strange = Set.copyOf(strange);
        this.tables = Set.copyOf(tables);
        this.rows = Map.copyOf(rows);
    }

    /**
     * For one text of a client, or null when it touches no migration.
     *
     * @param text the client's own text
     * @param touches what it touches
     */
    public static @Nullable OwnWords of(
            String text, List<RewriteResult.Touch> touches, RuleSet rules, Catalog catalog) {
        Map<String, String> names = new HashMap<>();
        Map<TableName, Set<String>> hidden = new HashMap<>();
        Set<TableName> unstored = new HashSet<>();
        for (MigrationRule rule : rules.rules()) {
            ColumnMigration migration = rule.migration();
            Side side = side(rule, touches);
            if (side == null) {
                continue;
            }
            List<String> olds = migration.oldColumns();
            List<String> news =
                    migration.newColumns().stream().map(NewColumn::name).toList();
            List<String> own = side == Side.OLD ? olds : news;
            List<String> others = side == Side.OLD ? news : olds;
            for (String other : others) {
                if (!isIn(text, other)) {
                    hidden.computeIfAbsent(migration.table(), t -> new HashSet<>())
                            .add(other);
                    if (own.size() == 1) {
                        names.put(other, own.get(0));
                    }
                }
            }
            if (rule.writes() != Writes.BOTH && rule.writes() != (side == Side.OLD ? Writes.OLD : Writes.NEW)) {
                unstored.add(migration.table());
            }
        }
        if (hidden.isEmpty()) {
            return null;
        }
        Map<TableName, Row> rows = new HashMap<>();
        Set<String> strange = new HashSet<>();
        hidden.forEach((table, columns) -> {
            strange.addAll(columns);
            Catalog.Relation relation = catalog.relation(table);
            if (relation != null && !unstored.contains(table)) {
                rows.put(
                        table,
                        new Row(
                                relation.columns().stream()
                                        .map(Catalog.Column::name)
                                        .toList(),
                                Set.copyOf(columns),
                                relation.columns().stream()
                                        .filter(c -> WITHOUT_COMMA.contains(withoutSize(c.type())))
                                        .map(Catalog.Column::name)
                                        .collect(Collectors.toUnmodifiableSet())));
            }
        });
        return new OwnWords(names, strange, hidden.keySet(), rows);
    }

    /** The side of who names one, and of who names none what his flag says; null for one who names both, or another table. */
    private static @Nullable Side side(MigrationRule rule, List<RewriteResult.Touch> touches) {
        Side found = null;
        for (RewriteResult.Touch touch : touches) {
            if (touch.migration().equals(ColumnMigration.lead(rule.migration().name()))) {
                Side side = touch.side() == null ? rule.speaks() : touch.side();
                if (found != null && found != side) {
                    return null;
                }
                found = side;
            }
        }
        return found;
    }

    private static String withoutSize(String type) {
        int size = type.indexOf('(');
        return size < 0 ? type : type.substring(0, size);
    }

    private static boolean isIn(String text, String name) {
        for (int at = 0; at + name.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, name, 0, name.length())
                    && !isOfName(text, at - 1)
                    && !isOfName(text, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfName(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** A field of the error, or null where the client must not see it. */
    public @Nullable String field(char type, String value, Beside of) {
        return switch (type) {
            case 'M' -> of.sqlState().startsWith("42") || of.sqlState().startsWith("23") ? message(value) : value;
            case 'D' -> detail(value, new TableName(of.schema(), of.table()));
            case 'H' ->
                QUOTED.matcher(value).results().anyMatch(m -> strange.contains(last(m.group(1)))) ? null : value;
            case 'c' -> names.getOrDefault(value, value);
            case 'W' -> context(value);
            case 'q', 'p' -> of.context().isEmpty() || context(of.context()) != null ? value : null;
            default -> value;
        };
    }

    private String message(String value) {
        Matcher quoted = QUOTED.matcher(value);
        StringBuilder said = new StringBuilder();
        while (quoted.find()) {
            String name = quoted.group(1);
            String own = names.get(last(name));
            String shown = own == null
                    ? name
                    : name.substring(0, name.length() - last(name).length()) + own;
            quoted.appendReplacement(said, Matcher.quoteReplacement("\"" + shown + "\""));
        }
        return quoted.appendTail(said).toString();
    }

    /** What stands behind a table's name. */
    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private @Nullable String detail(String value, TableName table) {
        if (value.startsWith(FAILING_ROW)) {
            return tables.contains(table) ? row(value, rows.get(table)) : value;
        }
        Matcher key = KEY.matcher(value);
        if (!key.find()) {
            return value;
        }
        String shown = key.group(1);
        for (Map.Entry<String, String> name : names.entrySet()) {
            shown = Pattern.compile("(?<![\\w$])\"?" + Pattern.quote(name.getKey()) + "\"?(?![\\w$])")
                    .matcher(shown)
                    .replaceAll(Matcher.quoteReplacement(name.getValue()));
        }
        return value.substring(0, key.start(1)) + shown + value.substring(key.end(1));
    }

    /**
     * {@code Failing row contains (1, x, null).} shows values as they are, commas too. They are told apart where there are as many as
     * the table has columns, or where only columns that are the client's stand between the first and the last that can have a
     * comma; else the row is not shown, and so it is where the client's own values are stored no longer.
     */
    private static @Nullable String row(String value, @Nullable Row row) {
        String[] values = value.endsWith(").")
                ? value.substring(FAILING_ROW.length(), value.length() - 2).split(", ", -1)
                : new String[0];
        if (row == null || row.columns().size() > values.length) {
            return null;
        }
        int columns = row.columns().size();
        boolean apart = columns == values.length;
        int left = apart ? columns : row.plainFrom(true);
        int right = apart ? 0 : row.plainFrom(false);
        if (left + right > columns) {
            return null; // no value has a comma, and still there are more than columns
        }
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            boolean strange = row.strange().contains(row.columns().get(i));
            if (i < left || i >= columns - right) {
                if (!strange) {
                    kept.add(values[i < left ? i : values.length - columns + i]);
                }
            } else if (strange) {
                return null;
            } else if (i == left) {
                kept.addAll(List.of(values).subList(left, values.length - right));
            }
        }
        return FAILING_ROW + String.join(", ", kept) + ").";
    }

    /** The frames that stand around the last of Crossfade's own; null for none. */
    private static @Nullable String context(String value) {
        String[] frames = value.split("\n", -1);
        int from = 0;
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].contains(" function " + ColumnMigration.SCHEMA + ".")
                    || frames[i].contains(" function \"" + ColumnMigration.SCHEMA + "\".")) {
                from = i + 1;
            }
        }
        return from == frames.length ? null : String.join("\n", List.of(frames).subList(from, frames.length));
    }
}
