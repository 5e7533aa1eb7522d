package dev.crossfade.admin.rest;

import dev.crossfade.admin.rehearsal.Rehearsals;
import dev.crossfade.admin.rehearsal.Rehearsed;
import io.javalin.http.Context;
import java.util.List;

/** {@code /v1/migrations/NAME/rehearse} and {@code …/rehearsal}. */
final class RehearsalRoutes {
    private final Rehearsals rehearsals;
    private final Changes changes;

    RehearsalRoutes(Rehearsals rehearsals, Changes changes) {
        this.rehearsals = rehearsals;
        this.changes = changes;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        "POST",
                        "/v1/migrations/{name}/rehearse",
                        false,
                        "Run the whole runbook on a throwaway server with this schema, under load",
                        null,
                        202,
                        Rehearsed.class,
                        List.of(),
                        this::rehearse),
                new Route(
                        "GET",
                        "/v1/migrations/{name}/rehearsal",
                        false,
                        "The rehearsal that runs, or the report of the last one",
                        null,
                        200,
                        Rehearsed.class,
                        List.of(),
                        context -> Json.answer(context, 200, rehearsals.of(context.pathParam("name")))));
    }

    private void rehearse(Context context) {
        String name = context.pathParam("name");
        var asked = new Changes.Asked("migration.rehearse", "migration." + name, null, null);
        Rehearsed begun = changes.make(context, asked, () -> {
            Rehearsed running = rehearsals.rehearse(name);
            return new Changes.Made<>(running, running.state(), 0, false);
        });
        Json.answer(context, 202, begun);
    }

    /** What {@code start} is told about it, in a header of its answer; a refusal where one is required. */
    static void beforeStart(Rehearsals rehearsals, Context context, String name) {
        String notice = rehearsals.beforeStart(name);
        if (notice != null) {
            context.header("Crossfade-Rehearsal", Json.shortened(notice.replaceAll("[^\\x20-\\x7e]", "?")));
        }
    }
}
