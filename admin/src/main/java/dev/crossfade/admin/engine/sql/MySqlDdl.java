package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import java.util.stream.Collectors;

/**
 * What a migration does to a table of MySQL, in the form that changes nothing but the data dictionary or is refused
 * (https://dev.mysql.com/doc/refman/8.0/en/innodb-online-ddl-operations.html). For sessions with {@code ANSI_QUOTES}.
 */
public final class MySqlDdl {
    private static final String INSTANT = ", ALGORITHM=INSTANT";

    private MySqlDdl() {}

    /** Adds the new columns, behind all others and without default. */
    public static String add(Shape shape) {
        return "ALTER TABLE " + shape.table()
                + shape.news().stream()
                        .map(column -> " ADD COLUMN " + column.quoted() + " " + column.fullType() + " NULL")
                        .collect(Collectors.joining(","))
                + INSTANT;
    }

    /** Removes the new columns again. */
    public static String dropNew(ColumnMigration migration) {
        return drop(
                migration,
                migration.newColumns().stream()
                        .map(column -> TableName.quote(column.name()))
                        .collect(Collectors.joining(", DROP COLUMN ")));
    }

    private static String drop(ColumnMigration migration, String columns) {
        return "ALTER TABLE " + migration.table().quoted() + " DROP COLUMN " + columns + INSTANT;
    }
}
