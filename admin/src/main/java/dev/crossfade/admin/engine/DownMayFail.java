package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether there may be values of the new columns that the old ones cannot hold. What stands over {@code down} and must not
 * refuse such a value once nobody relies on old, an index above all, then stands over the form that gives NULL instead.
 *
 * <p>Read from the expression's tree as the server keeps it: it cannot fail when the old type is text without a length and
 * nothing stands in it but what is listed here. Everything else may.
 */
final class DownMayFail {
    /** Node types of https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/nodes/outfuncs.c. */
    private static final Set<String> HARMLESS_NODES = Set.of(
            "QUERY",
            "FROMEXPR",
            "TARGETENTRY",
            "PARAM",
            "CONST",
            "FUNCEXPR",
            "OPEXPR",
            "DISTINCTEXPR",
            "NULLIFEXPR",
            "BOOLEXPR",
            "NULLTEST",
            "BOOLEANTEST",
            "CASE",
            "WHEN",
            "CASEEXPR",
            "CASEWHEN",
            "COALESCE",
            "COALESCEEXPR",
            "RELABELTYPE",
            "COLLATE",
            "COLLATEEXPR");

    /** {@code pg_proc.prosrc} of functions that take every value: concatenation, comparison, case, trimming. */
    private static final Set<String> HARMLESS_FUNCTIONS = Set.of(
            "textcat",
            "texteq",
            "textne",
            "text_lt",
            "text_le",
            "text_gt",
            "text_ge",
            "textlen",
            "textpos",
            "text_substr_no_len",
            "text_left",
            "text_right",
            "text_reverse",
            "replace_text",
            "lower",
            "upper",
            "initcap",
            "btrim",
            "btrim1",
            "ltrim",
            "ltrim1",
            "rtrim",
            "rtrim1",
            "booleq",
            "boolne",
            "int4eq",
            "int4ne",
            "int4lt",
            "int4le",
            "int4gt",
            "int4ge",
            "int8eq",
            "int8ne",
            "int8lt",
            "int8le",
            "int8gt",
            "int8ge");

    private static final Pattern NODE = Pattern.compile("\\{([A-Z_]+)");
    private static final Pattern FUNCTION = Pattern.compile(":(?:opfuncid|funcid) (\\d+)");
    private static final Set<String> TEXTS = Set.of("text", "character varying");

    private DownMayFail() {}

    /** Asked of the functions where they are there already, else of ones for the moment: in a transaction, or a trial. */
    static boolean of(Connection connection, Shape shape) throws SQLException {
        ColumnMigration migration = shape.migration();
        if (migration.conversion() != Conversion.FUNCTION) {
            return false;
        }
        Boolean known = made(connection, migration);
        return known == null ? byTree(connection, shape) : known;
    }

    /** As the functions were made: with a handler, or without. Null where one is not there. */
    private static @Nullable Boolean made(Connection connection, ColumnMigration migration) throws SQLException {
        boolean may = false;
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            Boolean one = Db.first(
                    connection,
                    "SELECT l.lanname = 'plpgsql' FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang"
                            + " WHERE p.pronamespace = pg_catalog.to_regnamespace(?) AND p.proname = ?",
                    row -> row.getBoolean(1),
                    ColumnMigration.SCHEMA,
                    ConversionFunctions.downOrNullName(migration, i));
            if (one == null) {
                return null;
            }
            may |= one;
        }
        return may;
    }

    /** Likewise, by the expressions. */
    static boolean byTree(Connection connection, Shape shape) throws SQLException {
        if (shape.migration().conversion() != Conversion.FUNCTION) {
            return false;
        }
        if (shape.olds().stream().anyMatch(o -> !TEXTS.contains(o.fullType()))) {
            return true;
        }
        for (int i = 0; i < shape.olds().size(); i++) {
            String function = "crossfade_down_" + i;
            Db.execute(connection, List.of(new ConversionFunctions(shape, false).downForTheMoment(i, function)));
            String tree = Db.first(
                    connection,
                    "SELECT p.prosqlbody::text FROM pg_catalog.pg_proc p"
                            + " WHERE p.pronamespace = pg_catalog.pg_my_temp_schema() AND p.proname = ?",
                    row -> row.getString(1),
                    function);
            if (tree == null || mayFail(connection, tree)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayFail(Connection connection, String tree) throws SQLException {
        Matcher nodes = NODE.matcher(tree);
        while (nodes.find()) {
            if (!HARMLESS_NODES.contains(nodes.group(1))) {
                return true;
            }
        }
        Set<String> oids = new TreeSet<>();
        Matcher functions = FUNCTION.matcher(tree);
        while (functions.find()) {
            oids.add(functions.group(1));
        }
        if (oids.isEmpty()) {
            return false;
        }
        List<Boolean> harmful = Db.rows(
                connection,
                "SELECT true FROM pg_catalog.pg_proc p WHERE p.oid::text = ANY (?)"
                        + " AND NOT (p.prolang = 12 AND p.prosrc = ANY (?))",
                row -> row.getBoolean(1),
                Db.array(connection, List.copyOf(oids)),
                Db.array(connection, List.copyOf(HARMLESS_FUNCTIONS)));
        return !harmful.isEmpty();
    }
}
