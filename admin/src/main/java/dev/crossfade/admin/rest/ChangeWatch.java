package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.proxy.ClientUsage;
import dev.crossfade.proxy.ShadowReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns states into events: looks at migrations, flags and usage while anybody listens, at once after a publication of
 * flags and every {@value #POLL_MILLIS} ms, and publishes what differs. Runs on the one thread of its scheduler.
 */
final class ChangeWatch {
    static final long POLL_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

    private final FlagControl flags;
    private final MigrationEngine engine;
    private final DataPlane dataPlane;
    private final Events events;
    private final Map<String, MigrationStatus> migrations = new HashMap<>();
    private final Map<String, FlagState> flagStates = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private final Map<String, Long> mismatches = new HashMap<>();

    /**
     * Reads at shadow were answered otherwise by new.
     *
     * @param mismatches how many by now
     * @param newest one of them
     */
    record Mismatch(String migration, long mismatches, ShadowRoutes.Sample newest) {}

    ChangeWatch(FlagControl flags, MigrationEngine engine, DataPlane dataPlane, Events events) {
        this.flags = flags;
        this.engine = engine;
        this.dataPlane = dataPlane;
        this.events = events;
    }

    void start(ScheduledExecutorService scheduler) {
        ScheduledFuture<?> unused =
                scheduler.scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        flags.onPublish(snapshot -> {
            try {
                scheduler.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("the server is closing: nobody is told of snapshot {}", snapshot.number());
            }
        });
    }

    private void mismatches(MigrationStatus status) {
        ShadowReport report = dataPlane.shadow(status.database(), status.name());
        if (report != null) {
            Long before = mismatches.put(status.name(), report.mismatches());
            if (report.mismatches() > Objects.requireNonNullElse(before, 0L)
                    && !report.samples().isEmpty()) {
                events.publish(
                        "mismatch",
                        new Mismatch(
                                status.name(),
                                report.mismatches(),
                                ShadowRoutes.view(report.samples().get(0))));
            }
        }
    }

    private void look() {
        if (!events.anybodyListens()) {
            return;
        }
        try {
            for (MigrationStatus status : engine.migrations()) {
                if (!status.equals(migrations.put(status.name(), status))) {
                    events.publish("migration", status);
                }
                mismatches(status);
            }
            for (FlagState state : flags.flags()) {
                if (!state.equals(flagStates.put(state.key(), state))) {
                    events.publish("flag", state);
                }
            }
            for (ClientUsage usage : dataPlane.usage()) {
                String key = String.join(
                        "\0",
                        usage.migration(),
                        usage.side().variant(),
                        usage.database(),
                        usage.user(),
                        usage.application());
                Long before = refused.put(key, usage.refused());
                if (usage.refused() > Objects.requireNonNullElse(before, 0L)) {
                    events.publish("refused-statement", usage);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("looking for changes to tell of failed, trying again in {} ms", POLL_MILLIS, e);
        }
    }
}
