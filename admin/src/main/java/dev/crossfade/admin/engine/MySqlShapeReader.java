package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a definition against a table of MySQL: what each column is by {@code information_schema}, and what the new one of a
 * rename has to be. A column's collation is kept as {@code charset collation}.
 */
final class MySqlShapeReader {
    private static final String COLUMNS =
            "SELECT column_name, column_type, data_type, character_set_name, collation_name"
                    + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    private static final String KEY = "SELECT column_name FROM information_schema.statistics WHERE table_schema = ?"
            + " AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index";

    private MySqlShapeReader() {}

    /** @param dropped old columns that may be gone by now, as they were */
    static ShapeReader.Result read(Connection connection, ColumnMigration spec, List<Catalog.Column> dropped)
            throws SQLException {
        TableName table = spec.table();
        Map<String, ColumnFacts> columns = new LinkedHashMap<>();
        for (ColumnFacts column : Db.rows(connection, COLUMNS, MySqlShapeReader::facts, table.schema(), table.name())) {
            columns.put(column.name(), column);
        }
        if (columns.isEmpty()) {
            return refused(
                    "there is no table " + table, "Name an existing one as database.table, case as it is stored.");
        }
        if (spec.conversion() != Conversion.IDENTITY || spec.oldColumns().size() != 1) {
            return refused(
                    "on MySQL columns can be renamed, and not changed otherwise in this version",
                    "Write rename: {column: …, to: …}.");
        }
        String from = spec.oldColumns().get(0);
        ColumnFacts old = columns.get(from);
        for (Catalog.Column column : dropped) {
            if (old == null && column.name().equals(from)) {
                old = gone(column);
            }
        }
        if (old == null) {
            return refused(
                    "table " + table + " has no column " + from, "It has " + String.join(", ", columns.keySet()) + ".");
        }
        String to = spec.newColumns().get(0).name();
        ColumnFacts added =
                new ColumnFacts(to, old.fullType(), old.bareType(), 0, -1, true, old.collation(), old.attcollation());
        List<ColumnFacts> key = new ArrayList<>();
        for (String name : Db.rows(connection, KEY, row -> row.getString(1), table.schema(), table.name())) {
            ColumnFacts column = name == null ? null : columns.get(name);
            if (column != null) {
                key.add(column);
            }
        }
        ColumnMigration resolved = new ColumnMigration(
                spec.name(),
                spec.database(),
                table,
                Conversion.IDENTITY,
                List.of(from),
                List.of(new NewColumn(to, old.fullType(), quoted(from))),
                Map.of(from, quoted(to)));
        return new ShapeReader.Result(new Shape(resolved, 0, List.of(old), List.of(added), key), List.of());
    }

    private static ShapeReader.Result refused(String what, String todo) {
        return new ShapeReader.Result(null, List.of(new Finding(what, todo)));
    }

    private static ColumnFacts facts(ResultSet row) throws SQLException {
        return facts(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    private static ColumnFacts facts(
            String name, String columnType, String dataType, @Nullable String charset, @Nullable String collation) {
        String both = charset == null ? null : charset + " " + collation;
        String full = columnType + (charset == null ? "" : " CHARACTER SET " + charset + " COLLATE " + collation);
        return new ColumnFacts(name, full, dataType.toLowerCase(Locale.ROOT), 0, -1, true, both, both);
    }

    /** As the catalog has it, which says no more than the type. */
    private static ColumnFacts gone(Catalog.Column column) {
        String type = column.type();
        int end = 0;
        while (end < type.length() && Character.isLetter(type.charAt(end))) {
            end++;
        }
        return new ColumnFacts(
                column.name(), type, type.substring(0, end).toLowerCase(Locale.ROOT), 0, -1, true, null, null);
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
