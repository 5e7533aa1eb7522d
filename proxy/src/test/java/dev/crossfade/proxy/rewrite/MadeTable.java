package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A made table, migrating or not. Its columns are those of before the migration, in order.
 *
 * @param key names of the primary key's columns, as they were before
 * @param unique name of a column with a unique constraint, as it was before, or null
 * @param indexes further indexes, before the migration, of which Crossfade takes no copy; each with {@code %s} for the table
 * @param suffix what stands behind the list of columns
 * @param check a CHECK, with {@link #MOVED} for the column that moves, or null
 * @param parent name of a column with a foreign key onto the table's own key, and the key's action; or null
 * @param guarded whether a trigger fills the other side of what COPY stores, so that it may pass
 */
record MadeTable(
        TableName name,
        List<MadeColumn> columns,
        List<String> key,
        @Nullable String unique,
        List<String> indexes,
        String suffix,
        @Nullable ColumnMigration migration,
        List<MadeColumn> news,
        @Nullable String check,
        @Nullable Parent parent,
        boolean guarded) {
    private static final int ROWS = 14;

    /** Stands for the first column that moves, on either side. */
    static final String MOVED = "{moved}";

    /** A foreign key of a column onto the key of its own table. */
    record Parent(String column, String action) {}

    /** Without constraints of its own. */
    MadeTable(TableName name, List<MadeColumn> columns, List<String> key, String suffix, List<MadeColumn> news) {
        this(name, columns, key, null, List.of(), suffix, null, news, null, null, false);
    }

    /** Where a view of it is, as one who speaks old knows it. */
    TableName view() {
        return new TableName("public", "seen " + name.name());
    }

    /** Whether both sides are written at {@code stage}. */
    static boolean keepsBoth(Stage stage) {
        return stage != Stage.OFF && stage != Stage.COMPLETE;
    }

    /** Whether the engine would let it get there: what is computed from the old column is not carried over. */
    boolean reaches(Stage stage) {
        return stage != Stage.COMPLETE
                || columns.stream().noneMatch(c -> c.given().contains(MOVED));
    }

    /** The columns that one who speaks {@code side} knows, in their order. */
    List<MadeColumn> seen(Side side) {
        if (migration == null || side == Side.OLD) {
            return columns;
        }
        List<MadeColumn> seen = new ArrayList<>(columns);
        seen.removeIf(c -> migration.oldColumns().contains(c.name()));
        seen.addAll(news);
        return seen;
    }

    boolean isMigrating(MadeColumn column) {
        return migration != null
                && (news.contains(column) || migration.oldColumns().contains(column.name()));
    }

    /** The name on {@code side} of what was a column before. */
    String on(Side side, String column) {
        boolean moved =
                migration != null && side == Side.NEW && migration.oldColumns().equals(List.of(column));
        return moved ? news.get(0).name() : column;
    }

    private MadeColumn column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst().orElseThrow();
    }

    /** Statements that make and fill it for {@code side}; null for both sides, at {@code stage}. */
    List<String> make(@Nullable Side side, Stage stage) {
        List<String> sql = new ArrayList<>();
        Side first = side == null ? Side.OLD : side;
        List<String> parts = seen(first).stream()
                .map(c -> c.definition().replace(MOVED, moved(first)))
                .collect(Collectors.toList());
        if (!key.isEmpty()) {
            parts.add("PRIMARY KEY (" + names(first, key) + ")");
        }
        if (unique != null) {
            parts.add("UNIQUE (" + names(first, List.of(unique)) + ")");
        }
        if (check != null) {
            parts.add("CONSTRAINT checked CHECK (" + check.replace(MOVED, moved(first)) + ")");
        }
        if (parent != null) {
            parts.add(own(on(first, parent.column()), parent));
        }
        sql.add("CREATE TABLE " + name.quoted() + " (" + String.join(", ", parts) + ")" + suffix);
        if (!suffix.isEmpty()) {
            sql.add("CREATE TABLE " + part("1") + " PARTITION OF " + name.quoted()
                    + " FOR VALUES FROM (MINVALUE) TO (5)");
            sql.add("CREATE TABLE " + part("2") + " PARTITION OF " + name.quoted() + " DEFAULT");
        }
        if (first == Side.OLD && !(side == null && stage == Stage.COMPLETE)) {
            indexes.forEach(i -> sql.add(i.formatted(name.quoted())));
        }
        if (migration != null && first == Side.OLD) {
            sql.add("CREATE VIEW " + view().quoted() + " AS SELECT * FROM " + name.quoted());
        }
        fill(sql, first);
        if (migration != null && side == null) {
            sql.add("ALTER TABLE " + name.quoted() + " "
                    + news.stream().map(c -> "ADD " + c.bare()).collect(Collectors.joining(", ")));
            migrate(sql, stage, migration);
        }
        if (migration != null && guarded && keepsBoth(stage)) {
            // all but COPY is for the rewriter to fill; beside a trigger COPY stores rows one by one, also in the twin
            sql.add("CREATE TRIGGER filled BEFORE INSERT ON " + name.quoted() + " FOR EACH ROW WHEN"
                    + " (starts_with(current_query(), 'COPY ')) EXECUTE FUNCTION "
                    + (side != null
                            ? "crossfade.as_it_is()"
                            : MadeFunctions.fill(migration) + "('" + (stage.isBefore(Stage.LIVE) ? "old" : "new")
                                    + "')"));
        }
        return sql;
    }

    private String own(String column, Parent of) {
        return "CONSTRAINT own FOREIGN KEY (" + TableName.quote(column) + ") REFERENCES " + name.quoted() + " ("
                + TableName.quote(key.get(0)) + ")" + of.action();
    }

    /** What stands for {@link #MOVED} in a table that has {@code side} only. */
    private String moved(Side side) {
        if (migration == null) {
            return "";
        }
        String old = migration.oldColumns().get(0);
        if (side == Side.OLD) {
            return TableName.quote(old);
        }
        return migration.conversion() == Conversion.FUNCTION
                ? "(" + migration.down().get(old) + ")"
                : news.get(0).quoted();
    }

    private String part(String number) {
        return new TableName(name.schema(), name.name() + number).quoted();
    }

    private String names(Side side, List<String> list) {
        return list.stream().map(c -> TableName.quote(on(side, c))).collect(Collectors.joining(", "));
    }

    private void fill(List<String> sql, Side side) {
        for (int row = 0; row < ROWS; row++) {
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            List<String> olds = new ArrayList<>();
            for (MadeColumn c : columns) {
                if (c.isComputed() || c.isCounted()) {
                    continue;
                }
                String value = value(c, row);
                boolean moved = migration != null && migration.oldColumns().contains(c.name()) && side == Side.NEW;
                if (moved) {
                    olds.add("CAST(" + value + " AS " + c.type() + ") AS " + c.quoted());
                } else {
                    names.add(c.quoted());
                    values.add(value);
                }
            }
            if (!olds.isEmpty() && migration != null) {
                for (int i = 0; i < news.size(); i++) {
                    names.add(news.get(i).quoted());
                    values.add("(" + migration.newColumns().get(i).up() + ")");
                }
            }
            sql.add("INSERT INTO " + name.quoted()
                    + (names.isEmpty()
                            ? " DEFAULT VALUES"
                            : " (" + String.join(", ", names) + ") SELECT " + String.join(", ", values))
                    + (olds.isEmpty() ? "" : " FROM (SELECT " + String.join(", ", olds) + ") s"));
        }
    }

    private String value(MadeColumn c, int row) {
        boolean different = key.contains(c.name()) || c.name().equals(unique);
        boolean several = migration != null && migration.oldColumns().size() + news.size() > 2;
        if (!different && !c.notNull() && row % 5 == 4 && !(several && isMigrating(c))) {
            return "NULL";
        }
        if (different && row >= c.values().size()) {
            throw new IllegalStateException("too few values for column " + c.name());
        }
        return c.values().get(different ? row : row % c.values().size());
    }

    private void migrate(List<String> sql, Stage stage, ColumnMigration of) {
        String table = name.quoted();
        if (stage == Stage.OFF) { // what stands there is stale and must not be read
            sql.add("UPDATE " + table + " SET "
                    + news.stream()
                            .map(c -> c.quoted() + " = "
                                    + c.values().get(c.values().size() - 1))
                            .collect(Collectors.joining(", ")));
            return;
        }
        String olds = of.oldColumns().stream().map(TableName::quote).collect(Collectors.joining(", "));
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            String up = of.conversion() == Conversion.FUNCTION ? of.up(i, OnFailure.RAISE) + "(" + olds + ")" : olds;
            sets.add(news.get(i).quoted() + " = " + up);
        }
        sql.add("UPDATE " + table + " SET " + String.join(", ", sets)
                + (stage.isBefore(Stage.LIVE) ? " WHERE ctid::text ~ '[13579]\\)'" : ""));
        if (stage == Stage.COMPLETE) {
            release(sql, of);
        } else if (!stage.isBefore(Stage.LIVE)) {
            uniques(sql);
        }
    }

    /** What stands for a column in the index that takes the place of one over it. */
    private String successor(String column) {
        if (migration == null || !migration.oldColumns().contains(column)) {
            return TableName.quote(column);
        }
        if (migration.conversion() != Conversion.FUNCTION) {
            return news.get(0).quoted();
        }
        String call = migration.down(migration.oldColumns().indexOf(column), false) + "("
                + news.stream().map(MadeColumn::quoted).collect(Collectors.joining(", ")) + ")";
        String collation = column(column).collation();
        return collation == null ? call : "(" + call + " COLLATE " + collation + ")";
    }

    private void uniques(List<String> sql) {
        if (key.stream()
                .anyMatch(k -> migration != null && migration.oldColumns().contains(k))) {
            sql.add("CREATE UNIQUE INDEX ON " + name.quoted() + " ("
                    + key.stream().map(this::successor).collect(Collectors.joining(", ")) + ")");
        }
        if (unique != null && migration != null && migration.oldColumns().contains(unique)) {
            sql.add("CREATE UNIQUE INDEX ON " + name.quoted() + " (" + successor(unique) + ")");
        }
    }

    /** As the engine's step release leaves it, with what nobody looks at any more in the old columns. */
    private void release(List<String> sql, ColumnMigration of) {
        String table = "ALTER TABLE " + name.quoted();
        boolean keyMoves = key.stream().anyMatch(of.oldColumns()::contains);
        if (unique != null && of.oldColumns().contains(unique)) {
            sql.add("DO $do$ BEGIN EXECUTE (SELECT format('" + table.replace("'", "''")
                    + " DROP CONSTRAINT %I', conname) FROM pg_constraint WHERE contype = 'u' AND conrelid = '"
                    + name.quoted().replace("'", "''") + "'::regclass); END $do$");
        }
        if (keyMoves) {
            sql.add("DO $do$ BEGIN EXECUTE (SELECT format('" + table.replace("'", "''")
                    + " DROP CONSTRAINT %I', conname) FROM pg_constraint WHERE contype = 'p' AND conrelid = '"
                    + name.quoted().replace("'", "''") + "'::regclass); END $do$");
        }
        uniques(sql);
        if (check != null) {
            sql.add(table + " DROP CONSTRAINT checked");
            sql.add(table + " ADD CONSTRAINT checked CHECK ("
                    + check.replace(MOVED, successor(of.oldColumns().get(0))) + ")");
        }
        if (parent != null && of.oldColumns().contains(parent.column())) {
            sql.add(table + " DROP CONSTRAINT own");
            sql.add(table + " ADD " + own(on(Side.NEW, parent.column()), parent));
        }
        List<String> garbage = new ArrayList<>();
        for (String old : of.oldColumns()) {
            MadeColumn before = column(old);
            String quoted = before.quoted();
            if (before.given().contains("IDENTITY")) {
                sql.add(table + " ALTER " + quoted + " DROP IDENTITY");
                sql.add(table + " ALTER " + news.get(0).quoted() + " SET NOT NULL");
                sql.add(table + " ALTER " + news.get(0).quoted() + " ADD " + before.given() + " (START 15)");
            } else if (before.given().startsWith("DEFAULT")) {
                sql.add(table + " ALTER " + quoted + " DROP DEFAULT");
                sql.add(table + " ALTER " + news.get(0).quoted() + " SET "
                        + news.get(0).given());
            }
            if (before.notNull() || key.contains(old)) {
                sql.add(table + " ALTER " + quoted + " DROP NOT NULL");
                for (MadeColumn added : news) {
                    if (added.notNull() || key.contains(old)) {
                        sql.add(table + " ALTER " + added.quoted() + " SET NOT NULL");
                    }
                }
            }
            garbage.add(quoted + " = NULL");
        }
        if (keyMoves && of.conversion() != Conversion.FUNCTION) {
            sql.add(table + " ADD PRIMARY KEY (" + names(Side.NEW, key) + ")");
        }
        sql.add("UPDATE " + name.quoted() + " SET " + String.join(", ", garbage));
    }

    /** Rows in which the sides do not agree, counted; null where there are none of both. */
    @Nullable
    String disagreeing(Stage stage) {
        if (migration == null || stage == Stage.OFF || stage == Stage.COMPLETE) {
            return null;
        }
        List<String> terms = new ArrayList<>();
        List<String> back = new ArrayList<>();
        List<String> arguments = news.stream().map(MadeColumn::quoted).toList();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            MadeColumn old = column(migration.oldColumns().get(i));
            String down = migration.conversion() == Conversion.FUNCTION
                    ? migration.down(i, false) + "(" + String.join(", ", arguments) + ")"
                    : arguments.get(0);
            back.add("(" + down + ")::text COLLATE \"C\" IS NOT DISTINCT FROM CAST(" + old.quoted()
                    + " AS text) COLLATE \"C\"");
        }
        terms.add("NOT (" + String.join(" AND ", back) + ")");
        terms.add("NOT (" + arguments.stream().map(a -> a + " IS NULL").collect(Collectors.joining(" AND ")) + ")");
        return "SELECT count(*) FROM " + name.quoted() + " WHERE " + String.join(" AND ", terms);
    }
}
