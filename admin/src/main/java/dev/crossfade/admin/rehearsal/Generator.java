package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.TableFacts.Column;
import dev.crossfade.admin.rehearsal.TableFacts.Family;
import dev.crossfade.admin.rehearsal.TableFacts.ForeignKey;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows up by the columns' types, in the finished copy, where every constraint judges them: a row that one refuses is left
 * out. Values of old columns whose conversion is an expression are made from new ones, downwards, so that they convert.
 */
final class Generator {
    private static final int ROWS_OF_OTHERS = 200;
    private static final Pattern PRECISION = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");

    private final Connection copy;
    private final Family family;
    private final Shape shape;
    private final int rows;
    private final List<String> notes = new ArrayList<>();

    Generator(Connection copy, Family family, Shape shape, int rows) {
        this.copy = copy;
        this.family = family;
        this.shape = shape;
        this.rows = rows;
    }

    /** What was not covered, in words. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Fills the tables, those that are referred to first. */
    void make() throws SQLException, RehearsalException {
        Set<TableName> made = new HashSet<>();
        List<TableFacts> left = new ArrayList<>(family.tables());
        while (!left.isEmpty()) {
            TableFacts next = left.stream()
                    .filter(table -> family.keys().stream()
                            .filter(key -> key.from().equals(table.name()))
                            .allMatch(key -> made.contains(key.to()) || key.to().equals(table.name())))
                    .findFirst()
                    .orElse(left.get(0)); // they refer to each other in a circle
            make(next);
            made.add(next.name());
            left.remove(next);
        }
    }

    private void make(TableFacts table) throws SQLException, RehearsalException {
        boolean migrating = table.name().equals(family.table().name());
        boolean downwards = migrating && shape.migration().conversion() == Conversion.FUNCTION;
        List<Column> columns = table.stored().stream()
                .filter(column -> !column.isNumbered() || (isOld(migrating, column) && downwards))
                .toList();
        String values = columns.stream()
                .map(column -> isOld(migrating, column) && downwards ? "n." + column.quoted() : value(table, column))
                .collect(Collectors.joining(", "));
        String insert = columns.isEmpty()
                ? "INSERT INTO " + table.name().quoted() + " DEFAULT VALUES"
                : "INSERT INTO " + table.name().quoted() + " (" + TableFacts.list(columns)
                        + ") OVERRIDING SYSTEM VALUE SELECT " + values + (downwards ? downwards() : "");
        String block = """
                DECLARE made int := 0; failed int := 0; why text := '';
                BEGIN
                  FOR g IN 1..%d LOOP
                    BEGIN
                      %s;
                      made := made + 1;
                    EXCEPTION WHEN OTHERS THEN failed := failed + 1; why := SQLERRM;
                    END;
                  END LOOP;
                  PERFORM pg_catalog.set_config('crossfade.made', made || '/' || failed || '/' || why, false);
                END""".formatted(migrating ? rows : Math.min(rows, ROWS_OF_OTHERS), insert);
        Db.execute(copy, List.of("DO " + Sample.dollarQuoted(block)));
        String told = Db.first(copy, "SELECT current_setting('crossfade.made')", row -> row.getString(1));
        String[] parts = String.valueOf(told).split("/", 3);
        if (migrating && parts[0].equals("0")) {
            throw new RehearsalException(
                    "no row could be made up for " + table.name() + ": " + parts[2],
                    "Rehearse with rehearsal: {data: sampled}");
        }
        if (!parts[1].equals("0")) {
            notes.add(
                    parts[1] + " made-up row(s) of " + table.name() + " were refused by its constraints: " + parts[2]);
        }
    }

    private boolean isOld(boolean migrating, Column column) {
        return migrating && shape.migration().oldColumns().contains(column.name());
    }

    private String downwards() {
        String news = shape.news().stream()
                .map(column -> "CAST(" + value(column.fullType(), category(column), false) + " AS " + column.fullType()
                        + ") AS " + column.quoted())
                .collect(Collectors.joining(", "));
        String olds = shape.olds().stream()
                .map(old -> "CAST((" + shape.migration().down().getOrDefault(old.name(), "NULL") + "\n) AS "
                        + old.fullType() + ") AS " + old.quoted())
                .collect(Collectors.joining(", "));
        return " FROM (SELECT " + olds + " FROM (SELECT " + news + ") AS m) AS n";
    }

