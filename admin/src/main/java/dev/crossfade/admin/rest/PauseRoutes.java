package dev.crossfade.admin.rest;

import dev.crossfade.admin.rest.DataPlane.DatabaseState;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.SessionInfo;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/databases/NAME/pause} and {@code resume}: hold what begins, as PgBouncer's PAUSE does, but with a deadline. */
final class PauseRoutes {
    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);
    private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(2);
    private static final int MAX_NAMED = 5;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");

    private final DataPlane dataPlane;
    private final Changes changes;

    PauseRoutes(DataPlane dataPlane, Changes changes) {
        this.dataPlane = dataPlane;
        this.changes = changes;
    }

    /**
     * A request to pause.
     *
     * @param deadline how long open transactions may go on, such as {@code 5s}; null for 5 s
     */
    record PauseRequest(@Nullable String deadline) {}

    List<Route> routes() {
        return List.of(
                new Route(
                        "POST",
                        "/v1/databases/{name}/pause",
                        false,
                        "Let no transaction begin; answered when none is open. At the deadline all goes on as before (409)",
                        PauseRequest.class,
                        200,
                        DatabaseState.class,
                        List.of(),
                        this::pause),
                new Route(
                        "POST",
                        "/v1/databases/{name}/resume",
                        false,
                        "Let transactions begin again",
                        null,
                        200,
                        DatabaseState.class,
                        List.of(),
                        this::resume));
    }

    private void pause(Context context) {
        String name = known(context);
        Duration deadline = context.contentLength() == 0
                ? DEFAULT_DEADLINE
                : deadline(Json.read(context, PauseRequest.class, Json.MAX_BODY_BYTES)
                        .deadline());
        changes.make(context, asked(name, "pause", "paused"), () -> {
            List<SessionInfo> blocking = dataPlane.pause(name, deadline);
            if (!blocking.isEmpty()) {
                throw new CrossfadeException(
                        Problem.DEADLINE_PASSED,
                        "database " + name + " is not paused: after " + deadline.toMillis() + " ms "
                                + blocking.size() + (blocking.size() == 1 ? " session was" : " sessions were")
                                + " in a transaction: " + named(blocking),
                        "Everything goes on as before. Wait for them, or end them with DELETE /v1/sessions/ID, and ask"
                                + " again.");
            }
            return new Changes.Made<>(name, "paused", 0, false);
        });
        Json.answer(context, 200, state(name));
    }

    private void resume(Context context) {
        String name = known(context);
        changes.make(context, asked(name, "resume", "serving"), () -> {
            dataPlane.resume(name);
            return new Changes.Made<>(name, "serving", 0, false);
        });
        Json.answer(context, 200, state(name));
    }

    private Changes.Asked asked(String name, String verb, String to) {
        return new Changes.Asked(
                "database." + verb, "database." + name, state(name).paused() ? "paused" : "serving", to);
    }

    private static String named(List<SessionInfo> blocking) {
        Instant now = Instant.now();
        String words = blocking.stream()
                .limit(MAX_NAMED)
                .map(session -> session.id() + " (user " + session.user() + ", "
                        + (session.application().isEmpty() ? "no application name" : session.application()) + ", "
                        + session.state() + " for "
                        + Math.max(
                                0, Duration.between(session.stateSince(), now).toSeconds()) + " s)")
                .collect(Collectors.joining(", "));
        return blocking.size() > MAX_NAMED ? words + ", and " + (blocking.size() - MAX_NAMED) + " more" : words;
    }

    private DatabaseState state(String name) {
        return dataPlane.databases().stream()
                .filter(database -> database.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CrossfadeException(
                        Problem.UNKNOWN_DATABASE,
                        "there is no database " + Json.shortened(name),
                        "GET /v1/databases lists all databases"));
    }

    private String known(Context context) {
        return state(context.pathParam("name")).name();
    }

    private static Duration deadline(@Nullable String text) {
        if (text == null) {
            return DEFAULT_DEADLINE;
        }
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration deadline = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
            if (deadline.compareTo(LONGEST_DEADLINE) <= 0) {
                return deadline;
            }
        }
        throw new CrossfadeException(
                Problem.INVALID_REQUEST,
                "'" + Json.shortened(text) + "' is no deadline that fits here",
                "write a number and a unit, such as 500ms or 5s, of at most 2m");
    }
}
