package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.change.ChangeRunner;
import java.util.List;

/** What the API drives under one name: a migration of columns or a change of the schema. */
sealed interface Driven {
    MigrationStatus status();

    List<PlannedStep> plan();

    MigrationStatus start();

    MigrationStatus advance();

    MigrationStatus rollback();

    MigrationStatus pause();

    MigrationStatus resume();

    MigrationStatus abort();

    /** Columns that become others. */
    record Columns(MigrationRunner runner) implements Driven {
        @Override
        public MigrationStatus status() {
            return runner.verbs().status();
        }

        @Override
        public List<PlannedStep> plan() {
            return Plan.of(runner);
        }

        @Override
        public MigrationStatus start() {
            return runner.verbs().start();
        }

        @Override
        public MigrationStatus advance() {
            return runner.verbs().advance();
        }

        @Override
        public MigrationStatus rollback() {
            return runner.verbs().rollback();
        }

        @Override
        public MigrationStatus pause() {
            return runner.verbs().pause();
        }

        @Override
        public MigrationStatus resume() {
            return runner.verbs().resume();
        }

        @Override
        public MigrationStatus abort() {
            return runner.verbs().abort();
        }
    }

    /** A few steps of DDL. */
    record Schema(ChangeRunner change) implements Driven {
        @Override
        public MigrationStatus status() {
            return change.verbs().status();
        }

        @Override
        public List<PlannedStep> plan() {
            return change.verbs().plan();
        }

        @Override
        public MigrationStatus start() {
            return change.verbs().start();
        }

        @Override
        public MigrationStatus advance() {
            return change.verbs().advance();
        }

        @Override
        public MigrationStatus rollback() {
            return change.verbs().rollback();
        }

        @Override
        public MigrationStatus pause() {
            return change.verbs().pause();
        }

        @Override
        public MigrationStatus resume() {
            return change.verbs().resume();
        }

        @Override
        public MigrationStatus abort() {
            return change.verbs().abort();
        }
    }
}
