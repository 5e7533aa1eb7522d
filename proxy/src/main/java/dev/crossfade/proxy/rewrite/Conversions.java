package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of a conversion, in both directions, for reads and for writes. */
final class Conversions {
    private Conversions() {}

    static String cast(String expression, String type) {
        return "CAST(" + expression + " AS " + type + ")";
    }

    static String column(String qualifier, String name) {
        return qualifier + "." + TableName.quote(name);
    }

    /** What stands for a column in a read, or null when the column itself does. {@code qualifier} is ready for SQL. */
    static @Nullable String read(MigratingTable table, Role role, String qualifier) {
        return role.side() == Side.OLD
                ? readOld(table, role.rule(), role.index(), qualifier)
                : readNew(table, role.rule(), role.index(), qualifier);
    }

    /** As {@link #read}, but never null. */
    static String value(MigratingTable table, Role role, String qualifier) {
        String read = read(table, role, qualifier);
        return read == null ? column(qualifier, role.column()) : read;
    }

    private static @Nullable String readOld(MigratingTable table, MigrationRule rule, int index, String qualifier) {
        if (rule.reads() == Side.OLD && rule.writes() != Writes.NEW) {
            return null;
        }
        ColumnMigration migration = rule.migration();
        List<String> news = newColumns(migration, qualifier);
        String type = table.oldColumn(rule, index).type();
        String read = switch (migration.conversion()) {
            case IDENTITY -> news.get(index);
            case CAST -> cast(news.get(index), type);
            case FUNCTION -> typed(migration.down(index, false) + arguments(news), type);
        };
        return collated(table, rule, Side.OLD, read, migration.oldColumns().get(index), names(rule, Side.NEW));
    }

    private static List<String> names(MigrationRule rule, Side side) {
        return side == Side.OLD
                ? rule.migration().oldColumns()
                : rule.migration().newColumns().stream()
                        .map(ColumnMigration.NewColumn::name)
                        .toList();
    }

    /**
     * {@code read} with the collation of the column that it stands for, where the server would derive another one: from
     * {@code sources}, the columns that it reads (https://www.postgresql.org/docs/15/collation.html#COLLATION-CONCEPTS). An
     * explicit COLLATE conflicts with another explicit one, which a column's does not; a subquery's result counts as a column,
     * but no index serves it.
     */
    private static String collated(
            MigratingTable table, MigrationRule rule, Side side, String read, String column, List<String> sources) {
        String collation = missing(table, column, sources);
        if (collation == null) {
            return read;
        }
        boolean beside = table.besideCollate() || isBesideAnother(table, rule, side, collation);
        return (beside ? "(SELECT " : "(") + read + " COLLATE " + collation + ")";
    }

    /** The collation of {@code column} where the server would not derive it from {@code sources}; else null. */
    private static @Nullable String missing(MigratingTable table, String column, List<String> sources) {
        String collation = collation(table, column);
        if (collation == null) {
            return null;
        }
        Set<String> derived = new HashSet<>();
        for (String source : sources) {
            String of = collation(table, source);
            if (of != null && !of.equals(Catalog.Column.DEFAULT_COLLATION)) {
                derived.add(of);
            }
        }
        if (derived.isEmpty()) {
            derived.add(Catalog.Column.DEFAULT_COLLATION);
        }
        return derived.equals(Set.of(collation)) ? null : collation;
    }

