package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a case. {@code schema.sql} defines a migration ({@code -- table:}, {@code -- conversion:}, {@code -- old:} with
 * {@code -- type:} and {@code -- down:}, {@code -- new:}) and, below {@code -- [old]} and {@code -- [new]}, the tables of who has
 * one side only; {@code -- [rows of old]} and {@code -- [rows of new]} fill them, {@code -- [after the backfill]} is what step
 * {@code enforce} does at live, {@code -- [session]} is said by each client first. {@code -- guarded} lets a trigger fill the
 * other side of rows that COPY brings; {@code -- stages:} names stages where not all three are meant.
 *
 * <p>{@code statements.sql} is what clients say, after {@code -- speaks old} or {@code new} or {@code either}. Before a statement,
 * {@code -- parameters: type = value | …} prepares it with these, {@code -- in: …} is what COPY gets, and {@code -- differs}
 * says that its twin answers otherwise, and why.
 */
record PostgresCase(
        ColumnMigration migration,
        List<String> types,
        boolean isGuarded,
        List<Stage> stages,
        Map<String, List<String>> sections,
        List<Said> statements) {

    /** A statement as it is written and as it is sent, who says it, and whether it may differ from the twin. */
    record Said(Side side, String text, Speaker.Spoken spoken, boolean differs) {}

    static PostgresCase read(Path folder) throws IOException {
        String schema = Files.readString(folder.resolve("schema.sql"));
        List<NewColumn> news = new ArrayList<>();
        for (String line : values(schema, "new")) {
            String[] parts = line.split(" := ", -1);
            String[] typed = parts[0].split(" ", 2);
            news.add(new NewColumn(typed[0], typed[1], parts[1]));
        }
        Map<String, String> down = new HashMap<>();
        List<String> olds = values(schema, "old");
        for (int i = 0; i < olds.size(); i++) {
            down.put(olds.get(i), values(schema, "down").get(i));
        }
        String[] table = values(schema, "table").get(0).split("\\.", 2);
        ColumnMigration migration = new ColumnMigration(
                "case",
                "shop",
                new TableName(table[0], table[1]),
                Conversion.valueOf(values(schema, "conversion").get(0).toUpperCase(Locale.ROOT)),
                olds,
                news,
                down);
        List<String> stages = values(schema, "stages");
        Map<String, List<String>> sections = new HashMap<>();
        for (String part : schema.split("(?m)^-- \\[", -1)) {
            int end = part.indexOf("]\n");
            if (end > 0) {
                sections.put(part.substring(0, end), list(part.substring(end + 2)));
            }
        }
        return new PostgresCase(
                migration,
                values(schema, "type"),
                schema.contains("\n-- guarded"),
                stages.isEmpty()
                        ? List.of(Stage.OFF, Stage.DUAL_WRITE, Stage.LIVE)
                        : Stream.of(stages.get(0).split(", ", -1))
                                .map(s -> Stage.ofVariant(s).orElseThrow())
                                .toList(),
                sections,
                statements(Files.readString(folder.resolve("statements.sql"))));
    }

    static int oid(String type) {
        return switch (type) {
            case "int2" -> 21;
            case "int4" -> 23;
            case "int8" -> 20;
            case "text" -> 25;
            case "varchar" -> 1043;
            case "unknown" -> 0;
            default -> throw new IllegalArgumentException(type);
        };
    }

    static String quoted(ColumnMigration migration) {
        return TableName.quote(migration.table().schema()) + "."
                + TableName.quote(migration.table().name());
    }

    /** Makes the tables: {@code side} null for the migrating ones. */
    void make(Connection c, @Nullable Side side, Stage stage) throws SQLException {
        TwinSchema.run(c, "SET client_min_messages = error", "SET TimeZone = 'UTC'");
        Side first = side == null ? Side.OLD : side;
        run(c, first.variant());
        run(c, "rows of " + first.variant());
        if (side == null) {
            List<MadeColumn> olds = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                olds.add(column(migration.oldColumns().get(i), types.get(i)));
            }
            List<MadeColumn> news = migration.newColumns().stream()
                    .map(n -> column(n.name(), n.type()))
                    .toList();
            TwinSchema.run(c, "CREATE SCHEMA crossfade", "CREATE TABLE crossfade.dead_letter (value text)");
            TwinSchema.run(c, new MadeFunctions(migration, olds, news).create().toArray(String[]::new));
            TwinSchema.run(
                    c,
                    "ALTER TABLE " + quoted(migration) + " "
                            + migration.newColumns().stream()
                                    .map(n -> "ADD " + TableName.quote(n.name()) + " " + n.type())
                                    .collect(Collectors.joining(", ")));
            fill(c, stage);
            if (!stage.isBefore(Stage.LIVE)) {
                run(c, "after the backfill");
            }
        }
        if (isGuarded && keepsBoth(stage)) {
            guard(c, side, stage);
        }
        run(c, "session");
    }

    private static MadeColumn column(String name, String type) {
        return MadeColumn.of(name, type, MadeColumn.Family.OPAQUE, List.of());
    }

    private static boolean keepsBoth(Stage stage) {
        return stage != Stage.OFF && stage != Stage.COMPLETE;
    }

    /** Backfill: half of the rows at dual-write, all from live on. */
    private void fill(Connection c, Stage stage) throws SQLException {
        if (stage == Stage.OFF) {
            return;
        }
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < migration.newColumns().size(); i++) {
            sets.add(TableName.quote(migration.newColumns().get(i).name()) + " = " + up(i));
        }
        TwinSchema.run(
                c,
                "UPDATE " + quoted(migration) + " SET " + String.join(", ", sets)
                        + (stage.isBefore(Stage.LIVE) ? " WHERE ctid::text ~ '[13579]\\)'" : ""));
    }

    private String up(int i) {
        String olds = migration.oldColumns().stream().map(TableName::quote).collect(Collectors.joining(", "));
        return migration.conversion() == Conversion.FUNCTION
                ? migration.up(i, OnFailure.NULL) + "(" + olds + ")"
                : migration.newColumns().get(i).up();
    }

    /** Beside a trigger COPY stores rows one by one, so the twin has one, too. */
    private void guard(Connection c, @Nullable Side side, Stage stage) throws SQLException {
        String function = MadeFunctions.fill(migration);
        if (side != null) {
            function = "as_it_is";
            TwinSchema.run(
                    c, "CREATE FUNCTION as_it_is() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$");
        }
        TwinSchema.run(
                c,
                "CREATE TRIGGER filled BEFORE INSERT ON " + quoted(migration) + " FOR EACH ROW WHEN"
                        + " (starts_with(current_query(), 'COPY ')) EXECUTE FUNCTION " + function + "('"
                        + (stage.isBefore(Stage.LIVE) ? "old" : "new") + "')");
    }

    Catalog guarded(Catalog catalog, Stage stage) {
        if (!isGuarded || !keepsBoth(stage)) {
            return catalog;
        }
        Map<TableName, Catalog.Relation> relations = new HashMap<>(catalog.relations());
        relations.computeIfPresent(
                migration.table(),
                (name, r) -> new Catalog.Relation(
                        name,
                        r.oid(),
                        r.kind(),
                        r.columns(),
                        r.dependsOn(),
                        r.columnGrants(),
                        true,
                        r.triggered(),
                        r.gone()));
        return new Catalog(catalog.version(), relations, catalog.volatileFunctions());
    }

    /** Rows that are filled and neither side of which is what the other becomes. */
    String disagreeing(Stage stage) {
        List<String> filled = new ArrayList<>();
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        for (int i = 0; i < migration.newColumns().size(); i++) {
            String added = TableName.quote(migration.newColumns().get(i).name());
            filled.add(added + " IS NOT NULL");
            up.add("(" + added + ")::text COLLATE \"C\" IS DISTINCT FROM (" + up(i) + ")::text COLLATE \"C\"");
        }
        String news = migration.newColumns().stream()
                .map(n -> TableName.quote(n.name()))
                .collect(Collectors.joining(", "));
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            String old = migration.oldColumns().get(i);
            String back = migration.conversion() == Conversion.FUNCTION
                    ? migration.down(i, false) + "(" + news + ")"
                    : migration.down().get(old);
            down.add("(" + TableName.quote(old) + ")::text COLLATE \"C\" IS DISTINCT FROM (" + back
                    + ")::text COLLATE \"C\"");
        }
        return "SELECT t::text FROM " + quoted(migration) + " t WHERE "
                + (stage.isBefore(Stage.LIVE) ? "(" + String.join(" OR ", filled) + ") AND " : "") + "("
                + String.join(" OR ", up) + ") AND (" + String.join(" OR ", down) + ")";
    }

    private void run(Connection c, String section) throws SQLException {
        TwinSchema.run(c, sections.getOrDefault(section, List.of()).toArray(String[]::new));
    }

    /** What stands behind {@code -- key:}, one line each. */
    private static List<String> values(String schema, String key) {
        return schema.lines()
                .filter(l -> l.startsWith("-- " + key + ": "))
                .map(l -> l.substring(key.length() + 5))
                .toList();
    }

    private static List<String> list(String statements) {
        return Stream.of(statements.split(";\n", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static List<Said> statements(String text) {
        List<Said> all = new ArrayList<>();
        List<Side> sides = List.of(Side.values());
        List<String> written = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("-- speaks ")) {
                String who = line.substring("-- speaks ".length());
                sides = who.equals("either")
                        ? List.of(Side.values())
                        : List.of(Side.valueOf(who.toUpperCase(Locale.ROOT)));
                continue;
            }
            written.add(line);
            if (!line.startsWith("--") && line.endsWith(";")) {
                for (Side side : sides) {
                    all.add(said(side, written));
                }
                written.clear();
            }
        }
        return all;
    }

    private static Said said(Side side, List<String> written) {
        List<String> sql = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> values = new ArrayList<>();
        StringBuilder input = new StringBuilder();
        boolean differs = false;
        for (String line : written) {
            if (line.startsWith("-- parameters: ")) {
                for (String one : line.substring("-- parameters: ".length()).split(" \\| ", -1)) {
                    String[] parts = one.split(" = ", 2);
                    types.add(parts[0]);
                    values.add(parts[1]);
                }
            } else if (line.startsWith("-- in: SELECT ")) {
                input.append(line.substring("-- in: ".length()));
            } else if (line.startsWith("-- in: ")) {
                input.append(line.substring("-- in: ".length())).append('\n');
            } else if (line.startsWith("-- differs")) {
                differs = true;
            } else if (!line.startsWith("--")) {
                sql.add(line);
            }
        }
        String all = String.join("\n", sql).strip();
        String text = String.join("\n", written).strip();
        return new Said(
                side,
                text.substring(0, text.length() - 1),
                new Speaker.Spoken(all.substring(0, all.length() - 1), values, types, input.toString()),
                differs);
    }
}
