package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.proxy.CensusEntry;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/migrations/NAME/census}: what a migration would make of the live traffic. */
final class CensusRoutes {
    private final MigrationEngine engine;
    private final DataPlane dataPlane;

    CensusRoutes(MigrationEngine engine, DataPlane dataPlane) {
        this.engine = engine;
        this.dataPlane = dataPlane;
    }

    /**
     * A statement.
     *
     * @param statement its text, literals left out
     * @param outcome {@code refused}, {@code pending}, {@code rewritten} or {@code untouched}, the worst of all stages
     * @param refusals at which stages it is refused, and why
     * @param address where it came from last
     */
    record Line(
            String statement,
            String outcome,
            List<Refused> refusals,
            String user,
            String application,
            long executions,
            String address,
            Instant firstSeen,
            Instant lastSeen) {}

    /** At which stages, both included, and why; {@code hint}: what to do instead. */
    record Refused(
            String from,
            String to,
            String message,
            @Nullable String hint) {}

    List<Route> routes() {
        return List.of(new Route(
                "GET",
                "/v1/migrations/{name}/census",
                false,
                "What the migration, begun or not, would make of the statements seen since the node started; refused ones first",
                null,
                200,
                Types.listOf(Line.class),
                List.of(),
                this::census));
    }

    private void census(Context context) {
        String name = context.pathParam("name");
        String database = engine.migration(name).database();
        Json.answer(
                context,
                200,
                dataPlane.census(database).stream()
                        .filter(entry -> entry.migration().equals(name))
                        .map(CensusRoutes::line)
                        .toList());
    }

    private static Line line(CensusEntry entry) {
        return new Line(
                entry.statement(),
                entry.outcome().name().toLowerCase(Locale.ROOT),
                entry.refusals().stream()
                        .map(refused -> new Refused(
                                refused.from().variant(), refused.to().variant(), refused.message(), refused.hint()))
                        .toList(),
                entry.user(),
                entry.application(),
                entry.executions(),
                entry.address(),
                entry.firstSeen(),
                entry.lastSeen());
    }
}
