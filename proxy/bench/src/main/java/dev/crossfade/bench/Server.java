package dev.crossfade.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * A PostgreSQL of the bench's own, asking for SCRAM-SHA-256. Commits do not wait for the disk, and nothing is vacuumed
 * meanwhile: what is measured is the way to the server.
 */
final class Server implements AutoCloseable {
    static final String APP = "bench_app";
    static final String ENGINE = "bench_engine";
    private static final String OWNER = "bench_owner";
    private static final int MAX_CONNECTIONS = 700;

    /** The migration that lets every statement of pgbench's be rewritten, and its file. */
    static final String ACCOUNT_BALANCE = "account-balance";

    static final String BALANCE = """
            name: account-balance
            database: %s
            table: public.pgbench_accounts
            columns:
              old: [abalance]
              new:
                - {name: abalance_big, type: bigint, up: "abalance::bigint"}
              down: {abalance: "abalance_big::integer"}
            backfill: {batchTarget: 500ms, minPause: 0ms}
            """;

    private final EmbeddedPostgres embedded;
    private final String password = newPassword();

    private Server(EmbeddedPostgres embedded) {
        this.embedded = embedded;
    }

    static Server start(Path folder) throws IOException, SQLException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Server server = new Server(EmbeddedPostgres.builder()
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "1h")
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .start());
        try {
            server.prepare(data);
            return server;
        } catch (IOException | SQLException e) {
            server.close();
            throw e;
        }
    }

    private void prepare(Path data) throws IOException, SQLException {
        try (Connection connection = embedded.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "SET password_encryption = 'scram-sha-256'",
                    "ALTER ROLE postgres PASSWORD '" + password + "'",
                    "CREATE ROLE " + OWNER + " NOLOGIN",
                    "CREATE ROLE " + APP + " LOGIN PASSWORD '" + password + "' IN ROLE " + OWNER,
                    "CREATE ROLE " + ENGINE + " LOGIN PASSWORD '" + password + "' IN ROLE " + OWNER,
                    "GRANT pg_read_all_stats, pg_signal_backend TO " + ENGINE,
                    "GRANT SET ON PARAMETER session_replication_role TO " + ENGINE)) {
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

    /** Of all the bench's roles; made up anew for each run. */
    String password() {
        return password;
    }

    /** One of its databases for Crossfade to stand before. */
    Site site(String database, String pooling) {
        return Site.resting("postgresql", database, port(), pooling, APP, ENGINE, password);
    }

    /** A database with pgbench's tables in it, owned so that both the application and the engine may do all with them. */
    void createBench(Pgbench pgbench, String database, int scale)
            throws IOException, SQLException, InterruptedException {
        execute("postgres", "CREATE DATABASE " + database + " OWNER " + OWNER);
        execute(database, "GRANT ALL ON SCHEMA public TO " + OWNER + ", " + APP);
        pgbench.initialize(port(), database, scale);
        for (String table : List.of("accounts", "branches", "tellers", "history")) {
            execute(database, "ALTER TABLE pgbench_" + table + " OWNER TO " + OWNER);
        }
    }

    /** A copy of a database that nobody is connected to. */
    void copy(String database, String copy) throws SQLException {
        execute("postgres", "CREATE DATABASE " + copy + " TEMPLATE " + database + " OWNER " + OWNER);
    }

    /** So that what filling and backfilling left behind is not cleaned up while something is measured. */
    void settle(String database) throws SQLException {
        execute(database, "VACUUM ANALYZE");
        execute(database, "CHECKPOINT");
    }

    private void execute(String database, String sql) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, properties);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }

    static String newPassword() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
