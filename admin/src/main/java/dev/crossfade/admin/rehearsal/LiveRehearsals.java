package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.ProxySettings;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's rehearsals: one at a time, each on a thread of its own; reports in the database they are about. */
public final class LiveRehearsals implements Rehearsals {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRehearsals.class);
    private static final long STOP_SECONDS = 60;
    private static final int MOST_SEEN = 1_000;
    private static final Set<String> AT_REST = Set.of("none", "done");

    private final Supplier<Configuration> configuration;
    private final Function<Database, DatabaseConnection> connections;
    private final MigrationEngine engine;
    private final Function<String, List<CensusEntry>> census;
    private final @Nullable String path;
    private volatile Consumer<Rehearsed> listener = rehearsed -> {};
    private @Nullable Thread thread; // guarded by this, as all below
    private @Nullable Doing doing;
    private @Nullable Report unsaved; // shown from memory, as failed
    private boolean closed;

    private record Doing(String migration, String what) {}

    /**
     * @param connections how the engine reaches a database
     * @param census of a database
     * @param path the environment's PATH, where PostgreSQL's programs are looked for
     */
    public LiveRehearsals(
            Supplier<Configuration> configuration,
            Function<Database, DatabaseConnection> connections,
            MigrationEngine engine,
            Function<String, List<CensusEntry>> census,
            @Nullable String path) {
        this.configuration = configuration;
        this.connections = connections;
        this.engine = engine;
        this.census = census;
        this.path = path;
    }

    @Override
    public void onProgress(Consumer<Rehearsed> newListener) {
        listener = newListener;
    }

    private boolean changesTheSchema(String migration) {
        return !engine.migration(migration).kind().equals(MigrationStatus.COLUMNS); // refuses an unknown one
    }

    private MigrationSpec spec(String migration) {
        if (changesTheSchema(migration)) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "migration " + migration
                            + " changes the schema and carries no rows over: there is nothing to rehearse",
                    "plan tries its DDL out and counts the rows in its way.");
        }
        return configuration.get().migrations().stream()
                .filter(spec -> spec.migration().name().equals(migration))
                .findFirst()
                .orElseThrow(() ->
                        new CrossfadeException(Problem.UNKNOWN_MIGRATION, "there is no migration " + migration, null));
    }

    private DatabaseConnection connection(MigrationSpec spec) {
        return configuration.get().databases().stream()
                .filter(database -> database.name().equals(spec.migration().database()))
                .findFirst()
                .map(connections)
                .orElseThrow(() -> new CrossfadeException(
                        Problem.UNKNOWN_DATABASE,
                        "there is no database " + spec.migration().database(),
                        null));
    }

    @Override
    public Rehearsed rehearse(String migration) {
        MigrationSpec spec = spec(migration);
        DatabaseConnection where = connection(spec);
        if (where.engine() == ProxySettings.Engine.MYSQL) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "migration " + migration + " is on MySQL, and rehearsals are of PostgreSQL in this version",
                    "plan shows what is in its way.");
        }
        for (MigrationStatus status : engine.migrations()) {
            boolean itself = status.name().equals(migration);
            if (status.database().equals(spec.migration().database())
                    && (itself ? !status.step().equals("none") : !AT_REST.contains(status.step()))) {
                throw new CrossfadeException(
                        Problem.WRONG_STATE,
                        "migration " + status.name() + " is in step " + status.step()
                                + (itself ? "" : ", in the same database")
                                + "; a rehearsal copies the schema as it is before a migration",
                        itself
                                ? "What has begun cannot be rehearsed any more. abort takes it back."
                                : "Rehearse when that one is done, or abort it.");
            }
        }
        Configuration.Rehearsal settings = configuration.get().rehearsal();
        List<StatementClient.Seen> seen = census.apply(spec.migration().database()).stream()
                .filter(entry -> entry.migration().equals(migration))
                .filter(entry -> !entry.user().isEmpty() && !entry.application().equals(Connections.APPLICATION_NAME))
                .map(entry ->
                        new StatementClient.Seen(entry.statement(), entry.user(), entry.application(), refusal(entry)))
                .limit(MOST_SEEN)
                .toList();
        synchronized (this) {
            if (closed) {
                throw new CrossfadeException(Problem.NOT_READY, "Crossfade is stopping", null);
            }
            if (doing != null) {
                throw new CrossfadeException(
                        Problem.WRONG_STATE,
                        "migration " + doing.migration() + " is being rehearsed, and one rehearsal runs at a time",
                        "Ask again when it is over.");
            }
            doing = new Doing(migration, "begins");
            Rehearsal rehearsal = new Rehearsal(spec, where, settings, seen, path, what -> progress(spec, what));
            Thread started = new Thread(() -> run(rehearsal, where, spec), "crossfade-rehearsal");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
        return running(spec, "begins");
    }

    private static @Nullable String refusal(CensusEntry entry) {
        return entry.refusals().isEmpty()
                ? null
                : entry.refusals().stream()
                        .map(refused -> "from " + refused.from().variant() + " to "
                                + refused.to().variant() + ": " + refused.message())
                        .collect(Collectors.joining("; "));
    }

    private void progress(MigrationSpec spec, String what) {
        synchronized (this) {
            doing = new Doing(spec.migration().name(), what);
        }
        listener.accept(running(spec, what));
    }

    private Rehearsed running(MigrationSpec spec, String what) {
        return new Rehearsed(
                spec.migration().name(),
                spec.digest(),
                Rehearsed.RUNNING,
                configuration.get().rehearsal().required(),
                what,
                null,
                null);
    }

    private void run(Rehearsal rehearsal, DatabaseConnection where, MigrationSpec spec) {
        String name = spec.migration().name();
        Report report = null;
        boolean saved = false;
        try {
            LOG.info("rehearsal of {} begins", name);
            report = rehearsal.run();
            ReportStore.save(where, report);
            saved = true;
            LOG.info(
                    "rehearsal of {} {}{}",
                    name,
                    report.verdict(),
                    report.reason() == null ? "" : ": " + report.reason());
        } catch (InterruptedException e) {
            LOG.info("rehearsal of {} stopped", name);
        } catch (SQLException e) {
            LOG.error("the report of the rehearsal of {} cannot be kept: {}", name, SchemaCopy.firstLine(e));
            if (report != null) {
                report = report.notKept(SchemaCopy.firstLine(e));
            }
        } finally {
            synchronized (this) {
                unsaved = saved ? null : report;
                doing = null;
                thread = null;
            }
        }
        if (report != null) {
            listener.accept(rehearsed(spec, report));
        }
    }

    @Override
    public Rehearsed of(String migration) {
        MigrationSpec spec = spec(migration);
        synchronized (this) {
            if (doing != null && doing.migration().equals(migration)) {
                return running(spec, doing.what());
            }
            if (unsaved != null && unsaved.migration().equals(migration)) {
                return rehearsed(spec, unsaved);
            }
        }
        return rehearsed(spec, last(spec));
    }

    private @Nullable Report last(MigrationSpec spec) {
        try {
            DatabaseConnection where = connection(spec);
            if (where.engine() == ProxySettings.Engine.MYSQL) {
                return null;
            }
            return ReportStore.last(where, spec.migration().name(), spec.digest());
        } catch (SQLException e) {
            throw new CrossfadeException(
                    Problem.BACKEND_UNREACHABLE,
                    "whether migration " + spec.migration().name()
                            + " was rehearsed is kept in its database, which says: " + SchemaCopy.firstLine(e),
                    "Try again when it answers.",
                    e);
        }
    }

    private Rehearsed rehearsed(MigrationSpec spec, @Nullable Report report) {
        String state = report == null
                ? Rehearsed.NONE
                : report.digest().equals(spec.digest()) ? report.verdict() : Rehearsed.OUTDATED;
        return new Rehearsed(
                spec.migration().name(),
                spec.digest(),
                state,
                configuration.get().rehearsal().required(),
                null,
                report,
                report == null ? null : ReportText.markdown(report));
    }

    @Override
    public @Nullable String beforeStart(String migration) {
        if (changesTheSchema(migration)) {
            return null;
        }
        MigrationSpec spec = spec(migration);
        if (!engine.migration(migration).step().equals("none")) {
            return null; // it has begun, and goes on where it failed
        }
        boolean required = configuration.get().rehearsal().required();
        Rehearsed now;
        try {
            now = of(migration);
        } catch (CrossfadeException e) {
            if (required) {
                throw e;
            }
            return e.getMessage();
        }
        String missing = switch (now.state()) {
            case Report.PASSED -> null;
            case Report.FAILED ->
                "the last rehearsal of this file failed: "
                        + (now.report() == null
                                ? ""
                                : String.valueOf(now.report().reason()));
            case Rehearsed.OUTDATED -> "its file has changed since it was rehearsed";
            case Rehearsed.RUNNING -> "its rehearsal is still running";
            default -> "it has not been rehearsed";
        };
        if (missing != null && required) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + spec.migration().name() + " may not be started: " + missing
                            + ", and the configuration says rehearsal: required",
                    "crossfade migration rehearse " + spec.migration().name());
        }
        return missing;
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
