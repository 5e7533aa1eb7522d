package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Dialect;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one migration's conversions in MySQL, for one relation. MySQL cannot cast to most column types, so retypes
 * go through the generated functions too: their parameters and results have the columns' own types, so that a value given to
 * one is converted, and complained about, as an assignment to the column would be.
 */
final class MySqlConversions {
    private static final String BESIDE = "IF(TRUE, ";
    private static final String CONVERTED = "CONVERT(";
    private static final Pattern COLLATED =
            Pattern.compile("character set (\\w+) collate (\\w+)", Pattern.CASE_INSENSITIVE);

    /** The collations that {@code CONVERT(… USING …)} gives, of the character sets that are met most (8.0). */
    private static final Map<String, String> DEFAULT_COLLATIONS = Map.of(
            "utf8mb4", "utf8mb4_0900_ai_ci",
            "utf8mb3", "utf8mb3_general_ci",
            "utf8", "utf8_general_ci",
            "latin1", "latin1_swedish_ci",
            "ascii", "ascii_general_ci");

    private static final Pattern INTEGER = Pattern.compile("(tiny|small|medium|big)?int\\b", Pattern.CASE_INSENSITIVE);

    private final Dialect dialect;
    private final MigratingTable table;
    private final MigrationRule rule;
    private final ColumnMigration migration;
    private final String qualifier;

    MySqlConversions(Dialect dialect, MigratingTable table, MigrationRule rule, String qualifier) {
        this.dialect = dialect;
        this.table = table;
        this.rule = rule;
        this.migration = rule.migration();
        this.qualifier = qualifier;
    }

    String column(String name) {
        return dialect.column(qualifier, name);
    }

    String newColumn(int index) {
        return column(migration.newColumns().get(index).name());
    }

    String oldColumn(int index) {
        return column(migration.oldColumns().get(index));
    }

    List<String> newColumns() {
        List<String> all = new ArrayList<>();
        migration.newColumns().forEach(c -> all.add(column(c.name())));
        return all;
    }

    List<String> oldColumns() {
        List<String> all = new ArrayList<>();
        migration.oldColumns().forEach(c -> all.add(column(c)));
        return all;
    }

    /** What stands for a column in a read, or null when the column itself does. */
    @Nullable
    String read(Role role) {
        return role.side() == Side.OLD ? readOld(role.index()) : readNew(role.index());
    }

    /** What stands for a column that is a result by itself: beside char an IF would be varchar. */
    @Nullable
    String shown(Role role) {
        String read = read(role);
        if (read == null || !keepsType(role)) {
            return read;
        }
        return read.startsWith(BESIDE)
                ? read.substring(BESIDE.length(), read.lastIndexOf(", "))
                : read.startsWith(CONVERTED) ? read.substring(CONVERTED.length(), read.lastIndexOf(" USING ")) : read;
    }

    /** Whether the column's type is one that only a column or a call has: an IF makes varchar of char, mediumtext of text. */
    boolean keepsType(Role role) {
        Catalog.Column column = table.relation().column(role.column());
        if (column == null) {
            return false;
        }
        String type = column.type().toLowerCase(Locale.ROOT);
        return type.startsWith("char") || type.contains("text");
    }

    /** The function that makes an integer of the column that is stored, where it keeps the order; else null. */
    @Nullable
    String widening(Role role) {
        String read = read(role);
        Catalog.Column column = table.relation().column(role.column());
        boolean integers = column != null
                && INTEGER.matcher(column.type()).lookingAt()
                && INTEGER.matcher(migration.newColumns().get(role.index()).type())
                        .lookingAt();
        return read == null || !integers || migration.conversion() != Conversion.CAST
                ? null
                : read.substring(0, read.indexOf('('));
    }

    /** The column of the other side, which is the one that is read. */
    String stored(Role role) {
        return role.side() == Side.OLD ? newColumn(role.index()) : oldColumn(role.index());
    }

    static boolean isEnum(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("enum") || lower.startsWith("set");
    }

    /** What the client sees in a column. */
    String seen(Side side, int index) {
        String read = side == Side.OLD ? readOld(index) : readNew(index);
        return read != null ? read : side == Side.OLD ? oldColumn(index) : newColumn(index);
    }

    private @Nullable String readOld(int index) {
        if (rule.reads() == Side.OLD && rule.writes() != Writes.NEW) {
            return null;
        }
        if (migration.conversion() == Conversion.IDENTITY) {
            return newColumn(index);
        }
        String down = call(migration.down(index, false), newColumns());
        String name = migration.oldColumns().get(index);
        return table.isGone(rule) ? comparableWithout(down, name) : comparable(down, name);
    }

    /** As {@link #comparable}, when the column is gone: something else has to lend its collation. */
    private String comparableWithout(String call, String name) {
        Catalog.Column column = table.relation().column(name);
        if (column == null || !isText(column.type())) {
            return call;
        }
        Matcher collated = COLLATED.matcher(column.type());
        if (collated.find()) {
            String charset = collated.group(1).toLowerCase(Locale.ROOT);
            String collation = collated.group(2).toLowerCase(Locale.ROOT);
            if (collation.equals(DEFAULT_COLLATIONS.get(charset))) {
                return CONVERTED + call + " USING " + charset + ")";
            }
            for (ColumnMigration.NewColumn added : migration.newColumns()) {
                Catalog.Column other = table.relation().column(added.name());
                if (other != null
                        && isText(other.type())
                        && other.type().toLowerCase(Locale.ROOT).contains(" collate " + collation)) {
                    return BESIDE + call + ", " + column(added.name()) + ")";
                }
            }
        }
        throw new Refusal(
                "Crossfade: column " + name + " of table " + table.relation().name()
                        + ", which is dropped, and whose collation no other column has",
                "Read the new columns.",
                -1);
    }

