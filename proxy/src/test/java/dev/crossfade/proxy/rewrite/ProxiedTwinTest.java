package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.rewrite.Execution.Outcome;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.TestPooling;
import dev.crossfade.testing.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@link TwinTest} through the proxy: every statement goes as the client says it to the proxy in front of the migrating database,
 * and to the twin. Answers, types, positions and the messages of errors must be the same, and so must be all rows. {@code
 * -Dcrossfade.twin.proxied} (statements for each stage and side) and {@code -Dcrossfade.twin.seed} make it longer or different.
 */
class ProxiedTwinTest {
    private static final int STATEMENTS = Integer.getInteger("crossfade.twin.proxied", 60);
    private static final long SEED = Long.getLong("crossfade.twin.seed", 20261127L);
    private static final int STATEMENTS_BETWEEN_COMPARISONS = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Rewriter rewriter = new Rewriter();
    private final PostgresServer server = PostgresServer.shared();
    private final FakeFlags flags = new FakeFlags();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> failedAlike = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int executed;

    /** The two that are asked, and what is in force. */
    private record Asked(Connection proxied, Connection twin, RuleSet rules, Catalog catalog, String title) {}

    @Test
    void theMigratingDatabaseBehindTheProxyCannotBeToldFromItsTwin() throws SQLException {
        String database = server.createDatabase();
        try (CrossfadeProxy proxy = proxy(database);
                Connection migrating = server.connect(database);
                Connection proxied = connect(proxy, database);
                Connection twin = server.connect(server.createDatabase())) {
            TwinSchema.functions(migrating);
            for (Connection connection : List.of(migrating, proxied, twin)) {
                TwinSchema.run(connection, "SET synchronous_commit = off", "SET client_min_messages = error");
            }
            long version = 1;
            for (Stage stage : Stage.values()) {
                for (Side side : Side.values()) {
                    TwinSchema.tables(migrating, null, stage);
                    TwinSchema.tables(twin, side, stage);
                    Catalog loaded = TwinSchema.catalog(migrating);
                    Catalog catalog = new Catalog(++version, loaded.relations(), loaded.volatileFunctions());
                    RuleSet rules = Shop.rules(stage, side);
                    proxy.publish(database, catalog);
                    flags.publish(rules);
                    speak(new Asked(proxied, twin, rules, catalog, stage + ", speaks " + side), stage, side);
                }
            }
        }
        System.out.printf(
                "proxied twin test: seed %d, %d statements, failed alike: %s, refused: %s%n",
                SEED, executed, failedAlike, refused);
        assertThat(differences).as("seed " + SEED).isEmpty();
        assertThat(refused.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(executed / 10);
    }

    private CrossfadeProxy proxy(String database) {
        ProxySettings settings = new ProxySettings(
                List.of(new ProxySettings.Database(
                        database,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(PostgresServer.USER, PostgresServer.PASSWORD, null, null)),
                        new ProxySettings.Backend(server.host(), server.port(), database),
                        TestPooling.chosen())),
                0,
                PATIENCE,
                PATIENCE,
                100);
        CrossfadeProxy proxy = CrossfadeProxy.start(settings, flags, changed -> {});
        proxy.ready(database, true);
        return proxy;
    }

    private static Connection connect(CrossfadeProxy proxy, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.USER);
        properties.setProperty("password", PostgresServer.PASSWORD);
        properties.setProperty("sslmode", "disable");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + proxy.address(database).getPort() + "/" + database, properties);
    }

    private void speak(Asked asked, Stage stage, Side side) throws SQLException {
        Speaker speaker = new Speaker(SEED ^ (stage.variant() + side.variant()).hashCode(), side, stage);
        int before = differences.size();
        for (int i = 0; i < STATEMENTS && differences.size() == before; i++) {
            Speaker.Spoken spoken = speaker.next();
            compare(asked, spoken);
            if (i % STATEMENTS_BETWEEN_COMPARISONS == STATEMENTS_BETWEEN_COMPARISONS - 1) {
                for (String table : List.of("customers", "orders", "items")) {
                    compare(asked, Speaker.Spoken.plain("SELECT * FROM " + table));
                }
            }
        }
    }

    private void compare(Asked asked, Speaker.Spoken spoken) throws SQLException {
        RewriteResult result = rewriter.rewrite(new RewriteRequest(
                spoken.sql(),
                spoken.types().stream().map(TwinTest::oid).toList(),
                asked.rules(),
                asked.catalog(),
                Set.of(),
                true));
        executed++;
        if (spoken.sql()
                .contains("random()")) { // the same numbers on both, if it is called as often and in the same order
            TwinSchema.run(asked.twin(), "SELECT setseed(0.25)");
            TwinSchema.run(asked.proxied(), "SELECT setseed(0.25)");
        }
        Outcome actual = Execution.run(asked.proxied(), spoken.sql(), spoken);
        if (result instanceof RewriteResult.Refused no) {
            refused.merge(no.message(), 1, Integer::sum);
            if (actual.sqlState().isEmpty()) {
                differ(asked, spoken, "refused: " + no.message(), actual.toString());
            }
            return;
        }
        Outcome expected = Execution.run(asked.twin(), spoken.sql(), spoken);
        if (!expected.sqlState().isEmpty()) {
            failedAlike.merge(expected.sqlState(), 1, Integer::sum);
        }
        if (!withoutDetail(expected).equals(withoutDetail(actual))) {
            differ(asked, spoken, expected.toString(), actual.toString());
        }
    }

    /**
     * With the message alone: the detail of a key that is taken calls a column by the other side's name where the client's own text
     * has that word elsewhere, or is SQL's EXECUTE.
     */
    private static Outcome withoutDetail(Outcome of) {
        return new Outcome(
                of.sqlState(),
                of.message().lines().findFirst().orElse(""),
                of.position(),
                of.counts(),
                of.columns(),
                of.rows(),
                of.parameters());
    }

    private void differ(Asked asked, Speaker.Spoken spoken, String expected, String actual) {
        differences.add("%n%s: %s %s %s%n  twin:    %s%n  proxied: %s"
                .formatted(asked.title(), spoken.sql(), spoken.types(), spoken.values(), expected, actual));
    }
}
