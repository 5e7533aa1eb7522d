package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Works out what one rule adds to the rows of an INSERT. */
final class InsertedRow {
    private final MigratingTable table;
    private final Given given;
    private final MigrationRule rule;

    /** The values of one row, as SQL. */
    interface Cells {
        /** The value at a place, ready to be used several times if {@code repeatedly}; null for DEFAULT. */
        @Nullable
        String value(int place, boolean repeatedly);

        /**
         * Whether the value at a place is a parameter of no declared type that the row gives to another column too: the server
         * deduces its type from each of them, and refuses it where they differ, which a cast would hide.
         */
        boolean isSharedParameter(int place);

        /** A default, ready to be used several times if {@code repeatedly}; it stands at {@code place} if that is not -1. */
        String defaultValue(Catalog.Column column, int place, boolean repeatedly);
    }

    InsertedRow(MigratingTable table, Given given) {
        this.table = table;
        this.given = given;
        this.rule = given.rule();
    }

    /** Columns that join the list: the same for all rows. */
    Set<String> added() {
        Set<String> added = new LinkedHashSet<>();
        if (given.side() == Side.NEW) {
            if (given.writes() != Writes.NEW) {
                added.addAll(rule.migration().oldColumns());
            }
            if (given.writes() != Writes.OLD && anyDefault()) {
                // all DEFAULT in one row means the old columns' defaults, for every new column
                addNew(added);
            }
        } else if (given.writes() != Writes.OLD && (given.side() == Side.OLD || anyDefault())) {
            addNew(added);
            if (given.writes() == Writes.BOTH) {
                for (int i = 0; i < given.index().size(); i++) {
                    Catalog.Column column = table.oldColumn(rule, i);
                    if (given.index().get(i) < 0 && column.defaultExpression() != null && column.defaultIsVolatile()) {
                        added.add(column.name());
                    }
                }
            }
        }
        return added;
    }

    private void addNew(Set<String> added) {
        for (int i = 0; i < rule.migration().newColumns().size(); i++) {
            if (given.side() != Side.NEW || given.index().get(i) < 0) {
                added.add(rule.migration().newColumns().get(i).name());
            }
        }
    }

    /** Places of the list that are not written. */
    Set<Integer> removed() {
        Set<Integer> removed = new TreeSet<>();
        boolean drops = given.side() == Side.NEW ? given.writes() == Writes.OLD : given.writes() == Writes.NEW;
        for (int place : given.index()) {
            if (place >= 0 && drops) {
                removed.add(place);
            }
        }
        return removed;
    }

    private boolean anyDefault() {
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            if (table.oldColumn(rule, i).defaultExpression() != null) {
                return true;
            }
        }
        return false;
    }

    /** Values for {@link #added}, and for columns of the list that are DEFAULT and cannot stay so, by column. */
    Map<String, String> values(Cells cells) {
        return given.side() == Side.NEW ? fromNew(cells) : fromOld(cells, given.index());
    }

    private Map<String, String> fromOld(Cells cells, List<Integer> places) {
        ColumnMigration migration = rule.migration();
        boolean several = migration.conversion() == ColumnMigration.Conversion.FUNCTION
                && migration.newColumns().size() > 1;
        boolean repeatedly = given.writes() == Writes.BOTH || (given.writes() == Writes.NEW && several);
        Map<String, String> values = new LinkedHashMap<>();
        List<String> typed = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            Catalog.Column column = table.oldColumn(rule, i);
            int place = places.get(i);
            String value = place >= 0 ? cells.value(place, repeatedly) : null;
            if (value == null && column.defaultExpression() != null) {
                value = cells.defaultValue(column, place, repeatedly && column.defaultIsVolatile());
                if (place < 0) {
                    values.put(column.name(), value);
                }
            }
            any |= value != null;
            typed.add(typed(cells, value, place, column.type()));
        }
        for (int i = 0; i < migration.newColumns().size(); i++) {
            values.put(migration.newColumns().get(i).name(), any ? Conversions.up(rule, i, typed) : "DEFAULT");
        }
        return values;
    }

    /** {@code value} as its column would hold it; a function's argument may take its type from there. */
    private String typed(Cells cells, @Nullable String value, int place, String type) {
        if (value == null) {
            return Conversions.cast("NULL", type);
        }
        boolean asIs = place >= 0
                && rule.migration().conversion() == ColumnMigration.Conversion.FUNCTION
                && type.indexOf('(') < 0
                && cells.isSharedParameter(place);
        return asIs ? value : Conversions.cast(value, type);
    }

    private Map<String, String> fromNew(Cells cells) {
        ColumnMigration migration = rule.migration();
        boolean several =
                migration.oldColumns().size() > 1 && migration.conversion() == ColumnMigration.Conversion.FUNCTION;
        List<String> typed = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < migration.newColumns().size(); i++) {
            int place = given.index().get(i);
            String value = place >= 0 ? cells.value(place, given.writes() == Writes.BOTH || several) : null;
            any |= value != null;
            typed.add(typed(cells, value, place, migration.newColumns().get(i).type()));
        }
        if (!any && anyDefault()) {
            List<Integer> nowhere = Collections.nCopies(migration.oldColumns().size(), -1);
            Map<String, String> defaults = fromOld(cells, nowhere);
            migration.oldColumns().forEach(o -> defaults.putIfAbsent(o, "NULL"));
            return defaults;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            values.put(migration.oldColumns().get(i), any ? Conversions.down(table, rule, i, typed) : "NULL");
        }
        return values;
    }
}
