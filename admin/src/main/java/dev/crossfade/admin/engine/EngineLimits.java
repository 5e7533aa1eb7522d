package dev.crossfade.admin.engine;

import java.time.Duration;

/**
 * How long the engine waits for what.
 *
 * @param ddlLockTimeout how long one try of ALTER TABLE stands in the lock queue, where it holds up every statement behind
 *     it; short, so that clients hardly notice
 * @param ddlDeadline how long it keeps trying
 * @param barrierDeadline how long each half of a barrier waits
 * @param indexDeadline how long building one index may take
 * @param lockCheckMillis between looks at the engine lock
 * @param catalogPollMillis between looks at the catalog for DDL that did not come through the proxy
 */
public record EngineLimits(
        Duration ddlLockTimeout,
        Duration ddlDeadline,
        Duration barrierDeadline,
        Duration indexDeadline,
        long lockCheckMillis,
        long catalogPollMillis) {

    static final EngineLimits DEFAULT = new EngineLimits(
            Duration.ofMillis(100), Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofHours(12), 1_000, 5_000);
}
