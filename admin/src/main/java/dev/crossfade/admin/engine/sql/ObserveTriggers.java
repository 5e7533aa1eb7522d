package dev.crossfade.admin.engine.sql;

import static dev.crossfade.flags.ColumnMigration.SCHEMA;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code guard: observe}: AFTER triggers that write down the key of each row that was stored with sides which do not agree, one
 * entry a key, and change nothing. They are made when no transaction is left that writes the old columns only, and removed when
 * old is let go, so that what comes through the proxy leaves no entry. Who may write one is as for {@link LetterTriggers}.
 */
public final class ObserveTriggers {
    /** Part of the state ({@link Ddl#STATE_TABLES}). */
    public static final String TABLE = SCHEMA + ".observed";

    private static final String TRIGGER = ColumnMigration.TRIGGERS + "observe_";

    private final Shape shape;
    private final ColumnMigration migration;

    public ObserveTriggers(Shape shape) {
        this.shape = shape;
        this.migration = shape.migration();
    }

    /** The name of the function, not quoted. */
    public static String functionName(ColumnMigration migration) {
        return migration.name() + "_observe";
    }

    private String name() {
        return SCHEMA + "." + TableName.quote(functionName(migration)) + "()";
    }

    /** The triggers' names, not quoted. */
    public List<String> triggers() {
        return List.of(TRIGGER + "i_" + migration.name(), TRIGGER + "u_" + migration.name());
    }

    /** Takes SHARE ROW EXCLUSIVE on the table. What stands there already is replaced, and what was seen is forgotten. */
    public List<String> create() {
        String both = Shape.list(shape.olds(), "NEW") + ", " + Shape.list(shape.news(), "NEW");
        String changed =
                Shape.differInBytes(both, Shape.list(shape.olds(), "OLD") + ", " + Shape.list(shape.news(), "OLD"));
        List<String> sql = new ArrayList<>(List.of(function(), "REVOKE ALL ON FUNCTION " + name() + " FROM PUBLIC"));
        sql.addAll(dropTriggers());
        sql.add(trigger(triggers().get(0), "INSERT", differs()));
        sql.add(trigger(
                triggers().get(1), "UPDATE", "CASE WHEN " + changed + " THEN " + differs() + " ELSE false END"));
        triggers().forEach(trigger -> sql.addAll(GuardFunction.always(shape, trigger)));
        sql.add(forget());
        return sql;
    }

    /** What is not there is passed over. */
    public List<String> drop() {
        List<String> sql = new ArrayList<>(dropTriggers());
        sql.add("DROP FUNCTION IF EXISTS " + name());
        sql.add(forget());
        return sql;
    }

    private String forget() {
        return "DELETE FROM " + TABLE + " WHERE migration = '" + migration.name() + "'";
    }

    private List<String> dropTriggers() {
        return triggers().stream()
                .map(trigger -> "DROP TRIGGER IF EXISTS " + TableName.quote(trigger) + " ON " + shape.table())
                .toList();
    }

    private String differs() {
        return Agreement.state(shape, "NEW", true) + " = " + Agreement.DIFFERS;
    }

    private String trigger(String trigger, String on, String when) {
        return "CREATE TRIGGER " + TableName.quote(trigger) + " AFTER " + on + " ON " + shape.table()
                + " FOR EACH ROW WHEN (" + when + ") EXECUTE FUNCTION " + name();
    }

    private String function() {
        String key = shape.key().stream()
                .map(c -> "pg_catalog.concat(" + c.of("NEW") + ")")
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
        return "CREATE OR REPLACE FUNCTION " + name()
                + " RETURNS trigger\n  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS\n$crossfade$\n"
                + """
                BEGIN
                  INSERT INTO %s (migration, row_key) VALUES ('%s', %s)
                  ON CONFLICT (migration, row_key) DO UPDATE SET at = pg_catalog.now(), txid = pg_catalog.pg_current_xact_id();
                  RETURN NULL;
                END""".formatted(TABLE, migration.name(), key)
                + "\n$crossfade$";
    }
}
