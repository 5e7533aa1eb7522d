package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ShadowReport;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/migrations/{name}/shadow}: what both sides have answered. */
final class ShadowRoutes {
    private final MigrationEngine engine;
    private final DataPlane dataPlane;

    ShadowRoutes(MigrationEngine engine, DataPlane dataPlane) {
        this.engine = engine;
        this.dataPlane = dataPlane;
    }

    /**
     * @param since when counting began: entering shadow, verifying again, or the start of the process
     * @param compared reads that were judged
     * @param mismatches of them, those whose answers differ
     * @param undecided reads of which it could not be told whether what differs is the migration's doing, by reason
     * @param skipped reads that cannot be compared, by reason
     * @param dropped reads for which there was no room
     * @param samples the newest mismatches, newest first
     */
    record Shadow(
            String migration,
            Instant since,
            long compared,
            long mismatches,
            Map<String, Long> undecided,
            Map<String, Long> skipped,
            long dropped,
            Latency oldLatency,
            Latency newLatency,
            List<Sample> samples) {}

    /** Of the comparison's own reads, in milliseconds. */
    record Latency(double p50Millis, double p99Millis) {
        static Latency of(Duration p50, Duration p99) {
            return new Latency(p50.toNanos() / 1e6, p99.toNanos() / 1e6);
        }
    }

    /**
     * A read whose answers differ.
     *
     * @param what {@code rows}, {@code order}, {@code columns} or {@code error}
     * @param error what new answers instead
     */
    record Sample(
            Instant at,
            String user,
            String application,
            String statement,
            String what,
            @Nullable String error,
            long rowsOld,
            long rowsNew,
            List<Row> rows) {}

    /** @param key which row it is, as far as the answer tells */
    record Row(Map<String, String> key, List<Value> values) {}

    /** A value on both sides, null for NULL or where that side has no such row; hidden unless the migration's file says otherwise. */
    record Value(
            String column,
            @Nullable String oldValue,
            @Nullable String newValue) {}

    List<Route> routes() {
        return List.of(new Route(
                "GET",
                "/v1/migrations/{name}/shadow",
                false,
                "What reads at shadow were answered by both sides, and samples of those that differ",
                null,
                200,
                Shadow.class,
                List.of(),
                this::shadow));
    }

    private void shadow(Context context) {
        String name = context.pathParam("name");
        ShadowReport report = dataPlane.shadow(engine.migration(name).database(), name);
        if (report == null) {
            throw new CrossfadeException(
                    Problem.NOT_READY, "the database of migration " + name + " is not served", null);
        }
        Json.answer(context, 200, view(report));
    }

    static Shadow view(ShadowReport report) {
        return new Shadow(
                report.migration(),
                report.since(),
                report.compared(),
                report.mismatches(),
                report.undecided(),
                report.skipped(),
                report.dropped(),
                Latency.of(report.oldP50(), report.oldP99()),
                Latency.of(report.newP50(), report.newP99()),
                report.samples().stream().map(ShadowRoutes::view).toList());
    }

    static Sample view(ShadowReport.Sample sample) {
        return new Sample(
                sample.at(),
                sample.user(),
                sample.application(),
                sample.statement(),
                sample.what(),
                sample.error(),
                sample.rowsOld(),
                sample.rowsNew(),
                sample.rows().stream()
                        .map(row -> new Row(
                                row.key(),
                                row.values().stream()
                                        .map(value -> new Value(value.column(), value.old(), value.now()))
                                        .toList()))
                        .toList());
    }
}
