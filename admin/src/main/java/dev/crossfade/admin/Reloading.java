package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.ConfigurationLoader;
import dev.crossfade.admin.config.FiledMigration;
import dev.crossfade.admin.engine.EngineChange;
import dev.crossfade.admin.engine.JdbcMigrationEngine;
import dev.crossfade.admin.rest.Reload;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.CrossfadeProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force, and how another takes its place: read whole, checked whole, then data plane and engine go
 * over to it, or nothing changes.
 *
 * <pre>
 *   file ─► {@link ConfigurationLoader} ─► what needs a restart? ─► {@link EngineChange} obstacles? ─► {@link
 *   CrossfadeProxy#reconfigure} ─► {@link EngineChange#commit} ─► level of the log
 * </pre>
 *
 * What can fail comes before the first change that anybody sees, the proxy's new listeners last. One reload at a time.
 */
final class Reloading implements Reload {
    private final Path file;
    private final Function<String, @Nullable String> environment;
    private final CrossfadeProxy proxy;
    private final JdbcMigrationEngine engine;
    private final ReadyDatabases ready;
    private final LogLevel logLevel;
    private volatile Configuration current;
    private @Nullable String refusal; // guarded by this

    Reloading(
            Path file,
            Function<String, @Nullable String> environment,
            Configuration current,
            CrossfadeProxy proxy,
            JdbcMigrationEngine engine,
            ReadyDatabases ready,
            LogLevel logLevel) {
        this.file = file;
        this.environment = environment;
        this.current = current;
        this.proxy = proxy;
        this.engine = engine;
        this.ready = ready;
        this.logLevel = logLevel;
    }

    Configuration current() {
        return current;
    }

    /** From now on reloads are refused, for this reason; null allows them again. Waits for one that is under way. */
    synchronized void refuse(@Nullable String why) {
        refusal = why;
    }

    @Override
    public synchronized List<String> reload() {
        if (refusal != null) {
            throw new CrossfadeException(
                    Problem.NOT_READY, "the configuration cannot be reloaded now: " + refusal, "Ask again.");
        }
        Configuration before = current;
        Configuration next = ConfigurationLoader.load(file, environment);
        requireNoRestart(before, next);
        EngineChange change = engine.prepare(
                next.databases().stream().map(Settings::connection).toList(), next.filed());
        if (!change.obstacles().isEmpty()) {
            change.abandon();
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    String.join("; ", change.obstacles()),
                    "Nothing has changed; the old configuration stays in force.");
        }
        List<String> closed = change.moving().stream().filter(ready::contains).toList();
        closed.forEach(database -> admit(database, false));
        try {
            proxy.reconfigure(Settings.of(next));
        } catch (RuntimeException | Error e) {
            closed.forEach(database -> admit(database, true));
            change.abandon();
            throw e;
        }
        List<String> changed = changes(before, next);
        current = next;
        change.commit();
        before.databases().stream()
                .map(Database::name)
                .filter(name -> next.databases().stream()
                        .noneMatch(database -> database.name().equals(name)))
                .forEach(name -> ready.set(name, false));
        logLevel.set(next.running().log().level());
        return changed;
    }

    private void admit(String database, boolean isReady) {
        proxy.ready(database, isReady);
        ready.set(database, isReady);
    }

    private static void requireNoRestart(Configuration before, Configuration next) {
        List<String> keys = new ArrayList<>();
        if (!before.admin().listen().equals(next.admin().listen())) {
            keys.add("admin.listen");
        }
        if (!Objects.equals(before.admin().token(), next.admin().token())) {
            keys.add("admin.token");
        }
        if (!before.flags().equals(next.flags())) {
            keys.add("flags.path");
        }
        if (before.running().listening().handOver()
                != next.running().listening().handOver()) {
            keys.add("shutdown.handOver");
        }
        if (!keys.isEmpty()) {
            throw new CrossfadeException(
                    Problem.RESTART_NEEDED,
                    String.join(", ", keys) + (keys.size() == 1 ? " has" : " have")
                            + " changed, which needs a restart; nothing of the new configuration is in force",
                    "Restart Crossfade, or put " + (keys.size() == 1 ? "it" : "them") + " back and reload the rest.");
        }
    }

    /** What differs, in words and without values, since these may be secrets. */
    private static List<String> changes(Configuration before, Configuration next) {
        List<String> changed = new ArrayList<>();
        Map<String, Database> databases = new LinkedHashMap<>();
        before.databases().forEach(database -> databases.put(database.name(), database));
        for (Database database : next.databases()) {
            Database old = databases.remove(database.name());
            if (old == null) {
                changed.add("database " + database.name() + ": added");
            } else if (!old.equals(database)) {
                changed.add("database " + database.name() + ": " + String.join(", ", keys(old, database)));
            }
        }
        databases.keySet().forEach(name -> changed.add("database " + name + ": removed"));
        Map<String, FiledMigration> migrations = new LinkedHashMap<>();
        before.filed().forEach(spec -> migrations.put(spec.name(), spec));
        for (FiledMigration spec : next.filed()) {
            FiledMigration old = migrations.remove(spec.name());
            if (!spec.equals(old)) {
                changed.add("migration " + spec.name() + ": " + (old == null ? "added" : "changed"));
            }
        }
        migrations.keySet().forEach(name -> changed.add("migration " + name + ": removed"));
        if (!before.access().equals(next.access())) {
            changed.add("tls or rules");
        }
        if (!before.running().equals(next.running())) {
            changed.add("limits, times or log");
        }
        if (!before.rehearsal().equals(next.rehearsal())) {
            changed.add("rehearsal");
        }
        return changed;
    }

    private static List<String> keys(Database old, Database next) {
        List<String> keys = new ArrayList<>();
        if (!old.listen().equals(next.listen())) {
            keys.add("listen");
        }
        if (!old.users().equals(next.users())) {
            keys.add("users");
        }
        if (!Objects.equals(old.lookup(), next.lookup())) {
            keys.add("lookup");
        }
        if (!old.pooling().equals(next.pooling())) {
            keys.add("pooling");
        }
        if (!old.blue().equals(next.blue()) || !Objects.equals(old.green(), next.green())) {
            keys.add("backends");
        }
        return keys.isEmpty() ? List.of("changed") : keys;
    }
}
