package dev.crossfade.admin;

import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** What tests ask of a whole node that serves database {@code shop}. */
final class Asking {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Asking() {}

    /** As the application. Every statement is prepared on the server from its first execution on. */
    static Connection connect(CrossfadeNode node) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.APP_USER);
        properties.setProperty("password", PostgresServer.APP_PASSWORD);
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + node.address("shop").getPort() + "/shop", properties);
    }

    /** The REST API. */
    static HttpResponse<String> call(CrossfadeNode node, String method, String path)
            throws IOException, InterruptedException {
        URI uri = node.adminUri().resolve(path);
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
