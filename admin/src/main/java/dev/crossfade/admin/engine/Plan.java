package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.preflight.Notes;
import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.BatchSql;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The runbook in words and SQL, as it would run now. Everything is tried out in transactions that are rolled back. */
final class Plan {
    private static final String NO_LOCK = "none";

    private Plan() {}

    static List<PlannedStep> of(MigrationRunner runner) {
        Db db = runner.database().db();
        try {
            ShapeReader.Result read =
                    db.trial(c -> ShapeReader.read(c, runner.spec().migration()));
            Shape shape = read.shape();
            if (shape == null) {
                return List.of(preflight(read.findings(), List.of()));
            }
            boolean expanded = runner.evidence().expanded();
            List<ColumnMigration> others = runner.database().runners().stream()
                    .filter(r -> r != runner && r.evidence().step() != Step.NONE)
                    .map(MigrationRunner::migration)
                    .toList();
            List<Finding> findings = Preflight.findings(db, shape, expanded, runner.guardWanted(), others);
            List<PlannedStep> plan = new ArrayList<>();
            plan.add(preflight(findings, db.call(c -> Notes.of(c, shape))));
            if (findings.isEmpty()) {
                plan.addAll(steps(runner, db, shape));
            }
            return plan;
        } catch (SQLException e) {
            throw db.problem(e);
        }
    }

    private static PlannedStep preflight(List<Finding> findings, List<String> notes) {
        String does = findings.isEmpty()
                ? "nothing keeps it from starting"
                : "cannot start: "
                        + String.join(
                                "; ", findings.stream().map(Finding::toString).toList());
        return new PlannedStep(
                "preflight",
                Stream.concat(Stream.of(does), notes.stream().map(n -> "note: " + n))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse(does),
                List.of(),
                NO_LOCK,
                "each finding says what to do",
                "nothing to undo");
    }

    private static List<PlannedStep> steps(MigrationRunner runner, Db db, Shape shape) throws SQLException {
        ColumnMigration m = shape.migration();
        boolean safe = db.trial(c -> Preflight.parallelSafe(c, shape));
        ConversionFunctions functions = new ConversionFunctions(shape, safe);
        long lockMillis = runner.database().limits().ddlLockTimeout().toMillis();
        List<String> expand = new ArrayList<>(List.of(Ddl.addColumns(shape)));
        expand.addAll(db.call(c -> Ddl.grants(shape, ColumnGrants.read(c, shape))));
        List<Indexes.Copy> copies = db.call(c -> Indexes.copies(c, shape));
        List<String> indexes = new ArrayList<>();
        for (Indexes.Copy copy : copies) {
            if (copy.sql() != null) {
                indexes.add(copy.sql());
            }
        }
        boolean guarded = runner.guardWanted();
        if (guarded) {
            expand.addAll(new GuardFunction(shape, db.call(c -> RowTriggers.change(c, shape))).create());
        }
        expand.addAll(new LetterTriggers(shape).create(guarded));
        List<String> newNames = m.newColumns().stream().map(NewColumn::name).toList();
        BatchSql batch = new BatchSql(shape);
        KeyRange range = new KeyRange(
                java.util.Collections.nCopies(shape.key().size(), ""),
                java.util.Collections.nCopies(shape.key().size(), ""));
        String exclusive = "ACCESS EXCLUSIVE, waited for at most " + lockMillis + " ms at a time";
        CarryOver carryOver = Release.plan(db, shape);
        List<String> release = new ArrayList<>();
        carryOver.indexes().stream()
                .map(Indexes.Copy::sql)
                .filter(Objects::nonNull)
                .forEach(release::add);
        for (CarryOver.Addition addition : carryOver.additions()) {
            release.add(addition.sql());
            if (addition.validate() != null) {
                release.add(addition.validate());
            }
        }
        release.addAll(carryOver.handOver());
        release.addAll(new LetterTriggers(shape).drop());
        if (guarded) {
            release.addAll(new GuardFunction(shape).turn());
        }
        List<String> unreplaced = db.call(c -> Contract.unreplaced(c, shape));
        return List.of(
                new PlannedStep(
                        "announce",
                        "creates the conversion functions; the data plane then expands * and column lists, and waits for"
                                + " older transactions",
                        functions.create(),
                        NO_LOCK,
                        "no transaction is left that began before",
                        "un-announced, functions dropped"),
                new PlannedStep(
                        "expand",
                        "adds the new columns: nullable, no default, no row is touched"
                                + (guarded ? "; and the guard trigger, in the same transaction" : ""),
                        expand,
                        exclusive,
                        "the columns are in the catalog",
                        String.join("; ", new GuardFunction(shape).drop()) + "; "
                                + String.join("; ", new LetterTriggers(shape).drop()) + "; "
                                + Ddl.dropColumns(m.table(), newNames)),
                new PlannedStep(
                        "dual-write",
                        "flag " + m.stageFlag()
                                + " goes to dual-write; waits for older transactions, in the database too",
                        List.of(),
                        NO_LOCK,
                        "no transaction is left that may write the old columns only",
                        "flag back to off; evidence is deleted first"),
                new PlannedStep(
                        "backfill",
                        "fills rows that do not agree, one transaction a batch",
                        List.of(
                                batch.lastKeyOfBatch(range),
                                batch.fill(range, false),
                                batch.countDiffering(range, false)),
                        "row locks, locked rows skipped and come again",
                        "no row of any batch differs",
                        "the columns are dropped"),
                new PlannedStep(
                        "index",
                        indexes.isEmpty() ? "no index to copy" : "gives the new columns the old ones' indexes",
                        indexes,
                        "SHARE UPDATE EXCLUSIVE, which stops no reader or writer",
                        "each index is valid",
                        "dropped with the columns"),
                new PlannedStep(
                        "verify",
                        "compares both sides of every row while writers go on",
                        List.of(batch.verify(range, false)),
                        NO_LOCK,
                        "no row differs; dead letters are counted and keep it from live",
                        "nothing to undo"),
                new PlannedStep(
                        "ready",
                        "waits for advance: shadow, live, ramp-down",
                        List.of(),
                        NO_LOCK,
                        "each stage asks the evidence",
                        "rollback, one stage at a time"),
                new PlannedStep(
                        "release",
                        "with advance at ramp-down: what the old columns have moves to the new ones, old becomes nullable; then,"
                                + " when no transaction is left that began before, stage complete"
                                + carryOver.obstacles().stream()
                                        .map(o -> "\nnote: refused as it is now: " + o)
                                        .reduce("", String::concat),
                        release,
                        "validation: SHARE UPDATE EXCLUSIVE, which stops no reader or writer; the rest: " + exclusive,
                        "each constraint is valid and over the right columns before old loses its own",
                        "rollback, up to the last transaction; after it there is none"),
                new PlannedStep(
                        "contract",
                        "with advance at complete: the old columns are dropped, when "
                                + runner.spec().soak()
                                + " have passed without a client that speaks old, and nothing reads them; "
                                + Contract.earliest(
                                        runner.evidence(), runner.spec().soak())
                                + unreplaced.stream()
                                        .map(o -> "\nnote: refused as it is now: " + o)
                                        .reduce("", String::concat),
                        db.trial(c -> Contract.sql(c, shape)),
                        exclusive,
                        "soak over, last verification clean, no dead letters, no client seen speaking old",
                        "none: take a backup first"));
    }
}
