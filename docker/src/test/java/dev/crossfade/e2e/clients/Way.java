package dev.crossfade.e2e.clients;

import dev.crossfade.testing.PostgresServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An address at which a client finds its database: the server's or Crossfade's. */
record Way(String name, String host, int port, String database) {
    static final String USER = PostgresServer.APP_USER;
    static final String PASSWORD = PostgresServer.APP_PASSWORD;

    /** As the application's user; {@code parameters} as in a URL: {@code a=1&b=2}. */
    String jdbcUrl(String parameters) {
        return jdbcUrl(USER, PASSWORD, parameters);
    }

    String jdbcUrl(String user, String password, String parameters) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?user=" + user + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8) + (parameters.isEmpty() ? "" : "&" + parameters);
    }

    Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(parameters));
    }

    Connection connect() throws SQLException {
        return connect("");
    }

    /** As the database's superuser, for what the application may not do itself. */
    Connection connectAsSuperuser(String parameters) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(PostgresServer.USER, PostgresServer.PASSWORD, parameters));
    }
}
