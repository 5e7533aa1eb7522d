package dev.crossfade.admin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls the admin API. */
final class AdminClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than any call may take: going back several stages waits at a barrier for each. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(3);

    private final URI admin;
    private final @Nullable String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    AdminClient(URI admin, @Nullable String token) {
        this.admin = admin;
        this.token = token;
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    JsonNode post(String path, @Nullable JsonNode body) {
        return call("POST", path, body);
    }

    JsonNode put(String path, JsonNode body) {
        return call("PUT", path, body);
    }

    JsonNode delete(String path) {
        return call("DELETE", path, null);
    }

    /** A name as one segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header(
                        "X-Crossfade-Actor",
                        System.getProperty("user.name", "?").replaceAll("[^\\x21-\\x7e]", "?"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        try {
            return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (HttpTimeoutException e) {
            throw new CliFailure(
                    "Crossfade at " + admin
                            + " did not answer in time; it is not known whether the request was carried out",
                    "look at the present state before you try again");
        } catch (ConnectException e) {
            throw new CliFailure(
                    "no Crossfade answers at " + admin,
                    "start one with 'crossfade serve -c FILE', or name another with --admin URL or CROSSFADE_ADMIN");
        } catch (IOException e) {
            throw new CliFailure(
                    "the connection to Crossfade at " + admin + " broke (" + e.getMessage() + ")",
                    "look at the present state before you try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted", null);
        }
    }

    private JsonNode answer(HttpResponse<String> response) {
        JsonNode body;
        try {
            body = Output.JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CliFailure(
                    admin + " answered " + response.statusCode() + " with something that is not JSON",
                    "is that the address of Crossfade's admin API?");
        }
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        String detail = body.path("detail").asText("answered " + response.statusCode());
        throw new CliFailure(detail, body.path("hint").textValue(), response.body());
    }
}
