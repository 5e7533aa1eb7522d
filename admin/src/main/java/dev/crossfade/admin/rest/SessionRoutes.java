package dev.crossfade.admin.rest;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.SessionInfo;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Predicate;

/** {@code /v1/sessions}: who is connected, and putting an end to it. */
final class SessionRoutes {
    private final DataPlane dataPlane;
    private final Changes changes;

    SessionRoutes(DataPlane dataPlane, Changes changes) {
        this.dataPlane = dataPlane;
        this.changes = changes;
    }

    /** What was done to a session. */
    record SessionChange(String id, String did) {}

    List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/v1/sessions",
                        false,
                        "Who is connected",
                        null,
                        200,
                        Types.listOf(SessionInfo.class),
                        List.of(),
                        context -> Json.answer(context, 200, dataPlane.sessions())),
                new Route(
                        "DELETE",
                        "/v1/sessions/{id}",
                        false,
                        "End a session, whatever it is doing; its client gets 57P01",
                        null,
                        200,
                        SessionChange.class,
                        List.of(),
                        context -> change(context, "end", "ended", dataPlane::endSession)),
                new Route(
                        "POST",
                        "/v1/sessions/{id}/cancel",
                        false,
                        "Cancel the statement that a session has running (57014), as its client could; the session goes on",
                        null,
                        202,
                        SessionChange.class,
                        List.of(),
                        context -> change(context, "cancel", "asked to cancel", dataPlane::cancelSession)));
    }

    private void change(Context context, String verb, String did, Predicate<String> call) {
        String id = context.pathParam("id");
        SessionInfo session = dataPlane.sessions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
        String whose = session == null ? null : session.user() + " on " + session.database();
        SessionChange answer =
                changes.make(context, new Changes.Asked("session." + verb, "session." + id, whose, did), () -> {
                    if (!call.test(id)) {
                        throw new CrossfadeException(
                                Problem.UNKNOWN_SESSION,
                                "there is no session " + Json.shortened(id),
                                "GET /v1/sessions lists all that have logged in");
                    }
                    return new Changes.Made<>(new SessionChange(id, did), did, 0, false);
                });
        Json.answer(context, verb.equals("cancel") ? 202 : 200, answer);
    }
}
