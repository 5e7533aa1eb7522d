package dev.crossfade.admin.rest;

import dev.crossfade.proxy.PoolInfo;
import java.util.List;

/** {@code /v1/pools}: how server connections are shared, as PgBouncer's SHOW POOLS tells it. */
final class PoolRoutes {
    private final DataPlane dataPlane;

    PoolRoutes(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    List<Route> routes() {
        return List.of(new Route(
                "GET",
                "/v1/pools",
                false,
                "The server connections of each user of each database, and who waits for one",
                null,
                200,
                Types.listOf(PoolInfo.class),
                List.of(),
                context -> Json.answer(context, 200, dataPlane.pools())));
    }
}
