package dev.crossfade.admin.rest;

import dev.crossfade.admin.rest.DataPlane.DatabaseState;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ClientUsage;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be watched: usage, audit, events, health, and the description of the API itself. */
final class ObservationRoutes {
    private static final int DEFAULT_AUDIT_ENTRIES = 100;
    private static final int MAX_AUDIT_ENTRIES = 1_000;

    private final DataPlane dataPlane;
    private final AuditLog audit;
    private final EventStream events;
    private final Supplier<Object> description;

    ObservationRoutes(DataPlane dataPlane, AuditLog audit, EventStream events, Supplier<Object> description) {
        this.dataPlane = dataPlane;
        this.audit = audit;
        this.events = events;
        this.description = description;
    }

    /** An answer about health. */
    record Health(String status) {}

    List<Route> routes() {
        return List.of(
                observe("/v1/usage", "Who speaks old, who new", ClientUsage.class, List.of(), c -> dataPlane.usage()),
                observe(
                        "/v1/audit",
                        "Who changed what, when, from where; newest first",
                        AuditEntry.class,
                        List.of("key", "limit"),
                        c -> audit.newest(c.queryParam("key"), limit(c.queryParam("limit")))),
                new Route(
                        "GET",
                        "/v1/events",
                        false,
                        "Server-sent events: flag, migration, audit, refusal, refused-statement; the present state first",
                        null,
                        200,
                        String.class,
                        List.of(),
                        events::serve),
                new Route(
                        "GET",
                        "/healthz",
                        true,
                        "Whether the process answers",
                        null,
                        200,
                        Health.class,
                        List.of(),
                        context -> Json.answer(context, 200, new Health("up"))),
                new Route(
                        "GET",
                        "/readyz",
                        true,
                        "Whether all databases let clients in",
                        null,
                        200,
                        Health.class,
                        List.of(),
                        this::ready),
                new Route(
                        "GET",
                        "/openapi.json",
                        true,
                        "This description",
                        null,
                        200,
                        Object.class,
                        List.of(),
                        context -> Json.answer(context, 200, description.get())));
    }

    private interface Answer {
        Object to(Context context);
    }

    private static Route observe(String path, String summary, Class<?> element, List<String> query, Answer answer) {
        return new Route(
                "GET",
                path,
                false,
                summary,
                null,
                200,
                Types.listOf(element),
                query,
                context -> Json.answer(context, 200, answer.to(context)));
    }

    private void ready(Context context) {
        String waiting = dataPlane.databases().stream()
                .filter(database -> !database.ready())
                .map(DatabaseState::name)
                .collect(Collectors.joining(", "));
        if (!waiting.isEmpty()) {
            throw new CrossfadeException(
                    Problem.NOT_READY,
                    "not ready: " + waiting,
                    "GET /v1/databases/NAME tells whether its backend can be reached");
        }
        Json.answer(context, 200, new Health("ready"));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_AUDIT_ENTRIES;
        }
        if (text.matches("\\d{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_AUDIT_ENTRIES) {
                return limit;
            }
        }
        throw new CrossfadeException(
                Problem.INVALID_REQUEST,
                "limit '" + Json.shortened(text) + "' is no number of entries",
                "write 1 to " + MAX_AUDIT_ENTRIES);
    }
}