    private static char category(ColumnFacts column) {
        String type = column.bareType();
        if (List.of("smallint", "integer", "bigint", "numeric", "real", "double precision")
                .contains(type)) {
            return 'N';
        }
        return type.startsWith("timestamp") || type.equals("date") ? 'D' : type.equals("boolean") ? 'B' : 'S';
    }

    private String value(TableFacts table, Column column) {
        ForeignKey key = family.keys().stream()
                .filter(one -> one.from().equals(table.name()) && one.columns().contains(column.name()))
                .findFirst()
                .orElse(null);
        if (key != null) {
            if (key.to().equals(table.name()) && !column.notNull()) {
                return "NULL";
            }
            String parent = key.to().quoted();
            return "(SELECT p."
                    + TableName.quote(key.referenced().get(key.columns().indexOf(column.name()))) + " FROM " + parent
                    + " p OFFSET g % greatest(1, (SELECT count(*) FROM " + parent + ")) LIMIT 1)";
        }
        boolean unique = table.unique().contains(column.name());
        String value = value(column.base(), column.category(), unique);
        if (value.equals("NULL") && column.byDefault() != null) {
            return "DEFAULT".equals(column.byDefault()) ? "NULL" : "(" + column.byDefault() + ")";
        }
        return column.notNull() || unique
                ? value + "::" + column.base()
                : "CASE WHEN g % 9 = 4 THEN NULL ELSE " + value + "::" + column.base() + " END";
    }

    /** An expression over {@code g}, the row's number, in PL/pgSQL. */
    private static String value(String type, char category, boolean unique) {
        return switch (category) {
            case 'N' -> number(type, unique);
            case 'S' -> text(type, unique);
            case 'B' -> "(g % 2 = 0)";
            case 'D' ->
                type.startsWith("time ")
                        ? "('00:00'::time + g * interval '1 minute')"
                        : "(timestamp '2020-02-29 12:00' + g * interval '7 hours')";
            case 'T' -> "pg_catalog.make_interval(secs => g)";
            case 'E' ->
                "(pg_catalog.enum_range(NULL::" + type
                        + "))[1 + g % pg_catalog.cardinality(pg_catalog.enum_range(NULL::" + type + "))]";
            case 'A' -> "'{}'";
            case 'I' -> "('10.' || g / 62500 % 250 || '.' || g / 250 % 250 || '.' || g % 250)";
            default -> other(type);
        };
    }

    private static String other(String type) {
        return switch (type) {
            case "uuid" -> "pg_catalog.gen_random_uuid()";
            case "json", "jsonb" -> "pg_catalog.json_build_object('made', g)";
            case "bytea" -> "pg_catalog.decode(pg_catalog.md5(g::text), 'hex')";
            default -> "NULL";
        };
    }

    private static String number(String type, boolean unique) {
        if (unique) {
            return "g";
        }
        @Nullable
        String most = switch (type) {
            case "smallint" -> "32767";
            case "integer" -> "2147483647";
            case "bigint" -> "9223372036854775807";
            default -> null;
        };
        if (most != null) {
            return "(CASE g WHEN 1 THEN " + most + " WHEN 2 THEN -" + most + " WHEN 3 THEN 0 ELSE g % 30000 END)";
        }
        Matcher precision = PRECISION.matcher(type);
        if (precision.find()) {
            int scale = precision.group(2) == null ? 0 : Integer.parseInt(precision.group(2));
            int whole = Math.max(0, Integer.parseInt(precision.group(1)) - scale);
            String nines = (whole == 0 ? "0" : "9".repeat(whole)) + (scale == 0 ? "" : "." + "9".repeat(scale));
            return "(CASE g WHEN 1 THEN " + nines + " WHEN 2 THEN -" + nines + " ELSE g % "
                    + (whole == 0 ? "1" : "1" + "0".repeat(Math.min(whole, 8))) + " END)";
        }
        return "(CASE g WHEN 3 THEN 0 ELSE g * 1.25 END)";
    }

    private static String text(String type, boolean unique) {
        Matcher length = PRECISION.matcher(type);
        int most = length.find() ? Integer.parseInt(length.group(1)) : 400;
        if (unique) {
            return "pg_catalog.right('v' || g, " + most + ")";
        }
        return "pg_catalog.left(CASE g % 10 WHEN 1 THEN '' WHEN 2 THEN pg_catalog.repeat('long ', 80) WHEN 3 THEN 'Zoë Ångström'"
                + " WHEN 4 THEN 'x' ELSE pg_catalog.initcap('name' || g || ' word' || g % 7) END, " + most + ")";
    }
}
