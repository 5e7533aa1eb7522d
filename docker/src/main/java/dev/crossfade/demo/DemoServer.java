package dev.crossfade.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the demo's own in a temporary folder, asking every TCP client for SCRAM-SHA-256, with the roles a real
 * installation would have: {@code shop_owner} owns the tables, {@code app} is the application, {@code crossfade} the engine,
 * no superuser. Passwords are made up anew each time. {@link #close} stops it; the folder belongs to the caller.
 */
final class DemoServer implements AutoCloseable {
    static final String DATABASE = "shop";
    static final String OWNER = "shop_owner";
    static final String APP = "app";
    static final String ENGINE = "crossfade";
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres embedded;
    private final String superuserPassword = password();
    private final String appPassword = password();
    private final String enginePassword = password();

    private DemoServer(EmbeddedPostgres embedded) {
        this.embedded = embedded;
    }

    /** Starts in {@code folder}; a few seconds, most of them unpacking PostgreSQL's programs. */
    static DemoServer start(Path folder) throws IOException, SQLException {
        Path data = Files.createDirectory(folder.resolve("data"));
        EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                .setRegisterShutdownHook(false) // the demo's own hook stops things in the right order
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
        DemoServer server = new DemoServer(embedded);
        try {
            server.askForPasswords(data);
            return server;
        } catch (IOException | SQLException e) {
            server.close();
            throw e;
        }
    }

    private void askForPasswords(Path data) throws IOException, SQLException {
        try (Connection connection = embedded.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "SET password_encryption = 'scram-sha-256'",
                    "ALTER ROLE postgres PASSWORD '" + superuserPassword + "'",
                    "CREATE ROLE " + OWNER + " NOLOGIN",
                    "CREATE ROLE " + APP + " LOGIN PASSWORD '" + appPassword + "'",
                    "CREATE ROLE " + ENGINE + " LOGIN PASSWORD '" + enginePassword + "' IN ROLE " + OWNER,
                    // So that barriers see every transaction, and may end what was told to be ended.
                    "GRANT pg_read_all_stats, pg_signal_backend TO " + ENGINE,
                    // So that backfill fires no triggers.
                    "GRANT SET ON PARAMETER session_replication_role TO " + ENGINE,
                    "CREATE DATABASE " + DATABASE + " OWNER " + OWNER)) {
                statement.execute(sql);
            }
            Files.writeString(
                    data.resolve("pg_hba.conf"), "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    int port() {
        return embedded.getPort();
    }

    String appPassword() {
        return appPassword;
    }

    String enginePassword() {
        return enginePassword;
    }

    /** Straight to the server as superuser, for loading and for the last comparison. */
    Connection direct() throws SQLException {
        return connect(port(), SUPERUSER, superuserPassword);
    }

    /** As the application, to whatever listens on {@code port}. */
    Connection asApplication(int port) throws SQLException {
        return connect(port, APP, appPassword);
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    private static Connection connect(int port, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(port), properties);
    }

    @Override
    public void close() {
        try {
            embedded.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String password() {
        byte[] bytes = new byte[9];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Removes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
