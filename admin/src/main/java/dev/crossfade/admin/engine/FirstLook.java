package dev.crossfade.admin.engine;

import dev.crossfade.proxy.ProxySettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Before a database that has no migration file is served: whether one was started there. Takes no lock, keeps no connection. */
final class FirstLook {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private FirstLook() {}

    /**
     * Returns when clients may be let in: nothing was started, or the engine's user is not let in itself, so that it cannot
     * have started anything. While the server does not answer, or something was, it looks again.
     *
     * @param wanted asked before each look
     * @param unfiled told what was started
     * @return false when it is not wanted any more
     */
    static boolean allows(DatabaseConnection where, BooleanSupplier wanted, Consumer<String> unfiled)
            throws InterruptedException {
        String said = "";
        String server = null;
        for (int tries = 1; wanted.getAsBoolean(); tries++) {
            String why;
            if (where.engine() == ProxySettings.Engine.MYSQL) {
                // Asked until it has said so, and no more after that: see MySqlPlatform.unfit.
                try {
                    if (server == null) {
                        server = MySqlGreeting.server(where.host(), where.port());
                        LOG.info("database {}: {}", where.name(), server);
                    }
                    why = ofMySql(where, server, unfiled);
                } catch (IOException e) {
                    why = "database " + where.name() + " does not answer: " + e.getMessage();
                }
            } else {
                why = found(where, unfiled);
            }
            if (why == null) {
                return true;
            }
            if (!why.equals(said)) {
                LOG.error("{}", why);
                said = why;
            }
            Thread.sleep(AGAIN.pause(tries, ThreadLocalRandom.current()).toMillis());
        }
        return false;
    }

    /** Why clients are not to be let in yet, or null. */
    private static @Nullable String found(DatabaseConnection where, Consumer<String> unfiled) {
        try (Connection connection = Db.connect(where)) {
            String why = Unfiled.in(Platform.of(where.engine()), connection, where.name(), Set.of());
            if (why != null) {
                unfiled.accept(why);
            }
            return why;
        } catch (SQLException e) {
            if (isRefused(e)) {
                LOG.warn(
                        "database {}: user {} cannot look whether a migration was started: {}",
                        where.name(),
                        where.user(),
                        Errors.firstLine(e));
                return null;
            }
            return "database " + where.name() + " does not answer: " + Errors.firstLine(e);
        }
    }

    /** No migration can have been started on MariaDB, on an old server, or where the engine would not say its password. */
    private static @Nullable String ofMySql(DatabaseConnection where, String server, Consumer<String> unfiled) {
        if (where.tls().verifies()) {
            LOG.warn(
                    "database {}: not looked whether a migration was started, since the engine's own connections to"
                            + " MySQL do not verify the server, which tls asks for",
                    where.name());
            return null;
        }
        return MySqlPlatform.carriesOut(server) ? found(where, unfiled) : null;
    }

    /** The login, the database or the table: the server answers, and says no. */
    private static boolean isRefused(SQLException e) {
        String state = Errors.state(e);
        return state.startsWith("28") || state.equals("3D000") || state.equals("42501") || Errors.isRefusedLogin(e);
    }
}
