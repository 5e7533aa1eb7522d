package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.ObserveTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Takes away what a migration has added, by what was started and not by what tables look like by now: one that somebody has
 * dropped leaves functions.
 */
final class Removal {
    private final MigrationRunner runner;
    private final TableLock lock;
    private final Db db;
    private final StateStore store;

    Removal(MigrationRunner runner, TableLock lock) {
        this.runner = runner;
        this.lock = lock;
        this.db = runner.database().db();
        this.store = runner.database().store();
    }

    /** Columns and triggers of all that move, a transaction each. */
    void columns() throws SQLException, InterruptedException {
        Set<String> expanded = runner.evidence().expandedMembers(runner.name());
        for (ColumnMigration member : runner.migration().members()) {
            if (expanded.contains(member.name())) {
                columns(member);
            }
        }
    }

    /** New columns stay where somebody has dropped an old one, and they may be all there is. */
    private void columns(ColumnMigration member) throws SQLException, InterruptedException {
        Long table = db.find(c -> ShapeReader.tableOid(c, member.table()));
        if (table == null && !db.call(c -> ShapeReader.isDropped(c, member))) {
            throw new StepFailedException("table " + member.table()
                    + " has another name by now, and triggers of the migration; rename it back, and abort again");
        }
        Shape named = Shape.named(member);
        boolean lead = member.name().equals(runner.name());
        long epoch = runner.evidence().epoch();
        lock.take("ALTER TABLE", table == null ? List.of() : List.of(table), true, c -> {
            Db.execute(c, new GuardFunction(named).drop());
            Db.execute(c, new LetterTriggers(named).drop());
            if (lead) {
                Db.execute(c, new ObserveTriggers(named).drop());
            }
            if (table != null && ShapeReader.hasColumns(c, table, member.oldColumns())) {
                List<String> columns =
                        member.newColumns().stream().map(NewColumn::name).toList();
                Db.execute(c, List.of(Ddl.dropColumns(member.table(), columns)));
            }
            if (lead) {
                store.step(c, member.name(), epoch, Step.ABORT, "expanded = false, guarded = false");
            } else {
                store.expanded(c, runner.name(), epoch, member.name(), false);
            }
        });
    }

    /** Functions of all that move, by their names alone: a table that is gone does not tell for which types they were made. */
    void functions(Connection connection) throws SQLException {
        for (ColumnMigration member : runner.migration().members()) {
            functions(connection, member);
        }
    }

    private static void functions(Connection connection, ColumnMigration member) throws SQLException {
        String functions = Db.first(
                connection,
                "SELECT coalesce(string_agg(p.oid::regprocedure::text, ', '), '') FROM pg_catalog.pg_proc p"
                        + " WHERE p.pronamespace = pg_catalog.to_regnamespace(?)"
                        + " AND pg_catalog.starts_with(p.proname::text, ?)",
                row -> row.getString(1),
                ColumnMigration.SCHEMA,
                member.name() + "_"); // no migration's name has _ in it, so that none is the beginning of another's
        if (functions != null && !functions.isEmpty()) {
            // In one statement: some call others.
            Db.execute(connection, List.of("DROP FUNCTION " + functions));
        }
    }
}
