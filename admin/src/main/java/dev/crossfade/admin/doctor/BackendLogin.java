package dev.crossfade.admin.doctor;

import dev.crossfade.admin.config.Configuration.Backend;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Logs in at a backend, directly. */
public final class BackendLogin {
    static final int TIMEOUT_SECONDS = 3;

    private BackendLogin() {}

    /**
     * A connection as the engine's user; the caller closes it.
     *
     * @throws SQLException when it does not come about within {@value #TIMEOUT_SECONDS} s
     */
    public static Connection connect(Backend backend) throws SQLException {
        return connect(backend, backend.user(), backend.password().value());
    }

    static Connection connect(Backend backend, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "crossfade doctor");
        properties.setProperty("loginTimeout", Integer.toString(TIMEOUT_SECONDS));
        properties.setProperty("connectTimeout", Integer.toString(TIMEOUT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(TIMEOUT_SECONDS));
        backend.tls().addTo(properties);
        String host = backend.host().contains(":") ? "[" + backend.host() + "]" : backend.host();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + backend.port() + "/" + encoded(backend.database()), properties);
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
