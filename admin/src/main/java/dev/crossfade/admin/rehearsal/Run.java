package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.Report.Move;
import dev.crossfade.admin.rehearsal.Report.Timed;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Drives the runbook forth, back and forth again at every stage, to its end, and compares all rows after each move. */
final class Run {
    private static final long POLL_MILLIS = 5;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Stage> STEPS = List.of(Stage.SHADOW, Stage.LIVE, Stage.RAMP_DOWN);

    private final String migration;
    private final Node node;
    private final Load load;
    private final Rows rows;
    private final Meter meter;
    private final Connection migrating;
    private final Connection twin;
    private final Duration stepDeadline;
    private final long endNanos;
    private final Consumer<String> progress;
    private final List<Move> moves;
    private final List<String> compared;

    private interface Request {
        MigrationStatus make(String migration);
    }

    /**
     * @param migrating the migrating copy itself, not through Crossfade
     * @param twin of it; this connection must not change anything
     * @param compared columns that both must hold the same values in
     * @param endNanos when all must be over, on the clock of {@link System#nanoTime}
     * @param progress told what is done at present
     * @param moves filled as it goes, so that they are there when it fails
     */
    Run(
            String migration,
            Node node,
            Load load,
            Rows rows,
            List<String> compared,
            Meter meter,
            Connection migrating,
            Connection twin,
            Duration stepDeadline,
            long endNanos,
            Consumer<String> progress,
            List<Move> moves) {
        this.migration = migration;
        this.node = node;
        this.load = load;
        this.rows = rows;
        this.compared = compared;
        this.meter = meter;
        this.migrating = migrating;
        this.twin = twin;
        this.stepDeadline = stepDeadline;
        this.endNanos = endNanos;
        this.progress = progress;
        this.moves = moves;
    }

    /** All moves; the last is the contract. */
    void all() throws RehearsalException, InterruptedException, SQLException {
        MigrationEngine engine = node.engine();
        move("nothing yet", name -> engine.migration(name), status -> true, false);
        move("start", engine::start, at(Stage.DUAL_WRITE), true);
        load.speakNew(true, left());
        move("rollback", engine::rollback, at(Stage.OFF, "none"), false);
        move("start", engine::start, at(Stage.DUAL_WRITE), true);
        move("rollback", engine::rollback, at(Stage.OFF, "none"), false);
        load.speakNew(false, left()); // the columns they speak of go
        move("abort", engine::abort, at(Stage.OFF, "none"), false);
        move("start", engine::start, at(Stage.DUAL_WRITE), true);
        load.speakNew(true, left());
        for (Stage stage : STEPS) {
            move("advance", engine::advance, at(stage), true);
            move("rollback", engine::rollback, at(stage.previous()), true);
            move("advance", engine::advance, at(stage), true);
        }
        move("advance (release)", engine::advance, at(Stage.COMPLETE), true);
        move("advance (contract)", engine::advance, at(Stage.COMPLETE, "done"), true);
    }

    private static Predicate<MigrationStatus> at(Stage stage) {
        return at(stage, "ready");
    }

    private static Predicate<MigrationStatus> at(Stage stage, String step) {
        return status -> status.stage().equals(stage.variant()) && status.step().equals(step);
    }

    private void move(String request, Request call, Predicate<MigrationStatus> done, boolean bothSides)
            throws RehearsalException, InterruptedException, SQLException {
        progress.accept(request + " (" + (moves.size() + 1) + " of " + (8 + 3 * STEPS.size() + 1) + ")");
        long began = System.nanoTime();
        Map<String, Long> steps = new LinkedHashMap<>();
        double seconds = 0;
        long rowsCompared = 0;
        String result = "ok";
        try {
            await(call, done, steps);
            seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
            load.dwell(left());
            rowsCompared = load.quietly(left(), () -> compare(bothSides));
        } catch (RehearsalException | SQLException e) {
            result = e instanceof RehearsalException ours ? ours.whole() : SchemaCopy.firstLine((SQLException) e);
            seconds = seconds > 0 ? seconds : (System.nanoTime() - began) / NANOS_PER_SECOND;
            throw e;
        } finally {
            Meter.Reading reading = meter.read();
            moves.add(new Move(
                    request,
                    node.status(migration).stage(),
                    seconds,
                    steps.entrySet().stream()
                            .map(step -> new Timed(step.getKey(), step.getValue() / NANOS_PER_SECOND))
                            .toList(),
                    reading.failures() == 0 || !result.equals("ok") ? result : reading.failures() + " failure(s)",
                    reading.statements(),
                    reading.failures(),
                    reading.p99Millis(),
                    reading.longestMillis(),
                    reading.lockWaitMillis(),
                    rowsCompared));
        }
    }

