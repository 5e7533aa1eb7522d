package dev.crossfade.e2e;

import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A folder with a configuration and migration files, as an operator would write them, for a database named {@code shop}
 * that is {@code backendDatabase} on the test server; and a node in this JVM that runs it.
 */
final class Installation implements AutoCloseable {
    static final PostgresServer SERVER = PostgresServer.shared();

    private final Path folder;
    private final Runnable end;
    private final URI admin;
    private final int port;

    private Installation(Path folder, Runnable end, URI admin, int port) {
        this.folder = folder;
        this.end = end;
        this.admin = admin;
        this.port = port;
    }

    /** Writes the files and starts the node. */
    static Installation start(String backendDatabase, Map<String, String> migrations) {
        Path folder = folder(backendDatabase, migrations, 0, 0);
        CrossfadeNode node = CrossfadeNode.start(folder.resolve("crossfade.yaml"));
        Installation installation = new Installation(
                folder, node::close, node.adminUri(), node.address("shop").getPort());
        installation.api().waitUntilServing();
        return installation;
    }

    /** The same in a process of its own, as the launcher starts it: for figures. This JVM looks for leaked buffers, which is slow. */
    static Installation startAsLaunched(String backendDatabase, Map<String, String> migrations) {
        int adminPort = ChildNode.freePort();
        int port = ChildNode.freePort();
        Path folder = folder(backendDatabase, migrations, adminPort, port);
        ChildNode node = ChildNode.serveAsLaunched(folder.resolve("crossfade.yaml"), adminPort);
        Installation installation =
                new Installation(folder, node::close, URI.create("http://127.0.0.1:" + adminPort), port);
        installation.api().waitUntilServing();
        return installation;
    }

    /** Writes the files into a new folder. Port 0 is any free one. */
    static Path folder(String backendDatabase, Map<String, String> migrations, int adminPort, int listenPort) {
        try {
            Path folder = Files.createTempDirectory("crossfade-e2e-");
            Path migrationFolder = Files.createDirectory(folder.resolve("migrations"));
            for (Map.Entry<String, String> file : migrations.entrySet()) {
                Files.writeString(migrationFolder.resolve(file.getKey() + ".yaml"), file.getValue());
            }
            Files.writeString(
                    folder.resolve("crossfade.yaml"),
                    configuration(backendDatabase, SERVER.port(), PostgresServer.PASSWORD, adminPort, listenPort));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String configuration(
            String backendDatabase, int backendPort, String enginePassword, int adminPort, int listenPort) {
        return """
                admin: {listen: "127.0.0.1:%d"}
                flags: {store: file, path: flags.json}
                databases:
                  shop:
                    engine: postgresql
                    listen: "127.0.0.1:%d"
                    pooling: session
                    users: [{name: %s, password: "%s"}]
                    backends:
                      blue: {host: "%s", port: %d, database: %s, user: %s, password: "%s"}
                migrations: migrations/
                """.formatted(
                        adminPort,
                        listenPort,
                        PostgresServer.APP_USER,
                        PostgresServer.APP_PASSWORD,
                        SERVER.host(),
                        backendPort,
                        backendDatabase,
                        PostgresServer.USER,
                        enginePassword);
    }

    /** A database with the demo's shop in it. */
    static String shop(long rows) throws SQLException {
        String database = SERVER.createDatabase();
        try (Connection direct = SERVER.connect(database)) {
            dev.crossfade.demo.ShopSchema.create(direct, PostgresServer.USER, PostgresServer.APP_USER, rows);
        }
        return database;
    }

    /** The demo's two migration files. */
    static Map<String, String> shopMigrations() {
        try {
            Path written = Files.createTempDirectory("crossfade-e2e-migrations-");
            dev.crossfade.demo.ShopSchema.writeMigrations(written);
            Map<String, String> files = new java.util.TreeMap<>();
            for (String name :
                    new String[] {dev.crossfade.demo.ShopSchema.CUSTOMER_NAME, dev.crossfade.demo.ShopSchema.ORDER_ID
                    }) {
                files.put(name, Files.readString(written.resolve(name + ".yaml")));
            }
            delete(written);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api api() {
        return new Api(admin);
    }

    int port() {
        return port;
    }

    String jdbcUrl() {
        return jdbcUrl(port());
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/shop";
    }

    /** As the application, through the proxy. */
    Connection connect() throws SQLException {
        return connect(port());
    }

    static Connection connect(int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.APP_USER);
        properties.setProperty("password", PostgresServer.APP_PASSWORD);
        return DriverManager.getConnection(jdbcUrl(port), properties);
    }

    @Override
    public void close() {
        end.run();
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
