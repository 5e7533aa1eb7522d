package dev.crossfade.proxy.soak;

import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends one server connection of a database after the other, by pg_terminate_backend. */
final class Havoc {
    private static final int MAX_PAUSE_MILLIS = 400;

    private final String database;
    private final Random random;
    private int kills;

    Havoc(String database, Random random) {
        this.database = database;
        this.random = random;
    }

    /** Goes on until the latch opens; the number of connections ended. */
    int run(CountDownLatch stop) throws SQLException, InterruptedException {
        try (Connection connection = PostgresServer.shared().connect(database);
                Statement statement = connection.createStatement()) {
            while (!stop.await(random.nextInt(MAX_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                try (ResultSet rows = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND usename = 'app' ORDER BY random() LIMIT 1")) {
                    kills += rows.next() && rows.getBoolean(1) ? 1 : 0;
                }
            }
        }
        return kills;
    }
}