    private @Nullable String readNew(int index) {
        if (rule.writes() == Writes.NEW || (rule.filled() && rule.writes() == Writes.BOTH)) {
            return null;
        }
        if (migration.conversion() == Conversion.IDENTITY) {
            return oldColumn(index);
        }
        String up = call(migration.up(index, OnFailure.NULL), oldColumns());
        String name = migration.newColumns().get(index).name();
        if (rule.writes() == Writes.OLD || migration.conversion() == Conversion.CAST) {
            return comparable(up, name);
        }
        if (isEnum(migration.newColumns().get(index).type())) {
            throw new Refusal(
                    "Crossfade: column " + name + " of table "
                            + table.relation().name() + ", an enum or set that may not be filled yet",
                    "Read the old column until stage live.",
                    -1);
        }
        return migration.newColumns().size() == 1
                ? "COALESCE(" + newColumn(0) + ", " + up + ")"
                : "CASE WHEN " + unfilled() + " THEN " + up + " ELSE " + newColumn(index) + " END";
    }

    /** Whether the row is not filled, or there is nothing to fill. */
    String unfilled() {
        List<String> all = new ArrayList<>();
        newColumns().forEach(c -> all.add(c + " IS NULL"));
        return String.join(" AND ", all);
    }

    /**
     * A function's result, unlike a column, gives way to the collation of any constant it is compared with
     * (https://dev.mysql.com/doc/refman/8.0/en/charset-collation-coercibility.html). Beside its column it counts as one.
     */
    private String comparable(String call, String name) {
        Catalog.Column column = table.relation().column(name);
        return column != null && isText(column.type()) ? BESIDE + call + ", " + column(name) + ")" : call;
    }

    /**
     * Whether a NULL that IGNORE lets pass would become something else on each side. Once new alone is written, it is the new
     * columns that are NOT NULL.
     */
    static boolean losesNull(MigratingTable table, MigrationRule rule) {
        return rule.migration().conversion() == Conversion.FUNCTION && isNotNull(table, rule);
    }

    /** Whether a cast is done by a function that fails for NULL, where a column would make what its type has for nothing of it. */
    static boolean castFailsForNull(MigratingTable table, MigrationRule rule) {
        return rule.migration().conversion() == Conversion.CAST && rule.truth() == Side.NEW && isNotNull(table, rule);
    }

    /** Of either side: old is not any more once it is not written. */
    static boolean isNotNull(MigratingTable table, MigrationRule rule) {
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            if (table.oldColumn(rule, i).notNull()) {
                return true;
            }
        }
        return rule.migration().newColumns().stream().anyMatch(added -> {
            Catalog.Column column = table.relation().column(added.name());
            return column != null && column.notNull();
        });
    }

    /**
     * Whether what is stored in place of a value that does not fit is lost: a function makes another value of it, and
     * nothing holds it but the side that function gives.
     */
    static boolean loses(MigrationRule rule) {
        return rule.migration().conversion() == Conversion.FUNCTION && rule.writes() != Writes.BOTH;
    }

    static boolean isText(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("char") || lower.startsWith("varchar") || lower.contains("text");
    }

    /** New column {@code index} from old values of whatever type. */
    String up(int index, List<String> values) {
        return migration.conversion() == Conversion.IDENTITY
                ? values.get(index)
                : call(migration.up(index, rule.truth() == Side.OLD ? OnFailure.RECORD : OnFailure.RAISE), values);
    }

    /** New column {@code index} from the old columns as they are stored. */
    String upFromColumns(int index) {
        return migration.conversion() == Conversion.FUNCTION ? up(index, oldColumns()) : oldColumn(index);
    }

    /** Old column {@code index} from new values of whatever type; refuses what it cannot hold. */
    String down(int index, List<String> values) {
        return migration.conversion() == Conversion.IDENTITY
                ? values.get(index)
                : call(migration.down(index, true), values);
    }

    /**
     * Whether the two sides agree as they are stored. Between two assignments new may be half of what it was and half of
     * what it will be, which old need not be able to hold: a function that never fails says so.
     */
    String agrees() {
        List<String> all = oldColumns();
        all.addAll(newColumns());
        return call(migration.agrees(), all);
    }

    /** Whether {@code next}, assigned to the columns of {@code side}, would leave {@code now} as it is. */
    String unchanged(Side side, List<String> now, List<String> next) {
        List<String> arguments = new ArrayList<>(now);
        arguments.addAll(next);
        return call(migration.unchanged(side), arguments);
    }

    /** The functions' names hold nothing but letters, digits, hyphens and underscores: only the quotes differ. */
    static String call(String function, List<String> arguments) {
        return function.replace('"', '`') + "(" + String.join(", ", arguments) + ")";
    }
}
