package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Expected;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.StepFailedException;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps that several kinds of change are made of. */
final class Steps {
    /** Reading takes it, and stops nobody but DDL. */
    static final String READS = "ACCESS SHARE, which stops no reader or writer";

    static final String CONCURRENT = "SHARE UPDATE EXCLUSIVE, which stops no reader or writer";

    private Steps() {}

    /** Looks through the whole table before anything is changed. */
    record Scan(Function<Target, Violations> violations) implements ChangeStep {
        @Override
        public String word() {
            return "scan";
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) {
            return new PlannedStep(
                    word(),
                    "counts the rows that break it, before anything is changed",
                    List.of(violations.apply(target).counting()),
                    READS,
                    target.expected(1),
                    "there are none",
                    "nothing to undo");
        }

        @Override
        public void run(Work work) throws SQLException {
            Finding found = look(work, violations);
            if (found != null) {
                throw new StepFailedException(found + " Nothing was changed; start looks again");
            }
        }

        /** What is found, or null; watched all the while, and cancelled when the change is to stop. */
        static @Nullable Finding look(Work work, Function<Target, Violations> violations) throws SQLException {
            Duration deadline = work.limits().indexDeadline();
            return work.db()
                    .trial(c -> {
                        Db.execute(c, List.of("SET LOCAL statement_timeout = " + deadline.toMillis()));
                        c.setNetworkTimeout(
                                Runnable::run,
                                Math.toIntExact(deadline.plusMinutes(1).toMillis()));
                        return work.asks(
                                c,
                                "counts the rows that break it",
                                () -> Optional.ofNullable(
                                        violations.apply(work.target()).find(c)));
                    })
                    .orElse(null);
        }

        @Override
        public void undo(Work work, boolean finished) {}
    }

    /**
     * DDL that needs a lock for a moment.
     *
     * @param does in words
     * @param lock the strongest it takes
     * @param others tables besides the change's own whose locks it needs
     * @param undo empty where there is nothing to take back
     */
    record Alter(
            String word,
            String does,
            String lock,
            String check,
            List<TableName> others,
            Function<Target, List<String>> sql,
            Function<Target, List<String>> undo)
            implements ChangeStep {
        @Override
        public PlannedStep plan(Connection connection, Target target) {
            List<String> back = undo.apply(target);
            return new PlannedStep(
                    word,
                    does,
                    sql.apply(target),
                    target.briefly(lock),
                    Expected.CATALOG,
                    check,
                    back.isEmpty() ? "nothing to undo" : String.join("; ", back));
        }

        @Override
        public void run(Work work) throws SQLException, InterruptedException {
            ddl(work, lock.startsWith("ACCESS EXCLUSIVE"), sql.apply(work.target()));
        }

        @Override
        public void undo(Work work, boolean finished) throws SQLException, InterruptedException {
            List<String> back = undo.apply(work.target());
            if (finished && !back.isEmpty()) { // else its transaction never committed
                ddl(work, true, back);
            }
        }

        private void ddl(Work work, boolean stopsReaders, List<String> statements)
                throws SQLException, InterruptedException {
            List<Long> oids = new ArrayList<>();
            for (TableName other : others) {
                Long oid = work.db()
                        .find(c -> Db.first(
                                c, "SELECT to_regclass(?)::oid::bigint", row -> row.getLong(1), other.quoted()));
                if (oid != null) {
                    oids.add(oid);
                }
            }
            work.ddl("step " + word, oids, stopsReaders, statements);
        }
    }

    /** VALIDATE CONSTRAINT: reads all rows while they are read and written. What is valid already is validated at once. */
    record Validate(String constraint, String lock, int passes) implements ChangeStep {
        @Override
        public String word() {
            return "validate";
        }

        private String sql(Target target) {
            return "ALTER TABLE " + target.quoted() + " VALIDATE CONSTRAINT " + TableName.quote(constraint);
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) {
            return new PlannedStep(
                    word(),
                    "proves the rows that were there before",
                    List.of(sql(target)),
                    lock,
                    target.expected(passes),
                    "the constraint is valid",
                    "with the step before");
        }

        @Override
        public void run(Work work) throws SQLException {
            work.alone("validates " + constraint, List.of(sql(work.target())));
        }

        @Override
        public void undo(Work work, boolean finished) {}
    }

    /** CREATE INDEX CONCURRENTLY. What a broken try has left behind is dropped and built again. */
    record BuildIndex(String name, boolean unique, String definition) implements ChangeStep {
        /** Noted before the first try: from then on an index of that name is ours. */
        private static final String BUILDING = "building";

        @Override
        public String word() {
            return "index";
        }

        private String sql(Target target) {
            return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + TableName.quote(name) + " ON "
                    + target.quoted() + " " + definition;
        }

        @Override
        public PlannedStep plan(Connection connection, Target target) {
            return new PlannedStep(
                    word(),
                    "builds the index while rows are read and written, then waits for transactions older than it",
                    List.of(sql(target)),
                    CONCURRENT,
                    target.expected(2),
                    "the index is valid; an invalid one of a broken try is dropped and built again",
                    Relations.drop(target, name));
        }

        @Override
        public void run(Work work) throws SQLException, InterruptedException {
            Target target = work.target();
            if (!BUILDING.equals(work.memo())) {
                if (work.db().find(c -> Relations.indexIsValid(c, target.name().schema(), name)) != null) {
                    throw new StepFailedException("there is a relation " + name
                            + " since this was started, and it is not this migration's. Rename or drop it, then start");
                }
                work.note(BUILDING);
            }
            new IndexBuilder(work, name, sql(target)).build();
        }

        @Override
        public void undo(Work work, boolean finished) throws SQLException, InterruptedException {
            if (finished || BUILDING.equals(work.memo())) {
                new IndexBuilder(work, name, "").drop();
            }
        }
    }
}
