package dev.crossfade.admin.rest;

import dev.crossfade.admin.rest.DataPlane.DatabaseState;
import dev.crossfade.admin.rest.DataPlane.Rewrite;
import dev.crossfade.flags.ClientContext;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.Stage;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code /v1/databases}: look at them, and ask how a statement would be rewritten. */
final class DatabaseRoutes {
    private static final long RULES_TIMEOUT_MILLIS = 2_000;

    private final FlagControl flags;
    private final DataPlane dataPlane;

    DatabaseRoutes(FlagControl flags, DataPlane dataPlane) {
        this.flags = flags;
        this.dataPlane = dataPlane;
    }

    /**
     * A question how a statement would be rewritten.
     *
     * @param stage as if all migrations of the database were there; null for the stages in force
     * @param speaks {@code old} or {@code new}, what the client speaks where names do not tell; null for what flags say,
     *     or old where a stage is given
     */
    record RewriteQuestion(
            @Nullable String sql,
            @Nullable String stage,
            @Nullable String speaks) {}

    List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/v1/databases",
                        false,
                        "All databases; their backends are not tried",
                        null,
                        200,
                        Types.listOf(DatabaseState.class),
                        List.of(),
                        context -> Json.answer(context, 200, dataPlane.databases())),
                new Route(
                        "GET",
                        "/v1/databases/{name}",
                        false,
                        "One database, and whether its backends can be reached",
                        null,
                        200,
                        DatabaseState.class,
                        List.of(),
                        context -> Json.answer(
                                context,
                                200,
                                dataPlane
                                        .database(context.pathParam("name"))
                                        .orElseThrow(() -> unknown(context.pathParam("name"))))),
                new Route(
                        "POST",
                        "/v1/databases/{name}/rewrite",
                        false,
                        "How a statement would be rewritten; nothing is run",
                        RewriteQuestion.class,
                        200,
                        Rewrite.class,
                        List.of(),
                        this::rewrite));
    }

    private void rewrite(Context context) {
        String database = context.pathParam("name");
        if (dataPlane.databases().stream().noneMatch(state -> state.name().equals(database))) {
            throw unknown(database);
        }
        RewriteQuestion question = Json.read(context, RewriteQuestion.class, Json.MAX_SQL_BODY_BYTES);
        if (question.sql() == null || question.sql().isBlank()) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST, "field 'sql' is missing or empty", "send {\"sql\": \"SELECT …\"}");
        }
        Stage stage = question.stage() == null
                ? null
                : Stage.ofVariant(question.stage())
                        .orElseThrow(() -> new CrossfadeException(
                                Problem.UNKNOWN_VARIANT,
                                "there is no stage '" + Json.shortened(question.stage()) + "'",
                                "stages: " + String.join(", ", Stage.variants())));
        Side speaks = side(question.speaks());
        RuleSet rules = stage == null ? inForce(database, speaks) : asIf(database, stage, speaks);
        Json.answer(context, 200, dataPlane.rewrite(database, question.sql(), rules));
    }

    private static @Nullable Side side(@Nullable String speaks) {
        if (speaks == null) {
            return null;
        }
        if (!speaks.equals("old") && !speaks.equals("new")) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST,
                    "nobody speaks '" + Json.shortened(speaks) + "'",
                    "write old or new for 'speaks'");
        }
        return Side.valueOf(speaks.toUpperCase(Locale.ROOT));
    }

    /** The rules of a client about whom nothing is known but its database. */
    private RuleSet inForce(String database, @Nullable Side speaks) {
        Snapshot snapshot = flags.current();
        CompletionStage<RuleSet> rules =
                flags.rules(snapshot, new ClientContext("rewrite", database, "", "crossfade rewrite", "127.0.0.1"));
        try {
            RuleSet found = rules.toCompletableFuture().get(RULES_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            return speaks == null
                    ? found
                    : new RuleSet(found.rules().stream()
                            .map(rule -> new MigrationRule(
                                    rule.migration(), rule.writes(), rule.truth(), rule.reads(), speaks, rule.filled()))
                            .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrossfadeException(Problem.NOT_READY, "the admin API is closing", null, e);
        } catch (ExecutionException e) {
            throw new CrossfadeException(Problem.INTERNAL, "the flags could not be evaluated", "see the log", e);
        } catch (TimeoutException e) {
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED,
                    "the flags were not evaluated within " + RULES_TIMEOUT_MILLIS + " ms",
                    "try again",
                    e);
        }
    }

    private RuleSet asIf(String database, Stage stage, @Nullable Side speaks) {
        Map<String, MigrationState> migrations = flags.current().migrations();
        return new RuleSet(migrations.values().stream()
                .map(MigrationState::migration)
                .filter(migration -> migration.database().equals(database))
                .sorted(Comparator.comparing(migration -> migration.name()))
                .flatMap(migration -> migration.members().stream())
                .map(migration -> MigrationRule.of(migration, stage, speaks == null ? Side.OLD : speaks))
                .toList());
    }

    private static CrossfadeException unknown(String database) {
        return new CrossfadeException(
                Problem.UNKNOWN_DATABASE,
                "there is no database " + Json.shortened(database),
                "GET /v1/databases lists all databases");
    }
}
