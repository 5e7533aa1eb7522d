package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the server itself writes: triggers and referential actions. A guard carries some of it. */
final class TriggerChecks {
    /** Bits of pg_trigger.tgtype: 1 row (src/include/catalog/pg_trigger.h). */
    private static final String TRIGGERS = """
            SELECT t.tgname, t.tgenabled IN ('A', 'R')
            FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid = ?::bigint::oid AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 1 = 1
              AND NOT %s
            ORDER BY t.tgname""".formatted(ColumnMigration.isOurs("t.tgname::text"));

    private TriggerChecks() {}

    private record Trigger(String name, boolean firesInReplica) {}

    /** User triggers that fire for each row: they change rows, or see them, behind the rewriting's back. A guard carries that. */
    static final Check ROW_TRIGGERS = (connection, subject) -> {
        List<Finding> findings = new ArrayList<>();
        boolean asReplica = mayBeReplica(connection);
        for (Trigger trigger :
                Db.rows(connection, TRIGGERS, row -> new Trigger(row.getString(1), row.getBoolean(2)), subject.oid())) {
            String todo;
            if (!subject.guarded()) {
                todo = "What it writes does not come through the proxy, and only guard: repair carries that. Write"
                        + " guard: repair, disable it for the time of the migration, or move its work to the application.";
            } else if (trigger.firesInReplica() || !asReplica) {
                todo =
                        "It would fire for every row that backfill fills. Let the engine's user SET session_replication_role"
                                + " (a superuser may, and who is granted it), enable the trigger as ORIGIN, or disable it for the"
                                + " time of the migration.";
            } else {
                continue;
            }
            findings.add(new Finding("table " + subject.table() + " has the row trigger " + trigger.name(), todo));
        }
        return findings;
    };

    private static boolean mayBeReplica(Connection connection) throws SQLException {
        return ShapeReader.tries(
                        connection,
                        "SET LOCAL session_replication_role = replica; SET LOCAL"
                                + " session_replication_role = origin")
                == null;
    }

    /** Referential actions that write an old column from inside the server. */
    static final Check CASCADES = (connection, subject) -> subject.guarded()
            ? List.of()
            : new Query(
                            """
                            SELECT c.conname
                            FROM pg_catalog.pg_constraint c
                            WHERE c.contype = 'f' AND c.conrelid = ?::bigint::oid
                              AND (c.confupdtype NOT IN ('a', 'r') OR c.confdeltype IN ('n', 'd'))
                              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                          WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                                            AND a.attname = ANY (?))
                            ORDER BY 1""",
                            Query.TABLE_AND_OLD,
                            s -> constraint -> new Finding(
                                    "foreign key " + constraint + " of table " + s.table()
                                            + " writes an old column by a referential action",
                                    "The server would write it without the new one. Write guard: repair, or make the action"
                                            + " NO ACTION for the time of the migration (ON DELETE CASCADE is fine: it"
                                            + " removes whole rows)."))
                    .run(connection, subject);
}
