package dev.crossfade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A real MariaDB 10.11 with its plugin for ed25519. Docker's where Docker answers, else Debian's, unpacked into {@code
 * target/debian} and installed nowhere; {@code -Dcrossfade.test.servers=docker} or {@code =embedded} forces either. One server
 * serves a whole test run: take a database of your own with {@link #createDatabase}. It stops with the JVM.
 */
public final class MariaDbServer {
    /** The administrator. */
    public static final String USER = "root";

    public static final String PASSWORD = "super secret";

    private static final int PORT = 3306;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** What makes the system's tables, in this order. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql");

    private static final class Holder {
        private static final MariaDbServer SHARED = start();
    }

    private final String host;
    private final int port;

    private MariaDbServer(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** The server shared by all tests of this JVM, started at first use. */
    public static MariaDbServer shared() {
        return Holder.SHARED;
    }

    /** The folder of Debian's packages with the server and the shell {@code usr/bin/mariadb}. */
    public static Path programs() {
        return DebianPackages.unpacked(
                "mariadb",
                "mariadb-server-core",
                "mariadb-server",
                "mariadb-client-core",
                "mariadb-client",
                "libmariadb3",
                "libaio1",
                "liburing2",
                "libnuma1");
    }

    /** Where the libraries of {@link #programs} are, for {@code LD_LIBRARY_PATH}. */
    public static String libraries() {
        Path programs = programs();
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        return programs.resolve("usr/lib/" + machine) + ":" + programs.resolve("lib/" + machine);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** A new, empty database with a name of its own. */
    public String createDatabase() {
        String name = "m" + DATABASES.incrementAndGet() + "_"
                + ProcessHandle.current().pid();
        execute("mysql", "CREATE DATABASE " + name);
        return name;
    }

    /** A direct connection as administrator by MariaDB's own driver, not through any proxy. */
    public Connection connect(String database) throws SQLException {
        return connect(host, port, database, PASSWORD);
    }

    private static Connection connect(String host, int port, String database, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        return DriverManager.getConnection("jdbc:mariadb://" + host + ":" + port + "/" + database, properties);
    }

    /** Runs statements as administrator, each in a transaction of its own. */
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
    public @Nullable String queryOne(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static MariaDbServer start() {
        String wanted = System.getProperty("crossfade.test.servers", "");
        return switch (wanted) {
            case "docker" -> startDocker();
            case "embedded" -> startEmbedded();
            case "" -> DockerClientFactory.instance().isDockerAvailable() ? startDocker() : startEmbedded();
            default ->
                throw new IllegalArgumentException("crossfade.test.servers is docker or embedded, not " + wanted);
        };
    }

    /** Nothing survives a crash. */
    private static List<String> settings() {
        return List.of(
                "--server-id=1",
                "--log-bin=bin",
                "--binlog-format=ROW",
                "--log-bin-trust-function-creators=ON",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=0",
                "--max-connections=300",
                "--plugin-load-add=auth_ed25519");
    }

    @SuppressWarnings("resource") // Ryuk removes the container after the JVM has gone
    private static MariaDbServer startDocker() {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("mariadb:10.11"))
                .withEnv("MARIADB_ROOT_PASSWORD", PASSWORD)
                .withExposedPorts(PORT)
                .withCommand(settings().toArray(String[]::new))
                .waitingFor(Wait.forLogMessage(".*ready for connections.*", 2));
        container.start();
        return new MariaDbServer(container.getHost(), container.getMappedPort(PORT));
    }

    private static MariaDbServer startEmbedded() {
        try {
            Path programs = programs();
            Path home = Files.createTempDirectory("crossfade-mariadb");
            Path data = Files.createDirectory(home.resolve("data"));
            Path log = home.resolve("mariadbd.log");
            List<String> base = List.of(
                    programs.resolve("usr/sbin/mariadbd").toString(),
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"),
                    "--basedir=" + programs.resolve("usr"),
                    "--datadir=" + data,
                    "--lc-messages-dir=" + programs.resolve("usr/share/mysql"),
                    "--plugin-dir=" + programs.resolve("usr/lib/mysql/plugin"));
            bootstrap(base, programs, home, log);
            int port = ServerProgram.freePort();
            List<String> serve = new ArrayList<>(base);
            serve.addAll(settings());
            serve.addAll(List.of(
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--socket=" + home.resolve("mysql.sock"),
                    "--pid-file=" + home.resolve("mariadbd.pid")));
            Process process = process(serve, log).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerProgram.stop(process, home)));
            await(process, port, log);
            return new MariaDbServer("127.0.0.1", port);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No MariaDB for the tests: Docker does not answer and Debian's server did not start;"
                            + " see CONTRIBUTING.md, section Real servers.",
                    e);
        }
    }

    private static ProcessBuilder process(List<String> command, Path log) {
        ProcessBuilder builder = ServerProgram.process(command, null, log);
        builder.environment().put("LD_LIBRARY_PATH", libraries());
        return builder;
    }

    private static void bootstrap(List<String> base, Path programs, Path home, Path log) throws IOException {
        Path script = home.resolve("bootstrap.sql");
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(programs.resolve("usr/share/mysql").resolve(file)));
        }
        // one administrator, with a password, from everywhere; nobody without a name
        sql.append("DELETE FROM global_priv WHERE User = '' OR User = 'root' AND Host <> 'localhost';\n");
        Files.writeString(script, sql);
        List<String> command = new ArrayList<>(base);
        command.add("--bootstrap");
        ProcessBuilder bootstrap = process(command, log).redirectInput(script.toFile());
        if (ServerProgram.exitCode(bootstrap) != 0) {
            throw new IOException("mariadbd --bootstrap failed: " + Files.readString(log));
        }
    }

    private static void await(Process process, int port, Path log) throws IOException {
        try {
            Awaitility.await()
                    .atMost(ServerProgram.START)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException("mariadbd has ended: " + Files.readString(log));
                        }
                        try (Connection root = connect("127.0.0.1", port, "mysql", "");
                                Statement statement = root.createStatement()) {
                            statement.execute("ALTER USER 'root'@'localhost' IDENTIFIED BY '" + PASSWORD + "'");
                            return true;
                        } catch (SQLException notYet) {
                            return false;
                        }
                    });
        } catch (ConditionTimeoutException e) {
            throw new IOException("mariadbd does not answer: " + Files.readString(log), e);
        }
    }
}
