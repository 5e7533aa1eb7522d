package dev.crossfade.admin.engine;

import dev.crossfade.admin.catalog.CatalogLoader;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.BatchSql;
import dev.crossfade.admin.engine.sql.KeyBatches;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, 14 and newer. */
final class PostgresPlatform implements Platform {
    /**
     * Plans are made for the actual range of keys; generic ones would guess. A role whose rows are filtered by row level
     * security gets an error instead of a part of the table.
     */
    private static final String SESSION_OPTIONS = "-c lock_timeout=2s -c statement_timeout=60s"
            + " -c idle_in_transaction_session_timeout=60s -c plan_cache_mode=force_custom_plan -c row_security=off"
            + " -c default_transaction_isolation=read\\ committed -c default_transaction_read_only=off"
            + " -c client_min_messages=warning -c synchronous_commit=on";

    @Override
    public String url(DatabaseConnection where) {
        return where.url("postgresql");
    }

    @Override
    public Properties properties(DatabaseConnection where) {
        Properties properties = new Properties();
        properties.setProperty("user", where.user());
        properties.setProperty("password", where.password());
        properties.setProperty("ApplicationName", Db.APPLICATION_NAME);
        properties.setProperty("options", SESSION_OPTIONS);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", Integer.toString(Db.SOCKET_TIMEOUT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        where.tls().addTo(properties);
        // DDL of the engine itself would invalidate prepared plans.
        properties.setProperty("prepareThreshold", "0");
        return properties;
    }

    /** Preflight looks at versions. */
    @Override
    public @Nullable CrossfadeException unfit(DatabaseConnection where) {
        return null;
    }

    @Override
    public StateStore store(DatabaseConnection where, UUID instance) {
        return new StateStore(instance);
    }

    @Override
    public boolean hasState(Connection connection) throws SQLException {
        return Boolean.TRUE.equals(Db.first(
                connection,
                "SELECT pg_catalog.to_regclass('" + ColumnMigration.SCHEMA + ".migration') IS NOT NULL"
                        + " AND pg_catalog.has_schema_privilege('" + ColumnMigration.SCHEMA + "', 'USAGE')",
                row -> row.getBoolean(1)));
    }

    @Override
    public String ofThisDatabase() {
        return ""; // each has a schema of its own
    }

    @Override
    public @Nullable EngineLock lock(Db db) throws SQLException {
        return EngineLock.take(db);
    }

    @Override
    public String lockHolder(Db db) throws SQLException {
        return EngineLock.holder(db);
    }

    @Override
    public Catalogs catalogs() {
        return new CatalogLoader()::load;
    }

    @Override
    public ShapeReader.Result read(Connection connection, ColumnMigration spec) throws SQLException {
        return ShapeReader.read(connection, spec);
    }

    @Override
    public ShapeReader.Result readStarted(Connection connection, ColumnMigration started, @Nullable Evidence now)
            throws SQLException {
        return ShapeReader.readStarted(connection, started, gone(now));
    }

    /** The companions whose old columns are dropped. */
    private static Set<String> gone(@Nullable Evidence now) {
        return now == null
                ? Set.of()
                : now.parts().entrySet().stream()
                        .filter(part -> part.getValue().oldColumns() != null)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    @Override
    public List<Finding> findings(
            Db db, Shape shape, Set<String> expanded, boolean guarded, List<ColumnMigration> others)
            throws SQLException {
        return Preflight.findings(db, shape, expanded, guarded, others);
    }

    @Override
    public List<PlannedStep> plan(MigrationRunner runner) {
        return Plan.of(runner);
    }

    @Override
    public Runbook steps(MigrationRunner runner) {
        return new Steps(runner);
    }

    @Override
    public @Nullable String guardProblem(Connection connection, Shape shape, boolean guarded) throws SQLException {
        return Guard.problemOfAny(connection, shape, guarded);
    }

    @Override
    public @Nullable String turnedProblem(Connection connection, Shape shape) throws SQLException {
        return Guard.turnedProblemOfAny(connection, shape);
    }

    @Override
    public @Nullable String releaseObstacle(Db db, Shape shape) throws SQLException {
        return Release.obstacle(db, shape);
    }

    @Override
    public List<String> contractObstacles(Db db, Shape shape) throws SQLException {
        return Contract.obstacles(db, shape);
    }

    @Override
    public DatabaseBarrier barrier(Db db) {
        return new DatabaseBarrier(db);
    }

    @Override
    public long rows(Db db, Shape shape) throws SQLException {
        return TableSize.analyzed(db, shape);
    }

    @Override
    public ClientLoad.Sessions sessions(Connection connection) throws SQLException {
        return ClientLoad.sessions(connection);
    }

    @Override
    public List<String> holders(Db db, Shape shape) throws SQLException {
        return LockHolders.of(db, shape.tableOid());
    }

    @Override
    public String snapshot(Connection connection) throws SQLException {
        String snapshot = Db.first(connection, "SELECT pg_current_snapshot()::text", row -> row.getString(1));
        return snapshot == null ? "" : snapshot;
    }

    @Override
    public KeyBatches batches(Shape shape) {
        return new BatchSql(shape);
    }

    @Override
    public BackfillBatch batch(Db db, StateStore store, Shape shape, BackfillRanges ranges) {
        return new BackfillBatch(db, store, shape, ranges);
    }
}
