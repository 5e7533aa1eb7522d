package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.MySqlDdl;
import dev.crossfade.admin.engine.sql.MySqlFunctions;
import dev.crossfade.admin.engine.sql.MySqlKeyBatches;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The runbook of a rename on MySQL in words and SQL. Only asks. */
final class MySqlPlan {
    private static final String NONE = "none";
    private static final String AT_ONCE =
            "metadata lock, exclusive, for the moment the data dictionary changes: asked for only while"
                    + " nobody has the table and no client is in a transaction";

    private MySqlPlan() {}

    static List<PlannedStep> of(MigrationRunner runner) {
        Db db = runner.database().db();
        Evidence now = runner.evidence();
        try {
            ShapeReader.Result read = runner.readShape(now.begun() ? now : null);
            Shape shape = read.shape();
            if (shape == null) {
                return List.of(preflight(read.findings()));
            }
            List<Finding> findings = now.contractedAt() != null
                    ? List.of()
                    : db.platform()
                            .findings(db, shape, now.expandedMembers(runner.name()), runner.guardWanted(), List.of());
            List<PlannedStep> plan = new ArrayList<>(List.of(preflight(findings)));
            if (findings.isEmpty()) {
                plan.addAll(steps(db, shape));
            }
            return plan;
        } catch (SQLException e) {
            throw db.problem(e);
        }
    }

    private static PlannedStep preflight(List<Finding> findings) {
        return new PlannedStep(
                "preflight",
                findings.isEmpty()
                        ? "looks whether it can start: nothing is in the way"
                        : "refused: "
                                + findings.stream().map(Finding::toString).collect(Collectors.joining("\nrefused: ")),
                List.of(),
                NONE,
                Expected.AT_ONCE,
                "nothing is found",
                "nothing to undo");
    }

    private static List<PlannedStep> steps(Db db, Shape shape) throws SQLException {
        ColumnMigration migration = shape.migration();
        MySqlKeyBatches batches = new MySqlKeyBatches(shape, List.of());
        long rows = db.platform().rows(db, shape);
        List<String> announce = new ArrayList<>(new MySqlFunctions(shape).create());
        announce.addAll(db.call(c -> MySqlPreflight.grants(c, shape)));
        Expected.Size size = new Expected.Size(rows, 0);
        return List.of(
                new PlannedStep(
                        "announce",
                        "functions that rewritten statements call, and the right to call them for who may use the table;"
                                + " then every transaction is rewritten by this migration",
                        announce,
                        NONE,
                        Expected.TRANSACTIONS,
                        "no transaction is open that began before",
                        "abort drops the functions; the right to call what is in database crossfade stays"),
                new PlannedStep(
                        "expand",
                        "adds the new column, at the end of the table",
                        List.of(MySqlDdl.add(shape)),
                        AT_ONCE,
                        Expected.CATALOG,
                        "the column is there",
                        MySqlDdl.dropNew(migration)),
                new PlannedStep(
                        "dual-write",
                        "flag to dual-write: clients' writes go to both columns",
                        List.of(),
                        NONE,
                        Expected.TRANSACTIONS,
                        "no transaction is open that began before",
                        "flag to off"),
                new PlannedStep(
                        "backfill",
                        "copies old to new where they differ, in batches by the primary key, around locked rows; columns with ON"
                                + " UPDATE CURRENT_TIMESTAMP stay as they are",
                        List.of(batches.fill(KeyRange.ALL, false)),
                        "the rows of one batch",
                        Expected.filling(size),
                        "no row of a batch differs",
                        "flag to off; what was proved is forgotten"),
                new PlannedStep(
                        "verify",
                        "compares all rows, in batches by the primary key",
                        List.of(batches.verify(KeyRange.ALL, false)),
                        NONE,
                        "its progress tells the time left",
                        "no row differs",
                        "nothing to undo"),
                new PlannedStep(
                        "shadow, live, ramp-down",
                        "flag, one stage with each advance; at shadow no reads are compared on MySQL in this version",
                        List.of(),
                        NONE,
                        Expected.TRANSACTIONS,
                        "the evidence of the steps before",
                        "rollback: one stage back, nothing lost"),
                new PlannedStep(
                        "release",
                        "with advance at ramp-down: nobody relies on old any more, flag to complete",
                        List.of(),
                        NONE,
                        Expected.TRANSACTIONS,
                        "nothing has come to the old column that would have to be carried over",
                        "none"),
                new PlannedStep(
                        "contract",
                        MySqlPlatform.NO_CONTRACT,
                        List.of(),
                        NONE,
                        Expected.AT_ONCE,
                        "refused",
                        "nothing to undo"));
    }
}
