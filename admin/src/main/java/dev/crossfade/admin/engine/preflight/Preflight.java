package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All checks, in the order in which they are reported. */
public final class Preflight {
    private static final List<Check> CHECKS = List.of(
            PrivilegeChecks.SERVER_VERSION,
            PrivilegeChecks.PRIMARY,
            TableChecks.ORDINARY_TABLE,
            TableChecks.INHERITANCE,
            TableChecks.PRIMARY_KEY,
            PrivilegeChecks.OWNS_TABLE,
            PrivilegeChecks.STATE_SCHEMA,
            ColumnChecks.NEW_NAMES_FREE,
            ColumnChecks.PLAIN_DOMAINS,
            ColumnChecks.OTHER_MIGRATIONS,
            ExpressionChecks.COMPLETE,
            ExpressionChecks.EXPRESSIONS,
            TriggerChecks.ROW_TRIGGERS,
            TableChecks.RULES,
            TableChecks.GENERATED,
            TableChecks.OLD_IS_GENERATED,
            TableChecks.ROW_SECURITY,
            TableChecks.REFERENCED,
            TriggerChecks.CASCADES);

    private Preflight() {}

    /**
     * Everything that keeps the migration, and what moves with it as one, from starting; empty when nothing does.
     *
     * @param expanded those of them whose new columns are there, and ours
     */
    public static List<Finding> findings(
            Db db, Shape shape, Set<String> expanded, boolean guarded, List<ColumnMigration> others)
            throws SQLException {
        return db.trial(connection -> {
            Set<Finding> findings = new LinkedHashSet<>();
            for (Shape member : shape.members()) {
                Subject subject =
                        new Subject(member, expanded.contains(member.migration().name()), guarded, others);
                for (Check check : CHECKS) {
                    findings.addAll(check.run(connection, subject));
                }
            }
            return List.copyOf(findings);
        });
    }

    /**
     * @throws CrossfadeException NOT_PERMITTED with every finding
     */
    public static void require(
            String migration, Db db, Shape shape, Set<String> expanded, boolean guarded, List<ColumnMigration> others)
            throws SQLException {
        refuse(migration, findings(db, shape, expanded, guarded, others));
    }

    /**
     * The shape that was read.
     *
     * @throws CrossfadeException NOT_PERMITTED with what was found instead
     */
    public static Shape require(String migration, ShapeReader.Result read) {
        refuse(migration, read.findings());
        Shape shape = read.shape();
        if (shape == null) {
            throw new IllegalStateException("neither shape nor findings");
        }
        return shape;
    }

    /**
     * Nothing when there is nothing.
     *
     * @throws CrossfadeException NOT_PERMITTED with every finding
     */
    public static void refuse(String migration, List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + migration + " cannot start: "
                            + findings.stream().map(Finding::what).collect(Collectors.joining("; ")),
                    findings.stream().map(Finding::todo).distinct().collect(Collectors.joining(" ")));
        }
    }

    /**
     * Whether all that the expressions call may run in parallel workers, asked of the planner: with parallel plans forced, it
     * puts a Gather on top of what may. A function that says of itself that it may while its expression calls one that may
     * not would fail in big reports only.
     */
    public static boolean parallelSafe(Connection connection, Shape shape) throws SQLException {
        if (shape.migration().conversion() != Conversion.FUNCTION) {
            return true;
        }
        Integer version = Db.first(connection, "SHOW server_version_num", row -> row.getInt(1));
        String setting = version != null && version >= 160000 ? "debug_parallel_query" : "force_parallel_mode";
        Db.execute(connection, List.of("SET LOCAL " + setting + " = on"));
        ColumnMigration migration = shape.migration();
        String ups =
                migration.newColumns().stream().map(c -> "(" + c.up() + "\n)").collect(Collectors.joining(", "));
        String downs = shape.olds().stream()
                .map(c -> "(" + migration.down().get(c.name()) + "\n)")
                .collect(Collectors.joining(", "));
        return gathers(connection, ups, shape.olds()) && gathers(connection, downs, shape.news());
    }

    private static boolean gathers(Connection connection, String expressions, List<ColumnFacts> over)
            throws SQLException {
        // Two rows: the planner would fold a single one into constants.
        String row = over.stream()
                .map(c -> "CAST(NULL AS " + c.fullType() + ")")
                .collect(Collectors.joining(", ", "(", ")"));
        String names = IntStream.range(0, over.size())
                .mapToObj(i -> over.get(i).quoted())
                .collect(Collectors.joining(", "));
        String explain = "EXPLAIN (COSTS OFF) SELECT " + expressions + " FROM (VALUES " + row + ", " + row
                + ") AS crossfade_rows (" + names + ")";
        return Db.rows(connection, explain, r -> r.getString(1)).stream().anyMatch(line -> line.contains("Gather"));
    }
}