    /** Whether another column of the table, which the statement may name too, may be read with another COLLATE. */
    private static boolean isBesideAnother(MigratingTable table, MigrationRule rule, Side side, String collation) {
        for (MigrationRule other : table.rules()) {
            for (Side of : Side.values()) {
                if (other.equals(rule) && of != side) {
                    continue; // a statement speaks one of them
                }
                List<String> sources = names(other, of == Side.OLD ? Side.NEW : Side.OLD);
                for (String column : names(other, of)) {
                    String its = missing(table, column, sources);
                    if (its != null && !its.equals(collation)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static @Nullable String collation(MigratingTable table, String column) {
        Catalog.Column known = table.relation().column(column);
        return known == null ? null : known.collation();
    }

    private static @Nullable String readNew(MigratingTable table, MigrationRule rule, int index, String qualifier) {
        if (rule.writes() == Writes.NEW || (rule.filled() && rule.writes() == Writes.BOTH)) {
            return null;
        }
        ColumnMigration migration = rule.migration();
        List<String> olds = new ArrayList<>();
        migration.oldColumns().forEach(o -> olds.add(column(qualifier, o)));
        ColumnMigration.NewColumn added = migration.newColumns().get(index);
        // Where nothing can fail upwards, old alone is as good as new and its index serves.
        if (migration.conversion() == Conversion.IDENTITY) {
            return olds.get(index);
        }
        String read = migration.conversion() == Conversion.CAST
                ? cast(olds.get(index), added.type())
                : converted(rule, index, qualifier, olds);
        List<String> sources = new ArrayList<>(migration.oldColumns());
        if (migration.conversion() == Conversion.FUNCTION && rule.writes() != Writes.OLD) {
            sources.add(added.name());
        }
        return collated(table, rule, Side.NEW, read, added.name(), sources);
    }

    private static String converted(MigrationRule rule, int index, String qualifier, List<String> olds) {
        ColumnMigration migration = rule.migration();
        ColumnMigration.NewColumn added = migration.newColumns().get(index);
        String up = typed(migration.up(index, OnFailure.NULL) + arguments(olds), added.type());
        if (rule.writes() == Writes.OLD) {
            return up;
        }
        List<String> news = newColumns(migration, qualifier);
        if (news.size() == 1) {
            return "COALESCE(" + news.get(0) + ", " + up + ")";
        }
        String unfilled = news.stream().map(n -> n + " IS NULL").collect(Collectors.joining(" AND "));
        return "CASE WHEN " + unfilled + " THEN " + up + " ELSE " + news.get(index) + " END";
    }

    private static List<String> newColumns(ColumnMigration migration, String qualifier) {
        List<String> news = new ArrayList<>();
        migration.newColumns().forEach(n -> news.add(column(qualifier, n.name())));
        return news;
    }

    /** New column {@code index} from values of all old columns, for a write. The values have the old types. */
    static String up(MigrationRule rule, int index, List<String> oldValues) {
        ColumnMigration migration = rule.migration();
        return switch (migration.conversion()) {
            case IDENTITY -> oldValues.get(index);
            case CAST ->
                cast(oldValues.get(index), migration.newColumns().get(index).type());
            case FUNCTION ->
                migration.up(index, rule.truth() == Side.OLD ? OnFailure.RECORD : OnFailure.RAISE)
                        + arguments(oldValues);
        };
    }

    /** Old column {@code index} from values of all new columns, for a write. The values have the new types. */
    static String down(MigratingTable table, MigrationRule rule, int index, List<String> newValues) {
        ColumnMigration migration = rule.migration();
        return switch (migration.conversion()) {
            case IDENTITY -> newValues.get(index);
            case CAST -> {
                String type = table.oldColumn(rule, index).type();
                // An explicit cast to varchar(n) cuts what an assignment refuses.
                yield cutsSilently(type) ? newValues.get(index) : cast(newValues.get(index), type);
            }
            case FUNCTION -> migration.down(index, true) + arguments(newValues);
        };
    }

    private static String arguments(List<String> values) {
        return "(" + String.join(", ", values) + ")";
    }

    /** Functions return types without length; the client must see the column's. */
    private static String typed(String call, String type) {
        return type.indexOf('(') >= 0 ? cast(call, type) : call;
    }

    /** Whether an explicit cast to {@code type} cuts a longer value without an error. */
    static boolean cutsSilently(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.indexOf('(') >= 0
                && (lower.startsWith("char") || lower.startsWith("varchar") || lower.startsWith("bit"));
    }

    /** {@code type} without its length or precision, or null where there is no such type. */
    static @Nullable String withoutLength(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("bit")) {
            return null;
        }
        if (lower.startsWith("char") && !lower.startsWith("character varying")) {
            return "bpchar";
        }
        int open = type.indexOf('(');
        int close = type.indexOf(')');
        return open < 0 ? type : type.substring(0, open) + type.substring(close + 1);
    }
}
