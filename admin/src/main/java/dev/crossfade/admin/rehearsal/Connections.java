package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.Db;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** JDBC connections, each with time limits from its first moment on. */
final class Connections {
    static final String APPLICATION_NAME = Db.REHEARSAL_NAME;
    private static final String CONNECT_SECONDS = "10";
    private static final int SOCKET_SECONDS = 300;

    private Connections() {}

    /** To something of this rehearsal on loopback. Parameters set as strings have no type, the server infers it. */
    static Connection open(int port, String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + encoded(database), properties);
    }

    /**
     * To the real database, as the engine's user. Read-only, every statement bounded.
     *
     * @param statement how long one may take
     */
    static Connection readOnly(DatabaseConnection where, Duration statement) throws SQLException {
        Connection connection = real(
                where,
                "-c default_transaction_read_only=on -c lock_timeout=1s -c statement_timeout=" + statement.toMillis()
                        + " -c idle_in_transaction_session_timeout=60s -c row_security=off");
        connection.setReadOnly(true);
        return connection;
    }

    /** To the real database, to keep a report there. */
    static Connection writing(DatabaseConnection where) throws SQLException {
        return real(where, "-c default_transaction_read_only=off -c lock_timeout=2s -c statement_timeout=10s");
    }

    private static Connection real(DatabaseConnection where, String options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", where.user());
        properties.setProperty("password", where.password());
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.setProperty("options", options);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        where.tls().addTo(properties);
        String host = where.host().contains(":") ? "[" + where.host() + "]" : where.host();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + where.port() + "/" + encoded(where.database()), properties);
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
