package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.preflight.DiskSpace;
import dev.crossfade.admin.engine.preflight.LongTransactions;
import dev.crossfade.admin.engine.preflight.Notes;
import dev.crossfade.admin.engine.preflight.OtherWriters;
import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.preflight.RefusedStatements;
import dev.crossfade.admin.engine.preflight.Unconvertible;
import dev.crossfade.admin.engine.sql.BatchSql;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.ObserveTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The runbook in words and SQL, as it would run now. Everything is tried out in transactions that are rolled back. */
final class Plan {
    /** Whoever asks for a plan waits for it. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(10);

    private static final String NO_LOCK = "none";

    private Plan() {}

    static List<PlannedStep> of(MigrationRunner runner) {
        Db db = runner.database().db();
        try {
            Evidence now = runner.evidence();
            ShapeReader.Result read = runner.readShape(now.begun() ? now : null);
            Shape shape = read.shape();
            if (shape == null) {
                return List.of(preflight(read.findings(), List.of()));
            }
            Set<String> expanded = now.expandedMembers(runner.name());
            List<ColumnMigration> others = runner.database().runners().stream()
                    .filter(r -> r != runner && r.evidence().step() != Step.NONE)
                    .map(MigrationRunner::migration)
                    .toList();
            List<Finding> findings =
                    new ArrayList<>(Preflight.findings(db, shape, expanded, runner.guardWanted(), others));
            if (runner.observerWanted()) {
                findings.addAll(Observed.missing(shape));
            }
            List<PlannedStep> plan = new ArrayList<>();
            List<String> notes = new ArrayList<>(db.call(c -> companions(c, shape)));
            for (Shape member : shape.members()) {
                notes.addAll(db.call(c -> Notes.of(c, member)));
            }
            if (now.contractedAt() == null) {
                notes.addAll(circumstances(runner, db, shape));
            }
            if (findings.isEmpty() && now.step() == Step.NONE && !now.begun()) {
                for (Shape member : shape.members()) {
                    notes.addAll(Unconvertible.of(db, member, COUNTED_WITHIN));
                }
            }
            plan.add(preflight(findings, notes));
            if (findings.isEmpty()) {
                plan.addAll(steps(runner, db, shape));
            }
            return plan;
        } catch (SQLException e) {
            throw db.problem(e);
        }
    }

    /** What the server and its clients are about: each with what to do. */
    private static List<String> circumstances(MigrationRunner runner, Db db, Shape shape) throws SQLException {
        String database = db.where().name();
        EngineHost host = runner.database().host();
        List<String> notes = new ArrayList<>(db.call(c -> LongTransactions.of(c, shape.tableOid())));
        for (Shape member : shape.members()) {
            notes.addAll(db.call(c -> DiskSpace.of(c, member, db.where().host())));
            notes.addAll(db.call(c ->
                    OtherWriters.of(c, member.tableOid(), () -> host.serverProcesses(database), runner.guardWanted())));
        }
        notes.addAll(RefusedStatements.of(runner.name(), host.refusedStatements(database, runner.name())));
        return notes.stream().distinct().toList();
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
                Expected.AT_ONCE,
                "each finding says what to do",
                "nothing to undo");
    }

    private static List<PlannedStep> steps(MigrationRunner runner, Db db, Shape shape) throws SQLException {
        ColumnMigration m = shape.migration();
        long lockMillis = runner.database().limits().ddlLockTimeout().toMillis();
        boolean guarded = runner.guardWanted();
        Expected.Size size = Expected.Size.NONE;
        List<String> announce = new ArrayList<>();
        List<String> expand = new ArrayList<>();
        List<String> expandBack = new ArrayList<>();
        List<String> backfill = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        List<String> verify = new ArrayList<>();
        List<String> unreplaced = new ArrayList<>();
        List<String> contract = new ArrayList<>();
        for (Shape member : shape.members()) {
            size = size.and(db.call(c -> Expected.Size.read(c, member.tableOid())));
            boolean safe = db.trial(c -> Preflight.parallelSafe(c, member));
            announce.addAll(new ConversionFunctions(member, safe).create());
            expand.add(Ddl.addColumns(member));
            expand.addAll(db.call(c -> Ddl.grants(member, ColumnGrants.read(c, member))));
            if (guarded) {
                expand.addAll(new GuardFunction(member, db.call(c -> RowTriggers.change(c, member))).create());
            }
            expand.addAll(new LetterTriggers(member).create(guarded));
            expandBack.addAll(new GuardFunction(member).drop());
            expandBack.addAll(new LetterTriggers(member).drop());
            expandBack.add(Ddl.dropColumns(
                    member.migration().table(),
                    member.migration().newColumns().stream()
                            .map(NewColumn::name)
                            .toList()));
            BatchSql batch = new BatchSql(member);
            KeyRange range = new KeyRange(
                    java.util.Collections.nCopies(member.key().size(), ""),
                    java.util.Collections.nCopies(member.key().size(), ""));
            backfill.addAll(
                    List.of(batch.lastKeyOfBatch(range), batch.fill(range, false), batch.countDiffering(range, false)));
            for (Indexes.Copy copy : db.call(c -> Indexes.copies(c, member))) {
                if (copy.sql() != null) {
                    indexes.add(copy.sql());
                }
            }
            verify.add(batch.verify(range, false));
            unreplaced.addAll(db.call(c -> Contract.unreplaced(c, member)));
            contract.addAll(db.trial(c -> Contract.sql(c, member)));
        }
        String exclusive = "ACCESS EXCLUSIVE, waited for at most " + lockMillis + " ms at a time";
        List<CarryOver> carryOver = Release.plan(db, shape);
        List<String> release = release(shape, carryOver, guarded);
        List<String> obstacles =
                carryOver.stream().flatMap(c -> c.obstacles().stream()).toList();
        return List.of(
                new PlannedStep(
                        "announce",
                        "creates the conversion functions; the data plane then expands * and column lists, and waits for"
                                + " older transactions",
                        announce,
                        NO_LOCK,
                        Expected.TRANSACTIONS,
                        "no transaction is left that began before",
                        "un-announced, functions dropped"),
                new PlannedStep(
                        "expand",
                        "adds the new columns: nullable, no default, no row is touched"
                                + (guarded ? "; and the guard trigger, in the same transaction" : ""),
                        expand,
                        exclusive,
                        Expected.CATALOG,
                        "the columns are in the catalog",
                        String.join("; ", expandBack)),
                new PlannedStep(
                        "dual-write",
                        "flag " + m.stageFlag()
                                + " goes to dual-write; waits for older transactions, in the database too"
                                + (runner.observerWanted()
                                        ? "; then triggers count the rows that writes around the proxy leave not agreeing"
                                        : ""),
                        runner.observerWanted() ? new ObserveTriggers(shape).create() : List.of(),
                        runner.observerWanted()
                                ? "SHARE ROW EXCLUSIVE, waited for at most " + lockMillis + " ms at a time"
                                : NO_LOCK,
                        Expected.TRANSACTIONS,
                        "no transaction is left that may write the old columns only",
                        "flag back to off; evidence is deleted first"),
                new PlannedStep(
                        "backfill",
                        "fills rows that do not agree, one transaction a batch",
                        backfill,
                        "row locks, locked rows skipped and come again",
                        Expected.filling(size),
                        "no row of any batch differs",
                        "the columns are dropped"),
                new PlannedStep(
                        "index",
                        indexes.isEmpty() ? "no index to copy" : "gives the new columns the old ones' indexes",
                        indexes,
                        "SHARE UPDATE EXCLUSIVE, which stops no reader or writer",
                        indexes.isEmpty()
                                ? Expected.AT_ONCE
                                : Expected.reading(size, 2 * indexes.size()) + ", and " + Expected.TRANSACTIONS,
                        "each index is valid",
                        "dropped with the columns"),
                new PlannedStep(
                        "verify",
                        "compares both sides of every row while writers go on",
                        verify,
                        NO_LOCK,
                        Expected.reading(size, 1),
                        "no row differs; dead letters are counted and keep it from live",
                        "nothing to undo"),
                new PlannedStep(
                        "ready",
                        runner.spec().advancesItself()
                                ? "goes on by itself (advance: auto): shadow; then, each stage kept for "
                                        + runner.spec().soak()
                                        + ", live, ramp-down, the release and the contract"
                                : "waits for advance: shadow, live, ramp-down",
                        List.of(),
                        NO_LOCK,
                        runner.spec().advancesItself()
                                ? "the soak, " + runner.spec().soak() + ", at each stage"
                                : "until advance",
                        runner.spec().advancesItself()
                                ? "each stage asks the evidence; nothing is paused, taken back or for some clients only;"
                                        + " reads were compared at shadow"
                                : "each stage asks the evidence",
                        "rollback, one stage at a time"),
                new PlannedStep(
                        "release",
                        "with advance at ramp-down: what the old columns have moves to the new ones, old becomes nullable; then,"
                                + " when no transaction is left that began before, stage complete"
                                + obstacles.stream()
                                        .map(o -> "\nnote: refused as it is now: " + o)
                                        .reduce("", String::concat),
                        release,
                        "validation: SHARE UPDATE EXCLUSIVE, which stops no reader or writer; adding a foreign key: SHARE ROW"
                                + " EXCLUSIVE on both tables, which stops writers; the rest: " + exclusive
                                + (shape.companions().isEmpty() ? "" : ", of all tables in one transaction"),
                        Expected.reading(size, Math.max(1, (int) release.stream()
                                        .filter(sql -> sql.contains(" VALIDATE CONSTRAINT "))
                                        .count()))
                                + ", and " + Expected.TRANSACTIONS,
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
                        contract,
                        exclusive,
                        Expected.CATALOG,
                        "soak over, last verification clean, no dead letters, no client seen speaking old",
                        "none: take a backup first"));
    }

    private static List<String> release(Shape shape, List<CarryOver> carryOver, boolean guarded) {
        List<String> release = new ArrayList<>();
        for (CarryOver member : carryOver) {
            member.indexes().stream()
                    .map(Indexes.Copy::sql)
                    .filter(Objects::nonNull)
                    .forEach(release::add);
        }
        for (CarryOver member : carryOver) {
            for (CarryOver.Addition addition : member.additions()) {
                release.add(addition.sql());
                if (addition.validate() != null) {
                    release.add(addition.validate());
                }
            }
        }
        carryOver.forEach(member -> release.addAll(member.foreignKeys()));
        for (int i = 0; i < carryOver.size(); i++) {
            Shape member = shape.members().get(i);
            release.addAll(carryOver.get(i).handOver());
            release.addAll(new LetterTriggers(member).drop());
            if (guarded) {
                release.addAll(new GuardFunction(member).turn());
            }
        }
        return release;
    }

    /** What moves as one, with its size: backfill goes through each table. */
    private static List<String> companions(Connection connection, Shape shape) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (Shape member : shape.companions()) {
            String size = Db.first(
                    connection,
                    "SELECT CASE WHEN c.reltuples < 0 THEN 'never analyzed' ELSE 'about ' || c.reltuples::bigint || ' rows' END"
                            + " || ', ' || pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid))"
                            + " FROM pg_catalog.pg_class c WHERE c.oid = ?::bigint::oid",
                    row -> row.getString(1),
                    member.tableOid());
            notes.add("moves as one with it: column " + member.olds().get(0).name() + " of table "
                    + member.migration().table() + " to " + member.news().get(0).name() + " "
                    + member.news().get(0).fullType() + " (" + size + "), which refers to it by a foreign key");
        }
        return notes;
    }
}
