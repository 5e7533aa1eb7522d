package dev.crossfade.admin.engine.sql;

import static dev.crossfade.flags.ColumnMigration.SCHEMA;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Dead letters: AFTER triggers that record each row that was stored with an old value that does not convert, one letter a key.
 *
 * <p>They are the only way to a letter. The function is SECURITY DEFINER, since clients may not write our tables, and nobody
 * else may put it on a table of his own: that takes EXECUTE, which firing does not
 * (https://www.postgresql.org/docs/15/sql-createtrigger.html). It runs none of the file's expressions, which are the business
 * of the writer's role, in the WHEN clauses. AFTER, because a BEFORE trigger also sees rows that ON CONFLICT then does not
 * store.
 *
 * <p>A letter is recorded first and the guard's truth read again after that: recording takes a lock, for which the change of
 * truth waits, so none that is recorded under the old truth goes uncounted.
 */
public final class LetterTriggers {
    private static final String TRIGGER = ColumnMigration.TRIGGERS + "letter_";

    private final Shape shape;
    private final ColumnMigration migration;

    public LetterTriggers(Shape shape) {
        this.shape = shape;
        this.migration = shape.migration();
    }

    /** The name of the function, not quoted. */
    public static String functionName(ColumnMigration migration) {
        return migration.name() + "_letter";
    }

    private String name() {
        return SCHEMA + "." + TableName.quote(functionName(migration)) + "()";
    }

    /**
     * Takes SHARE ROW EXCLUSIVE on the table. What stands there already is replaced. Nothing where every value converts.
     *
     * @param guarded whether the guard, and with it the truth's sequence, is there
     */
    public List<String> create(boolean guarded) {
        if (migration.conversion() != Conversion.FUNCTION) {
            return List.of();
        }
        String olds = Shape.list(shape.olds(), "NEW") + ", " + Shape.list(shape.news(), "NEW");
        String changed =
                Shape.differInBytes(olds, Shape.list(shape.olds(), "OLD") + ", " + Shape.list(shape.news(), "OLD"));
        List<String> sql =
                new ArrayList<>(List.of(function(guarded), "REVOKE ALL ON FUNCTION " + name() + " FROM PUBLIC"));
        sql.addAll(dropTriggers());
        sql.add(trigger("i", "INSERT", ""));
        sql.add(trigger("u", "UPDATE", " AND " + changed));
        sql.addAll(GuardFunction.always(shape, TRIGGER + "i_" + migration.name()));
        sql.addAll(GuardFunction.always(shape, TRIGGER + "u_" + migration.name()));
        return sql;
    }

    /** What is not there is passed over. */
    public List<String> drop() {
        List<String> sql = new ArrayList<>(dropTriggers());
        sql.add("DROP FUNCTION IF EXISTS " + name());
        return sql;
    }

    private List<String> dropTriggers() {
        return List.of(dropTrigger("i"), dropTrigger("u"));
    }

    private String dropTrigger(String event) {
        return "DROP TRIGGER IF EXISTS " + quoted(event) + " ON " + shape.table();
    }

    private String quoted(String event) {
        return TableName.quote(TRIGGER + event + "_" + migration.name());
    }

    private String trigger(String event, String on, String and) {
        return "CREATE TRIGGER " + quoted(event) + " AFTER " + on + " ON " + shape.table()
                + " FOR EACH ROW WHEN (CASE WHEN "
                + allNull(shape.news()) + " AND NOT (" + allNull(shape.olds()) + ")" + and + " THEN "
                + Agreement.state(shape, "NEW", true) + " = " + Agreement.DEAD_LETTER
                + " ELSE false END) EXECUTE FUNCTION "
                + name();
    }

    private static String allNull(List<ColumnFacts> columns) {
        return Shape.all(columns.stream().map(c -> Shape.isNull(c.of("NEW"))).toList());
    }

    /** Keys as text by their output functions: concat, and not a cast, which somebody could have made. */
    private String function(boolean guarded) {
        String key = shape.key().stream()
                .map(c -> "pg_catalog.concat(" + c.of("NEW") + ")")
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
        String refuse = guarded
                ? """

                  IF (SELECT t.last_value OPERATOR(pg_catalog.=) %d FROM %s AS t) THEN
                    RAISE EXCEPTION USING ERRCODE = '22000', MESSAGE = '%s', HINT = '%s';
                  END IF;""".formatted(
                                GuardFunction.truth(Side.NEW),
                                GuardFunction.truthName(migration),
                                ConversionFunctions.literal(ConversionFunctions.doesNotConvert(shape)),
                                ConversionFunctions.literal(ConversionFunctions.doesNotConvertHint(shape)))
                : "";
        return "CREATE OR REPLACE FUNCTION " + name()
                + " RETURNS trigger\n  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS\n$crossfade$\n"
                + """
                BEGIN
                  INSERT INTO %s.dead_letter (migration, row_key, sql_state) VALUES ('%s', %s, '22000')
                  ON CONFLICT (migration, row_key) DO UPDATE SET at = pg_catalog.now(), txid = pg_catalog.pg_current_xact_id();%s
                  RETURN NULL;
                END""".formatted(SCHEMA, migration.name(), key, refuse)
                + "\n$crossfade$";
    }
}
