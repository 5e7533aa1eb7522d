package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.config.FiledMigration;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.change.ChangeRunner;
import dev.crossfade.flags.MigrationState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other databases and migrations for a running engine: first worked out and checked, then committed or abandoned. One
 * thread.
 */
public final class EngineChange {
    private final JdbcMigrationEngine engine;
    private final Map<String, DatabaseEngine> before;
    private final List<DatabaseConnection> configured;
    private final List<DatabaseConnection> wanted;
    private final List<? extends FiledMigration> specs;
    private final List<MigrationRunner> retired = new ArrayList<>();
    private final List<ChangeRunner> retiredChanges = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private EngineChange(
            JdbcMigrationEngine engine,
            Map<String, DatabaseEngine> before,
            List<DatabaseConnection> configured,
            List<DatabaseConnection> wanted,
            List<? extends FiledMigration> specs) {
        this.engine = engine;
        this.before = before;
        this.configured = configured;
        this.wanted = wanted;
        this.specs = specs;
    }

    static EngineChange prepare(
            JdbcMigrationEngine engine,
            Map<String, DatabaseEngine> before,
            List<DatabaseConnection> configured,
            List<DatabaseConnection> wanted,
            List<? extends FiledMigration> specs) {
        EngineChange change = new EngineChange(engine, before, configured, wanted, specs);
        change.check();
        return change;
    }

    private void check() {
        for (DatabaseEngine database : before.values()) {
            for (MigrationRunner runner : database.runners()) {
                FiledMigration spec = spec(runner.name());
                if (!(spec instanceof MigrationSpec migration)
                        || !migration.migration().equals(runner.spec().migration())) {
                    String obstacle = runner.verbs().retire(spec != null);
                    if (obstacle == null) {
                        retired.add(runner);
                    } else {
                        obstacles.add(obstacle);
                    }
                }
            }
            for (ChangeRunner change : database.changes()) {
                FiledMigration spec = spec(change.name());
                if (!(spec instanceof ChangeSpec newer)
                        || !newer.definition().equals(change.spec().definition())) {
                    String obstacle = change.verbs().retire(spec != null);
                    if (obstacle == null) {
                        retiredChanges.add(change);
                    } else {
                        obstacles.add(obstacle);
                    }
                }
            }
        }
        for (FiledMigration spec : specs) {
            String name = spec.name();
            MigrationState state = engine.flags().current().migrations().get(name);
            if (runner(name) == null && state != null && state.announced()) {
                obstacles.add("migration " + name + ": one of that name was carried out since Crossfade started;"
                        + " a restart is needed");
            }
        }
    }

    /** What stands in the way, in words; committed it must not be unless there is nothing. */
    public List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    /**
     * Databases with migrations that move to another server or another database there: nobody should be let in before the
     * engine has read what that one says of them; the engine then says that they are ready.
     */
    public List<String> moving() {
        return before.values().stream()
                .map(DatabaseEngine::where)
                .filter(where -> {
                    DatabaseConnection next = wanted(where.name());
                    return next != null
                            && !(next.host().equals(where.host())
                                    && next.port() == where.port()
                                    && next.database().equals(where.database()));
                })
                .map(DatabaseConnection::name)
                .toList();
    }

    /** Puts it into force. Blocks for some seconds at most, where work has to stop after its present batch. */
    public void commit() {
        commit(true);
    }

    void commit(boolean serving) {
        if (!obstacles.isEmpty()) {
            throw new IllegalStateException("a change that was refused: " + obstacles);
        }
        Map<String, DatabaseEngine> engines = new LinkedHashMap<>();
        List<DatabaseEngine> starting = new ArrayList<>();
        List<DatabaseEngine> ending = new ArrayList<>(before.values());
        for (DatabaseConnection where : wanted) {
            List<? extends FiledMigration> own = specs.stream()
                    .filter(spec -> spec.database().equals(where.name()))
                    .toList();
            DatabaseEngine present = before.get(where.name());
            if (present != null && present.where().equals(where)) {
                update(present, own);
                ending.remove(present);
                engines.put(where.name(), present);
            } else if (present != null || !own.isEmpty()) {
                DatabaseEngine next = engine.engine(where, own);
                if (serving && present == null && isServed(where.name())) {
                    next.runners().forEach(MigrationRunner::addedWhileServing);
                }
                engines.put(where.name(), next);
                starting.add(next);
            }
        }
        ending.forEach(DatabaseEngine::close); // gives the engine lock back, for the one that follows it
        engine.install(wanted, engines);
        for (DatabaseConnection where : wanted) {
            if (!engines.containsKey(where.name())) {
                engine.letIn(where, serving && configured.contains(where));
            }
        }
        starting.forEach(DatabaseEngine::start);
    }

    private void update(DatabaseEngine present, List<? extends FiledMigration> own) {
        List<MigrationRunner> runners = new ArrayList<>();
        List<ChangeRunner> changes = new ArrayList<>();
        for (FiledMigration filed : own) {
            if (filed instanceof ChangeSpec spec) {
                ChangeRunner change = change(spec.name());
                if (change == null || retiredChanges.contains(change)) {
                    change = new ChangeRunner(spec, present);
                } else {
                    change.tune(spec);
                }
                changes.add(change);
            } else if (filed instanceof MigrationSpec spec) {
                MigrationRunner runner = runner(spec.name());
                if (runner == null || retired.contains(runner)) {
                    runner = new MigrationRunner(spec, present);
                    if (present.hasServed()) {
                        runner.addedWhileServing();
                    }
                } else {
                    runner.tune(spec);
                }
                runners.add(runner);
            }
        }
        present.migrations(runners, changes);
    }

    /** Everything stays as it was. */
    public void abandon() {
        retired.forEach(runner -> runner.verbs().reinstate());
        retiredChanges.forEach(change -> change.verbs().reinstate());
    }

    private @Nullable ChangeRunner change(String name) {
        for (DatabaseEngine database : before.values()) {
            for (ChangeRunner change : database.changes()) {
                if (change.name().equals(name)) {
                    return change;
                }
            }
        }
        return null;
    }

    private @Nullable FiledMigration spec(String migration) {
        for (FiledMigration spec : specs) {
            if (spec.name().equals(migration)) {
                return spec;
            }
        }
        return null;
    }

    private @Nullable MigrationRunner runner(String migration) {
        for (DatabaseEngine database : before.values()) {
            for (MigrationRunner runner : database.runners()) {
                if (runner.name().equals(migration)) {
                    return runner;
                }
            }
        }
        return null;
    }

    private @Nullable DatabaseConnection wanted(String database) {
        for (DatabaseConnection where : wanted) {
            if (where.name().equals(database)) {
                return where;
            }
        }
        return null;
    }

    private boolean isServed(String database) {
        return configured.stream().anyMatch(where -> where.name().equals(database)) && !engine.isLookedAt(database);
    }
}
