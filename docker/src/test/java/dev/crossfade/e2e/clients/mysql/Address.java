package dev.crossfade.e2e.clients.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a client finds its database: the server's address or Crossfade's. */
record Address(String name, String host, int port, String database) {
    static final String USER = "e2e_app";
    static final String PASSWORD = "app's secret";

    /** As the application's user, by the driver that {@code scheme} names; {@code parameters} as in a URL: {@code a=1&b=2}. */
    Connection connect(String scheme, String parameters) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return DriverManager.getConnection(
                "jdbc:" + scheme + "://" + host + ":" + port + "/" + database + "?" + parameters, properties);
    }
}
