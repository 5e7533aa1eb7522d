package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.proxy.ClientUsage;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.ShadowReport;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The state of the moment as metrics, read when somebody asks: what is gone is not reported any more. */
final class StateMetrics implements MultiCollector {
    private final FlagControl flags;
    private final MigrationEngine engine;
    private final DataPlane dataPlane;

    StateMetrics(FlagControl flags, MigrationEngine engine, DataPlane dataPlane) {
        this.flags = flags;
        this.engine = engine;
        this.dataPlane = dataPlane;
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        all.metricSnapshot(gauge("crossfade_snapshot", "Number of the snapshot of flags in force")
                .dataPoint(point((double) flags.current().number(), Labels.EMPTY))
                .build());
        databases(all);
        sessions(all, dataPlane.sessions(), Instant.now());
        migrations(all, engine.migrations());
        statements(all, dataPlane.usage());
        shadow(all, engine.migrations());
        return all.build();
    }

    private void databases(MetricSnapshots.Builder all) {
        GaugeSnapshot.Builder ready = gauge("crossfade_database_ready", "Whether new clients are let in");
        dataPlane
                .databases()
                .forEach(database ->
                        ready.dataPoint(point(database.ready() ? 1 : 0, Labels.of("database", database.name()))));
        all.metricSnapshot(ready.build());
        GaugeSnapshot.Builder paused =
                gauge("crossfade_database_paused", "Whether transactions are kept from beginning");
        dataPlane
                .databases()
                .forEach(database ->
                        paused.dataPoint(point(database.paused() ? 1 : 0, Labels.of("database", database.name()))));
        all.metricSnapshot(paused.build());
    }

    private static void sessions(MetricSnapshots.Builder all, List<SessionInfo> sessions, Instant now) {
        GaugeSnapshot.Builder count = gauge("crossfade_sessions", "Client sessions, by state");
        Map<Labels, Long> counted = sessions.stream()
                .collect(Collectors.groupingBy(
                        session -> Labels.of("database", session.database(), "state", session.state()),
                        TreeMap::new,
                        Collectors.counting()));
        counted.forEach((labels, number) -> count.dataPoint(point(number, labels)));
        all.metricSnapshot(count.build());
        GaugeSnapshot.Builder idle = gauge(
                "crossfade_oldest_idle_in_transaction_seconds",
                "How long the session that has idled in a transaction for longest has done so: it can block a barrier");
        Map<String, Double> oldest = new TreeMap<>();
        sessions.stream()
                .filter(session -> session.state().startsWith("idle in transaction"))
                .forEach(session -> oldest.merge(
                        session.database(),
                        (now.toEpochMilli() - session.stateSince().toEpochMilli()) / 1e3,
                        Math::max));
        oldest.forEach((database, seconds) -> idle.dataPoint(point(seconds, Labels.of("database", database))));
        all.metricSnapshot(idle.build());
    }

    private static void migrations(MetricSnapshots.Builder all, List<MigrationStatus> migrations) {
        GaugeSnapshot.Builder stage = gauge("crossfade_migration_stage", "1 for the stage in force");
        GaugeSnapshot.Builder requested =
                gauge("crossfade_migration_requested_stage", "1 for the stage the flag asks for");
        GaugeSnapshot.Builder step = gauge("crossfade_migration_step", "1 for the step the engine is at");
        for (MigrationStatus migration : migrations) {
            Labels labels = labels(migration);
            stage.dataPoint(point(1, labels.add("stage", migration.stage())));
            requested.dataPoint(point(1, labels.add("stage", migration.requestedStage())));
            step.dataPoint(point(1, labels.add("step", migration.step())));
        }
        all.metricSnapshot(stage.build());
        all.metricSnapshot(requested.build());
        all.metricSnapshot(step.build());
        all.metricSnapshot(of(
                migrations,
                "crossfade_migration_blocked_reasons",
                "How many things keep a migration from going on; its status names them",
                m -> m.blockedBy().size()));
        all.metricSnapshot(of(
                migrations,
                "crossfade_migration_dead_letters",
                "Rows whose old value does not convert",
                m -> m.evidence().deadLetters()));
        all.metricSnapshot(of(
                migrations,
                "crossfade_migration_rows_differing",
                "Rows that did not agree in the last verification",
                m -> m.evidence().rowsDiffering()));
        List<MigrationStatus> working =
                migrations.stream().filter(m -> m.progress() != null).toList();
        all.metricSnapshot(of(
                working,
                "crossfade_migration_rows_done",
                "Rows that backfill or verification has looked at",
                m -> progress(m).rowsDone()));
        all.metricSnapshot(of(
                working,
                "crossfade_migration_rows_expected",
                "Rows of the table, estimated",
                m -> progress(m).rowsTotal()));
        all.metricSnapshot(of(
                working,
                "crossfade_migration_rows_per_second",
                "Speed of backfill or verification over the last seconds",
                m -> progress(m).rowsPerSecond()));
    }

