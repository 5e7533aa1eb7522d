package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that rewritten statements of a rename call: whether what is assigned leaves a column as it is, and whether
 * both sides of a row agree. Their parameters and results have the columns' own types, so that a value given to one is
 * converted, and complained about, as an assignment to the column would be. For sessions with {@code ANSI_QUOTES}.
 */
public final class MySqlFunctions {
    private static final String DETERMINISTIC = " DETERMINISTIC NO SQL ";
    private static final String DIFFER =
            "SIGNAL SQLSTATE '23514' SET MESSAGE_TEXT = 'Crossfade: the old and the new columns do not agree'";

    private final ColumnMigration migration;
    private final String type;

    public MySqlFunctions(Shape shape) {
        this.migration = shape.migration();
        this.type = shape.olds().get(0).fullType();
    }

    /** Creates them anew. */
    public List<String> create() {
        List<String> sql = new ArrayList<>(drop(migration));
        for (Side side : Side.values()) {
            sql.add("CREATE FUNCTION " + migration.unchanged(side) + "(a0 " + type + ", b0 " + type + ") RETURNS BOOL"
                    + DETERMINISTIC + "RETURN " + same("a0", "b0"));
        }
        String parameters = "(v0 " + type + ", v1 " + type + ") RETURNS ";
        sql.add("CREATE FUNCTION " + migration.agrees() + parameters + "BOOL" + DETERMINISTIC + "RETURN "
                + same("v0", "v1"));
        for (Side side : Side.values()) {
            sql.add("CREATE FUNCTION " + migration.agreed(side, 0) + parameters + type + DETERMINISTIC
                    + "BEGIN IF NOT ("
                    + same("v0", "v1") + ") THEN " + DIFFER + "; END IF; RETURN " + (side == Side.OLD ? "v0" : "v1")
                    + "; END");
        }
        return sql;
    }

    private static String same(String a, String b) {
        return "CAST(" + a + " AS BINARY) <=> CAST(" + b + " AS BINARY)";
    }

    /** Removes them, whichever are there. */
    public static List<String> drop(ColumnMigration migration) {
        return List.of(
                "DROP FUNCTION IF EXISTS " + migration.unchanged(Side.OLD),
                "DROP FUNCTION IF EXISTS " + migration.unchanged(Side.NEW),
                "DROP FUNCTION IF EXISTS " + migration.agreed(Side.OLD, 0),
                "DROP FUNCTION IF EXISTS " + migration.agreed(Side.NEW, 0),
                "DROP FUNCTION IF EXISTS " + migration.agrees());
    }
}
