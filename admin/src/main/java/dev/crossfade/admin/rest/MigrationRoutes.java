package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.admin.rehearsal.Rehearsals;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.flags.Stage;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /v1/migrations}: look at and drive. */
final class MigrationRoutes {
    private final FlagControl flags;
    private final MigrationEngine engine;
    private final Changes changes;
    private final Rehearsals rehearsals;

    MigrationRoutes(FlagControl flags, MigrationEngine engine, Changes changes, Rehearsals rehearsals) {
        this.flags = flags;
        this.engine = engine;
        this.changes = changes;
        this.rehearsals = rehearsals;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                new Route(
                        "GET",
                        "/v1/migrations",
                        false,
                        "All migrations",
                        null,
                        200,
                        Types.listOf(MigrationStatus.class),
                        List.of(),
                        context -> Json.answer(context, 200, engine.migrations())),
                new Route(
                        "GET",
                        "/v1/migrations/{name}",
                        false,
                        "One migration: stage, step, progress, evidence, what blocks it",
                        null,
                        200,
                        MigrationStatus.class,
                        List.of(),
                        context -> Json.answer(context, 200, engine.migration(name(context)))),
                new Route(
                        "GET",
                        "/v1/migrations/{name}/plan",
                        false,
                        "The runbook, with the SQL each step would run now",
                        null,
                        200,
                        Types.listOf(MigrationEngine.PlannedStep.class),
                        List.of(),
                        context -> Json.answer(context, 200, engine.plan(name(context))))));
        routes.add(action("start", "Announce, expand, dual-write, backfill and verify", (context, name) -> {
            RehearsalRoutes.beforeStart(rehearsals, context, name);
            return engine.start(name);
        }));
        routes.add(action("pause", "Rest the backfill after its present batch", (context, name) -> engine.pause(name)));
        routes.add(action("resume", "Go on with the backfill", (context, name) -> engine.resume(name)));
        routes.add(action(
                "abort", "Back to off, and remove what the migration added", (context, name) -> engine.abort(name)));
        routes.add(stageAction("advance", "One stage forward", Stage::next, engine::advance));
        routes.add(stageAction("rollback", "One stage back", Stage::previous, engine::rollback));
        return routes;
    }

    private Route action(String verb, String summary, BiFunction<Context, String, MigrationStatus> call) {
        return route(verb, summary, context -> {
            String name = name(context);
            return act(context, verb, present(name), () -> call.apply(context, name));
        });
    }

    private MigrationStatus act(
            Context context, String verb, @Nullable MigrationStatus before, Supplier<MigrationStatus> call) {
        var asked = new Changes.Asked(
                "migration." + verb, "migration." + name(context), before == null ? null : before.step(), null);
        return changes.make(context, asked, () -> {
            MigrationStatus after = call.get();
            return new Changes.Made<>(after, after.step(), 0, false);
        });
    }

    /**
     * An action that writes the stage flag is recorded under the flag, as setting the flag itself is. A change of the schema has
     * no such flag: as any other action.
     */
    private Route stageAction(
            String verb, String summary, UnaryOperator<Stage> step, Function<String, MigrationStatus> call) {
        return route(verb, summary, context -> {
            String name = name(context);
            MigrationStatus before = present(name);
            if (before != null && !before.kind().equals(MigrationStatus.COLUMNS)) {
                return act(context, verb, before, () -> call.apply(name));
            }
            String key = "migration." + name + ".stage";
            String from = before == null ? null : before.requestedStage();
            String to = from == null
                    ? null
                    : Stage.ofVariant(from).map(step).map(Stage::variant).orElse(null);
            return changes.make(context, new Changes.Asked("migration." + verb, key, from, to), () -> {
                MigrationStatus after = call.apply(name);
                long snapshot = flags.flag(key).map(FlagState::snapshot).orElse(0L);
                return new Changes.Made<>(after, after.requestedStage(), snapshot, true);
            });
        });
    }

    private static Route route(String verb, String summary, Function<Context, MigrationStatus> call) {
        return new Route(
                "POST",
                "/v1/migrations/{name}/" + verb,
                false,
                summary,
                null,
                202,
                MigrationStatus.class,
                List.of(),
                context -> Json.answer(context, 202, call.apply(context)));
    }

    /** Where the migration stands; null for an unknown one, which the call itself then refuses, on record. */
    private @Nullable MigrationStatus present(String name) {
        try {
            return engine.migration(name);
        } catch (CrossfadeException e) {
            return null;
        }
    }

    private static String name(Context context) {
        return context.pathParam("name");
    }
}