    private Duration left() throws RehearsalException {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            throw new RehearsalException(
                    "the rehearsal is not over at its deadline", "rehearsal: {deadline: …} allows more");
        }
        return left < stepDeadline.toNanos() ? Duration.ofNanos(left) : stepDeadline;
    }

    /** Asks the engine, again while it is on its way between stages, and waits for what was asked. */
    private void await(Request call, Predicate<MigrationStatus> done, Map<String, Long> steps)
            throws RehearsalException, InterruptedException {
        long end = System.nanoTime() + left().toNanos();
        long askEnd = Math.min(end, System.nanoTime() + ASK_AGAIN.toNanos());
        boolean asked = false;
        long looked = System.nanoTime();
        MigrationStatus status = node.status(migration);
        while (true) {
            if (!asked) {
                asked = ask(call, askEnd);
            }
            status = node.status(migration);
            long now = System.nanoTime();
            if (!asked) {
                steps.merge("asked again", now - looked, Long::sum);
            } else if (!List.of("ready", "none", "done", "failed").contains(status.step())) {
                steps.merge(status.step(), now - looked, Long::sum);
            }
            looked = now;
            if (asked && done.test(status)) {
                return;
            }
            if (asked && status.step().equals("failed")) {
                throw new RehearsalException(
                        "the engine's step failed: " + String.join("; ", status.blockedBy()), null);
            }
            if (now - end > 0) {
                throw new RehearsalException(
                        "not done within " + stepDeadline.toSeconds() + " s, at stage " + status.stage() + " in step "
                                + status.step() + ": " + String.join("; ", status.blockedBy()),
                        "rehearsal: {stepDeadline: …} allows more");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean ask(Request call, long end) throws RehearsalException {
        try {
            call.make(migration);
            return true;
        } catch (CrossfadeException e) {
            MigrationStatus status = node.status(migration);
            // An operator would ask again too: it says that it goes on by itself.
            boolean again = e.problem() == Problem.BACKEND_UNREACHABLE
                    || (e.problem() == Problem.WRONG_STATE
                            && !status.requestedStage().equals(status.stage()));
            if (again && System.nanoTime() < end) {
                return false;
            }
            throw new RehearsalException(
                    "refused: " + e.getMessage()
                            + (status.blockedBy().isEmpty() ? "" : " (" + String.join("; ", status.blockedBy()) + ")"),
                    e.hint());
        }
    }

    /** Clients see what they see of the twin; and the table itself holds in new columns what old ones become. */
    private long compare(boolean bothSides) throws SQLException {
        Long count =
                Db.first(twin, "SELECT count(*) FROM " + rows.table().name().quoted(), row -> row.getLong(1));
        load.statements().allRowsAreTheTwins(compared);
        if (bothSides) {
            Shape shape = rows.shape();
            List<String> key = rows.table().key().stream()
                    .filter(name -> !shape.migration().oldColumns().contains(name))
                    .toList();
            String keys = key.isEmpty() ? "" : TableFacts.names(key) + ", ";
            String news = shape.news().stream()
                    .map(ColumnFacts::quoted)
                    .map(name -> name + "::text")
                    .collect(Collectors.joining(", "));
            String olds = shape.olds().stream().map(ColumnFacts::quoted).collect(Collectors.joining(", "));
            String nothing =
                    "pg_catalog.array_fill(NULL::text, ARRAY[" + shape.news().size() + "])";
            Answer stored = answer(migrating, "SELECT " + keys + "ARRAY[" + news + "]" + from());
            Answer wanted = answer(
                    twin,
                    "SELECT " + keys + "coalesce(pg_temp.crossfade_news(" + olds + "), " + nothing + ")" + from());
            String differs = stored.differsFrom(wanted, Answer.Compare.VALUES);
            if (differs != null) {
                meter.failure("new columns as they are stored: "
                        + differs.replace("through Crossfade", "stored").replace("without", "converted from old"));
            }
        }
        return count == null ? 0 : count;
    }

    private String from() {
        return " FROM " + rows.table().name().quoted();
    }

    private static Answer answer(Connection connection, String sql) throws SQLException {
        try (java.sql.PreparedStatement statement = connection.prepareStatement(sql)) {
            return Answer.of(statement);
        }
    }
}
