package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.util.List;

/** One migration whose steps take no time. */
public final class FakeEngine implements MigrationEngine {
    private static final String NAME = FakeFlags.MIGRATION.name();

    private final FakeFlags flags;
    private volatile String step = "none";
    private volatile boolean paused;
    private volatile MigrationStatus.Progress progress;

    /** What it changes. */
    public volatile String kind = MigrationStatus.COLUMNS;

    /** Whether nobody can be asked any more once it was started. */
    public volatile boolean fallsSilent;

    private volatile boolean silent;

    /** What the next call throws, if anything. */
    public volatile RuntimeException failure;

    public FakeEngine(FakeFlags flags) {
        this.flags = flags;
    }

    /** Shows it in the middle of a backfill. */
    public void backfilling(long rowsDone, long rowsTotal) {
        step = "backfill";
        progress = new MigrationStatus.Progress(rowsDone, rowsTotal, 5000, 12);
    }

    /** Shows it waiting for advance. */
    public void ready() {
        step = "ready";
        progress = null;
    }

    @Override
    public List<MigrationStatus> migrations() {
        return List.of(migration(NAME));
    }

    @Override
    public MigrationStatus migration(String name) {
        if (!name.equals(NAME)) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_MIGRATION, "there is no migration " + name, "GET /v1/migrations lists them");
        }
        if (silent) {
            throw new CrossfadeException(Problem.BACKEND_UNREACHABLE, "the database does not answer", null);
        }
        String stage = flags.flag(FakeFlags.MIGRATION.stageFlag()).orElseThrow().variant();
        return new MigrationStatus(
                name,
                "shop",
                "public.customers",
                kind,
                stage,
                stage,
                "ramp-down",
                step,
                paused,
                progress,
                new MigrationStatus.Evidence("2026-11-22T10:00:00Z", null, 200_000, 0, 0, 0, 0, 0, null, null),
                null,
                null,
                List.of(),
                step.equals("ready") ? List.of() : List.of("verification has not run"));
    }

    private void check(String name) {
        MigrationStatus known = migration(name);
        if (failure != null) {
            throw failure;
        }
        if (!known.name().equals(NAME)) {
            throw new IllegalStateException(known.name());
        }
    }

    @Override
    public List<PlannedStep> plan(String name) {
        check(name);
        return List.of(new PlannedStep(
                "expand",
                "adds the new columns",
                List.of("ALTER TABLE \"public\".\"customers\" ADD COLUMN \"full_name\" text"),
                "ACCESS EXCLUSIVE for at most 200 ms",
                "milliseconds",
                "the column exists",
                "ALTER TABLE \"public\".\"customers\" DROP COLUMN \"full_name\""));
    }

    @Override
    public MigrationStatus start(String name) {
        check(name);
        if (!step.equals("none")) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE, name + " has been started already", "abort it to begin again");
        }
        flags.set(FakeFlags.MIGRATION.stageFlag(), "dual-write", null, null);
        step = "ready";
        MigrationStatus started = migration(name);
        silent = fallsSilent;
        return started;
    }

    @Override
    public MigrationStatus advance(String name) {
        check(name);
        Stage stage = Stage.ofVariant(migration(name).stage()).orElseThrow();
        flags.set(FakeFlags.MIGRATION.stageFlag(), stage.next().variant(), null, null);
        return migration(name);
    }

    @Override
    public MigrationStatus rollback(String name) {
        check(name);
        Stage stage = Stage.ofVariant(migration(name).stage()).orElseThrow();
        flags.set(FakeFlags.MIGRATION.stageFlag(), stage.previous().variant(), null, null);
        return migration(name);
    }

    @Override
    public MigrationStatus pause(String name) {
        check(name);
        paused = true;
        return migration(name);
    }

    @Override
    public MigrationStatus resume(String name) {
        check(name);
        paused = false;
        return migration(name);
    }

    @Override
    public MigrationStatus abort(String name) {
        check(name);
        step = "none";
        return migration(name);
    }

    @Override
    public void beforeChange(ColumnMigration migration, Stage from, Stage to) {}

    @Override
    public void confirmLive(ColumnMigration migration) {}

    @Override
    public void close() {}
}
