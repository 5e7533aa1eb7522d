package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.flags.FlagControl;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What Prometheus scrapes: changes as they are counted here, the process, and the {@link StateMetrics} of the moment.
 * Formats: Prometheus text, or OpenMetrics when the Accept header asks for it
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Thread-safe.
 */
final class Metrics implements AutoCloseable {
    private static final String DEFAULT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final Duration[] FLIP_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Timer flips;

    Metrics(FlagControl flags, MigrationEngine engine, DataPlane dataPlane) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
        flips = Timer.builder("crossfade.flip.to.effect")
                .description("From a flip's request read to the first statement sent under the new stage")
                .serviceLevelObjectives(FLIP_BUCKETS)
                .register(registry);
        registry.getPrometheusRegistry().register(new StateMetrics(flags, engine, dataPlane));
        registry.getPrometheusRegistry().register(new TrafficMetrics(dataPlane));
    }

    /** A change was made or refused. */
    void changed(AuditEntry entry) {
        Counter.builder("crossfade.changes")
                .description("Changes asked for through the API, by outcome")
                .tags("action", entry.action(), "outcome", entry.outcome())
                .register(registry)
                .increment();
    }

    /** A flip had its effect. */
    void tookEffect(AuditEntry entry) {
        Double millis = entry.flipToEffectMillis();
        if (millis != null) {
            flips.record(Duration.ofNanos(Math.round(millis * 1_000_000)));
        }
    }

    Route route() {
        return new Route(
                "GET", "/metrics", false, "Prometheus metrics", null, 200, String.class, List.of(), this::scrape);
    }

    private void scrape(Context context) {
        String accepted = Objects.requireNonNullElse(context.header("Accept"), "");
        String format =
                accepted.contains(OPEN_METRICS) ? OPEN_METRICS + "; version=1.0.0; charset=utf-8" : DEFAULT_FORMAT;
        context.status(200).contentType(format).result(registry.scrape(format));
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
