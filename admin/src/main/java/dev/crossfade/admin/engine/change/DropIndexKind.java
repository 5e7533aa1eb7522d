package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Expected;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.StepFailedException;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DROP INDEX CONCURRENTLY. How it was made is kept, so that rollback can make it again. */
final class DropIndexKind implements Kind {
    private static final String NEEDED = """
            SELECT 'constraint ' || c.conname || ' of ' || c.conrelid::regclass
            FROM pg_catalog.pg_constraint c WHERE c.conindid = ?::bigint::oid
            UNION ALL
            SELECT 'the replica identity of ' || i.indrelid::regclass
            FROM pg_catalog.pg_index i WHERE i.indexrelid = ?::bigint::oid AND i.indisreplident
            ORDER BY 1""";

    private static final String USE = """
            SELECT 'it has been read ' || s.idx_scan || ' time(s) since '
                   || coalesce('statistics were reset at ' || d.stats_reset, 'statistics began')
                   || ', ' || pg_catalog.pg_size_pretty(pg_catalog.pg_relation_size(i.indexrelid))
                   || CASE WHEN i.indisunique THEN '; it is unique, and without it nothing keeps rows from being there twice'
                           ELSE '' END
                   || CASE WHEN i.indisclustered THEN '; CLUSTER remembers it, and will not any more' ELSE '' END
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
            JOIN pg_catalog.pg_stat_database d ON d.datname = current_database()
            WHERE i.indexrelid = ?::bigint::oid""";

    private final String name;

    DropIndexKind(String name) {
        this.name = name;
    }

    private @Nullable Long oid(Connection connection, Target target) throws SQLException {
        return Db.first(
                connection,
                "SELECT c.oid::bigint FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid"
                        + " WHERE n.nspname = ? AND c.relname = ? AND i.indrelid = ?::bigint::oid AND c.relkind = 'i'",
                row -> row.getLong(1),
                target.name().schema(),
                name,
                target.oid());
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(new Drop());
    }

    private final class Drop implements ChangeStep {
        @Override
        public String word() {
            return "drop";
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) throws SQLException {
            String made = definition(connection, target);
            return new PlannedStep(
                    word(),
                    "waits for transactions that use the index, then drops it",
                    List.of(Relations.drop(target, name)),
                    Steps.CONCURRENT,
                    Expected.TRANSACTIONS,
                    "there is no such index",
                    made == null ? "none" : "rollback: " + concurrently(made));
        }

        @Override
        public void run(Work work) throws SQLException, InterruptedException {
            if (work.memo() == null) {
                String made = work.db().find(c -> definition(c, work.target()));
                if (made == null) {
                    throw new StepFailedException(
                            "index " + name + " is gone since this was started; abort, and remove" + " the file");
                }
                work.note(made);
            }
            new IndexBuilder(work, name, "").drop();
        }

        @Override
        public void undo(Work work, boolean finished) throws SQLException, InterruptedException {
            String made = work.memo();
            if (made != null) {
                new IndexBuilder(work, name, concurrently(made)).build();
            }
        }
    }

    private @Nullable String definition(Connection connection, Target target) throws SQLException {
        Long oid = oid(connection, target);
        return oid == null
                ? null
                : Db.first(
                        connection,
                        "SELECT pg_catalog.pg_get_indexdef(?::bigint::oid) || coalesce((SELECT ' TABLESPACE '"
                                + " || pg_catalog.quote_ident(s.spcname) FROM pg_catalog.pg_class c"
                                + " JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace WHERE c.oid = ?::bigint::oid"
                                + " AND pg_catalog.strpos(pg_catalog.pg_get_indexdef(c.oid), ' WHERE ') = 0), '')",
                        row -> row.getString(1),
                        oid,
                        oid);
    }

    private static String concurrently(String definition) {
        return definition.replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY ");
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        Long oid = oid(connection, target);
        if (oid == null) {
            return List.of(new Finding(
                    "table " + target.name() + " has no index " + name,
                    "Name one that exists, as the catalog stores it."));
        }
        List<Finding> findings = new ArrayList<>();
        for (String needed : Db.rows(connection, NEEDED, row -> row.getString(1), oid, oid)) {
            findings.add(new Finding("index " + name + " is needed by " + needed, "Drop that first, if it is to go."));
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) throws SQLException {
        Long oid = oid(connection, target);
        return oid == null ? List.of() : Db.rows(connection, USE, row -> row.getString(1), oid);
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return memo == null ? "none" : "rollback makes it again: " + concurrently(memo);
    }

    @Override
    public String toString() {
        return "drop index " + TableName.quote(name);
    }
}
