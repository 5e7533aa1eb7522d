package dev.crossfade.admin.rest;

import dev.crossfade.proxy.ClientCounts;
import dev.crossfade.proxy.LoginFailures;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.TrafficInfo;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a PgBouncer user looks for, read from the data plane when somebody asks: SHOW POOLS, SHOW STATS and SHOW LISTS as
 * metrics, by database and user. The data plane bounds how many users there are by name.
 */
final class TrafficMetrics implements MultiCollector {
    private static final double NANOS = 1e9;

    private final DataPlane dataPlane;

    TrafficMetrics(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        clients(all, dataPlane.clients());
        pools(all, dataPlane.pools());
        traffic(all, dataPlane.traffic());
        failures(all, dataPlane.loginFailures());
        return all.build();
    }

    private static void clients(MetricSnapshots.Builder all, ClientCounts clients) {
        all.metricSnapshot(gauge("crossfade_client_connections", "Client connections, those logging in included")
                .dataPoint(point(clients.open(), Labels.EMPTY))
                .build());
        all.metricSnapshot(gauge("crossfade_client_connections_limit", "How many there may be (limits.maxClients)")
                .dataPoint(point(clients.limit(), Labels.EMPTY))
                .build());
        all.metricSnapshot(CounterSnapshot.builder()
                .name("crossfade_client_connections_accepted")
                .help("Client connections accepted")
                .dataPoint(count((double) clients.accepted(), Labels.EMPTY))
                .build());
    }

    private static void pools(MetricSnapshots.Builder all, List<PoolInfo> pools) {
        GaugeSnapshot.Builder connections =
                gauge("crossfade_pool_server_connections", "Server connections, by what they do");
        for (PoolInfo pool : pools) {
            Map<String, Integer> states = Map.of("active", pool.active(), "idle", pool.idle(), "login", pool.opening());
            states.forEach((state, number) ->
                    connections.dataPoint(point(number, labels(pool).add("state", state))));
        }
        all.metricSnapshot(connections.build());
        gauge(
                all,
                pools,
                "crossfade_pool_clients_waiting",
                "Clients that wait for a server connection",
                p -> p.waiting());
        gauge(
                all,
                pools,
                "crossfade_pool_maxwait_seconds",
                "How long the first of the waiting clients has waited",
                p -> p.longestWaitMillis() / 1e3);
        gauge(all, pools, "crossfade_pool_limit", "Server connections there may be, 0 for no limit", p -> p.limit());
        counter(all, pools, "crossfade_pool_server_connections_opened", "Server connections opened", p -> p.opened());
        counter(all, pools, "crossfade_pool_server_connections_closed", "Of these, closed again", p -> p.closed());
        counter(
                all,
                pools,
                "crossfade_pool_server_connections_failed",
                "Server connections that could not be opened",
                p -> p.failed());
    }

    private static Labels labels(PoolInfo pool) {
        return Labels.of("database", pool.database(), "user", pool.user());
    }

    private static void gauge(
            MetricSnapshots.Builder all,
            List<PoolInfo> pools,
            String name,
            String help,
            ToDoubleFunction<PoolInfo> value) {
        GaugeSnapshot.Builder gauge = gauge(name, help);
        pools.forEach(pool -> gauge.dataPoint(point(value.applyAsDouble(pool), labels(pool))));
        all.metricSnapshot(gauge.build());
    }

    private static void counter(
            MetricSnapshots.Builder all,
            List<PoolInfo> pools,
            String name,
            String help,
            ToDoubleFunction<PoolInfo> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        pools.forEach(pool -> counter.dataPoint(count(value.applyAsDouble(pool), labels(pool))));
        all.metricSnapshot(counter.build());
    }

    private static void traffic(MetricSnapshots.Builder all, List<TrafficInfo> traffic) {
        of(all, traffic, "crossfade_logins", "Sessions that began", TrafficInfo::logins);
        of(all, traffic, "crossfade_sessions_ended", "Sessions that are over", TrafficInfo::ended);
        of(all, traffic, "crossfade_transactions", "Transactions that came to their end", TrafficInfo::transactions);
        of(all, traffic, "crossfade_queries", "Statements that were answered, failed ones too", TrafficInfo::queries);
        of(all, traffic, "crossfade_query_errors", "Those of them that failed", TrafficInfo::errors);
        of(all, traffic, "crossfade_received_bytes", "Bytes from clients", TrafficInfo::receivedBytes);
        of(all, traffic, "crossfade_sent_bytes", "Bytes to clients", TrafficInfo::sentBytes);
        of(
                all,
                traffic,
                "crossfade_transaction_seconds",
                "Time in transactions, idle in them included",
                t -> t.transactionNanos() / NANOS);
        of(
                all,
                traffic,
                "crossfade_query_seconds",
                "Time in which a server was to answer",
                t -> t.queryNanos() / NANOS);
        of(
                all,
                traffic,
                "crossfade_wait_seconds",
                "Time that clients waited for a server connection",
                t -> t.waitNanos() / NANOS);
    }

    private static void of(
            MetricSnapshots.Builder all,
            List<TrafficInfo> traffic,
            String name,
            String help,
            ToDoubleFunction<TrafficInfo> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        traffic.forEach(one -> counter.dataPoint(
                count(value.applyAsDouble(one), Labels.of("database", one.database(), "user", one.user()))));
        all.metricSnapshot(counter.build());
    }

    private static void failures(MetricSnapshots.Builder all, List<LoginFailures> failures) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name("crossfade_login_failures")
                .help("Logins that failed, by the SQLSTATE the client was told");
        failures.forEach(failure -> counter.dataPoint(count(
                (double) failure.count(), Labels.of("database", failure.database(), "sqlstate", failure.sqlState()))));
        all.metricSnapshot(counter.build());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private static CounterDataPointSnapshot count(double value, Labels labels) {
        return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