    private static MigrationStatus.Progress progress(MigrationStatus migration) {
        MigrationStatus.Progress progress = migration.progress();
        if (progress == null) {
            throw new IllegalArgumentException("only of those that have a progress");
        }
        return progress;
    }

    private static void statements(MetricSnapshots.Builder all, List<ClientUsage> usage) {
        CounterSnapshot.Builder statements = CounterSnapshot.builder()
                .name("crossfade_statements")
                .help("Statements on migrating tables, by the side they speak");
        CounterSnapshot.Builder refused =
                CounterSnapshot.builder().name("crossfade_statements_refused").help("Those of them that were refused");
        for (ClientUsage used : usage) {
            Labels labels = Labels.of(
                    "migration", used.migration(),
                    "database", used.database(),
                    "side", used.side().variant(),
                    "user", used.user(),
                    "application", used.application());
            statements.dataPoint(CounterDataPointSnapshot.builder()
                    .value((double) used.statements())
                    .labels(labels)
                    .build());
            refused.dataPoint(CounterDataPointSnapshot.builder()
                    .value((double) used.refused())
                    .labels(labels)
                    .build());
        }
        all.metricSnapshot(statements.build());
        all.metricSnapshot(refused.build());
    }

    private void shadow(MetricSnapshots.Builder all, List<MigrationStatus> migrations) {
        CounterSnapshot.Builder reads = CounterSnapshot.builder()
                .name("crossfade_shadow_reads")
                .help("Reads at shadow, by what came of comparing them");
        GaugeSnapshot.Builder seconds =
                gauge("crossfade_shadow_seconds", "How long the reads that were compared took on each side");
        for (MigrationStatus migration : migrations) {
            ShadowReport report = dataPlane.shadow(migration.database(), migration.name());
            if (report == null) {
                continue;
            }
            Labels labels = labels(migration);
            reads.dataPoint(counted(report.compared() - report.mismatches(), labels.add("outcome", "agreed")));
            reads.dataPoint(counted(report.mismatches(), labels.add("outcome", "mismatch")));
            reads.dataPoint(counted(sum(report.undecided()), labels.add("outcome", "undecided")));
            reads.dataPoint(counted(sum(report.skipped()), labels.add("outcome", "skipped")));
            reads.dataPoint(counted(report.dropped(), labels.add("outcome", "dropped")));
            seconds.dataPoint(seconds(report.oldP50(), labels.add("side", "old").add("quantile", "0.5")));
            seconds.dataPoint(seconds(report.oldP99(), labels.add("side", "old").add("quantile", "0.99")));
            seconds.dataPoint(seconds(report.newP50(), labels.add("side", "new").add("quantile", "0.5")));
            seconds.dataPoint(seconds(report.newP99(), labels.add("side", "new").add("quantile", "0.99")));
        }
        all.metricSnapshot(reads.build());
        all.metricSnapshot(seconds.build());
    }

    private static CounterDataPointSnapshot counted(long value, Labels labels) {
        return CounterDataPointSnapshot.builder()
                .value((double) value)
                .labels(labels)
                .build();
    }

    private static GaugeDataPointSnapshot seconds(Duration duration, Labels labels) {
        return point(duration.toNanos() / 1e9, labels);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(count -> count).sum();
    }

    private static GaugeSnapshot of(
            List<MigrationStatus> migrations, String name, String help, ToDoubleFunction<MigrationStatus> value) {
        GaugeSnapshot.Builder gauge = gauge(name, help);
        migrations.forEach(migration -> gauge.dataPoint(point(value.applyAsDouble(migration), labels(migration))));
        return gauge.build();
    }

    private static Labels labels(MigrationStatus migration) {
        return Labels.of("migration", migration.name(), "database", migration.database());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
