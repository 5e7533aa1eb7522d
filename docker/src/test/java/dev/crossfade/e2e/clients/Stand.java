package dev.crossfade.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.e2e.Api;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole node before a database of its own, in one pooling mode, and the way direct that it is compared with: the same
 * database where nothing migrates, else a twin.
 */
final class Stand implements AutoCloseable {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Map<PoolingMode, Stand> PLAIN = new EnumMap<>(PoolingMode.class);

    private final Path folder;
    private final CrossfadeNode node;
    private final Way direct;
    private final Way proxied;
    private final boolean anew;

    private Stand(PoolingMode mode, String database, String twin, Map<String, String> migrations) {
        this.folder = folder(mode, database, migrations);
        this.node = CrossfadeNode.start(folder.resolve("crossfade.yaml"));
        this.direct = new Way("direct", SERVER.host(), SERVER.port(), twin);
        this.proxied = new Way("proxied", "127.0.0.1", node.address(database).getPort(), database);
        this.anew = database.equals(twin);
        api().waitUntilServing();
    }

    /** One that has no migration; all tests of a mode share it. It stops with the JVM, as its server does. */
    static synchronized Stand plain(PoolingMode mode) {
        return PLAIN.computeIfAbsent(mode, m -> {
            String database = SERVER.createDatabase();
            Stand stand = new Stand(m, database, database, Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(stand::close));
            return stand;
        });
    }

    /**
     * One whose tables, made by {@code schema} here and in the twin, are brought to {@code stage}; in the files {@code @database}
     * stands for the database's name.
     *
     * @param migrations YAML by name
     */
    static Stand migrating(PoolingMode mode, String stage, List<String> schema, Map<String, String> migrations) {
        String database = SERVER.createDatabase();
        String twin = SERVER.createDatabase();
        SERVER.execute(database, schema.toArray(String[]::new));
        SERVER.execute(twin, schema.toArray(String[]::new));
        Stand stand = new Stand(mode, database, twin, migrations);
        try {
            stand.advance(stage, migrations);
            return stand;
        } catch (RuntimeException | Error e) {
            stand.close();
            throw e;
        }
    }

    private void advance(String stage, Map<String, String> migrations) {
        for (String migration : migrations.keySet()) {
            api().startAndWaitUntilReady(migration, java.time.Duration.ofSeconds(60));
            for (String next : List.of("shadow", "live")) {
                if (!api().stage(migration).equals(stage)) {
                    api().stage(migration, next);
                }
            }
            assertThat(api().stage(migration)).isEqualTo(stage);
        }
    }

    Api api() {
        return new Api(node.adminUri());
    }

    Way direct() {
        return direct;
    }

    Way proxied() {
        return proxied;
    }

    /** Plays {@code scenario} direct and through Crossfade: what is said must be the same. */
    void same(Scenario scenario) throws Exception {
        List<String> expected = play(scenario, direct);
        List<String> said = play(scenario, proxied);
        assertThat(said).as("a scenario must say something").isNotEmpty();
        for (int i = 0; i < Math.max(said.size(), expected.size()); i++) {
            assertThat(i < said.size() ? said.get(i) : "nothing more")
                    .as("line %d of what the client was told through Crossfade", i)
                    .isEqualTo(i < expected.size() ? expected.get(i) : "nothing more");
        }
    }

    private List<String> play(Scenario scenario, Way way) throws Exception {
        if (anew) {
            anew();
        }
        Said said = new Said();
        try {
            scenario.play(way, said);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the play " + way.name() + " ended by " + e + " after " + said.lines(), e);
        }
        return said.lines();
    }

    /** Empties the database, where nothing migrates. */
    void anew() throws SQLException {
        try (Connection connection = SERVER.connect(direct.database());
                Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = warning");
            statement.execute("DROP SCHEMA IF EXISTS public CASCADE");
            statement.execute("DROP SCHEMA IF EXISTS other CASCADE");
            statement.execute("DROP SCHEMA IF EXISTS crossfade CASCADE"); // of a dump that was restored
            statement.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner"); // all as initdb makes it
            statement.execute("GRANT USAGE ON SCHEMA public TO PUBLIC");
            statement.execute("COMMENT ON SCHEMA public IS 'standard public schema'");
            statement.execute("GRANT ALL ON SCHEMA public TO " + PostgresServer.APP_USER);
            statement.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
        }
    }

    private static Path folder(PoolingMode mode, String database, Map<String, String> migrations) {
        try {
            Path folder = Files.createTempDirectory("crossfade-clients-");
            Path migrationFolder = Files.createDirectory(folder.resolve("migrations"));
            for (Map.Entry<String, String> file : migrations.entrySet()) {
                Files.writeString(
                        migrationFolder.resolve(file.getKey() + ".yaml"),
                        file.getValue().replace("@database", database));
            }
            Files.writeString(folder.resolve("crossfade.yaml"), """
                    admin: {listen: "127.0.0.1:0"}
                    flags: {store: file, path: flags.json}
                    databases:
                      %2$s:
                        engine: postgresql
                        listen: "127.0.0.1:0"
                        pooling: %1$s
                        users: [{name: %5$s, password: "%6$s"}, {name: %7$s, password: "%8$s"}]
                        backends:
                          blue: {host: "%3$s", port: %4$d, database: %2$s, user: %7$s, password: "%8$s"}
                    migrations: migrations/
                    """.formatted(
                            mode.inFile(),
                            database,
                            SERVER.host(),
                            SERVER.port(),
                            PostgresServer.APP_USER,
                            PostgresServer.APP_PASSWORD,
                            PostgresServer.USER,
                            PostgresServer.PASSWORD));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        node.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
