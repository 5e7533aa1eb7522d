package dev.crossfade.proxy.transcript;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.TestPooling;
import dev.crossfade.testing.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A database on a server, and a proxy with the real rewriter that serves it under the same name. */
final class Theatre implements AutoCloseable {
    static final String REPLICATOR = "replicator";

    private static final Map<String, String> PASSWORDS = Map.of(
            PostgresServer.APP_USER,
            PostgresServer.APP_PASSWORD,
            PostgresServer.USER,
            PostgresServer.PASSWORD,
            REPLICATOR,
            PostgresServer.APP_PASSWORD);

    final PostgresServer server;
    final String database;
    final FakeFlags flags = new FakeFlags();
    final CrossfadeProxy proxy;
    final Connection admin;

    Theatre() throws SQLException {
        this(PostgresServer.shared());
    }

    Theatre(PostgresServer server) throws SQLException {
        this(server, TestPooling.chosen());
    }

    Theatre(PostgresServer server, ProxySettings.Pooling pooling) throws SQLException {
        this.server = server;
        this.database = server.createDatabase();
        admin = server.connect(database);
        try (var statement = admin.createStatement()) {
            statement.execute("DO $$BEGIN CREATE ROLE " + REPLICATOR + " LOGIN REPLICATION PASSWORD '"
                    + PostgresServer.APP_PASSWORD + "'; EXCEPTION WHEN duplicate_object THEN END$$");
        }
        proxy = CrossfadeProxy.start(
                new ProxySettings(
                        List.of(new ProxySettings.Database(
                                database,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Stream.of(PostgresServer.APP_USER, PostgresServer.USER, REPLICATOR)
                                        .map(user -> new ProxySettings.User(user, PASSWORDS.get(user), null, null))
                                        .toList(),
                                new ProxySettings.Backend(server.host(), server.port(), database),
                                pooling)),
                        0,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        100),
                flags,
                changed -> {});
        proxy.ready(database, true);
    }

    /** The server itself. */
    Player.Stage direct() {
        return direct(database, admin);
    }

    /** Another database of the server itself. */
    Player.Stage direct(String otherDatabase, Connection otherAdmin) {
        return new Player.Stage("direct", server.host(), server.port(), otherDatabase, PASSWORDS, otherAdmin);
    }

    Player.Stage proxied() {
        return new Player.Stage("proxy", "127.0.0.1", proxy.address(database).getPort(), database, PASSWORDS, admin);
    }

    /** From now on these rules are in force. */
    void rules(RuleSet rules, Catalog catalog) {
        proxy.publish(database, catalog);
        flags.publish(rules);
    }

    @Override
    public void close() throws SQLException {
        proxy.close();
        admin.close();
    }
}
