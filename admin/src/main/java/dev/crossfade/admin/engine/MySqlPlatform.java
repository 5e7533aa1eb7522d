package dev.crossfade.admin.engine;

import dev.crossfade.admin.catalog.MySqlCatalogLoader;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.sql.KeyBatches;
import dev.crossfade.admin.engine.sql.MySqlKeyBatches;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.BackendTls;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MySQL, 8.0.29 and newer: what adds and drops a column at once is that old. */
final class MySqlPlatform implements Platform {
    /** As text that any session may be given: names stand in double quotes, as the shared SQL has them. */
    private static final String SESSION = "sql_mode='ANSI_QUOTES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
            + "time_zone='+00:00',transaction_isolation='READ-COMMITTED',autocommit=1,lock_wait_timeout=2,"
            + "innodb_lock_wait_timeout=2,max_execution_time=60000,group_concat_max_len=65536";

    /** Clients that speak old would be told that the column is unknown, in the moment in which it goes. */
    static final String NO_CONTRACT =
            "the contract is not in this version on MySQL: the old column stays, and so does the"
                    + " migration, at complete";

    static final String SERVERS =
            "migrations are carried out on MySQL 8.0.29 and newer, and not on MariaDB in this version";

    /** So that no name of a lock is too long, whatever a database is called. */
    private static final String LOCK = "CONCAT('crossfade.', LEFT(SHA1(DATABASE()), 40))";

    /** Who is at work, and who was within this second. */
    private static final String SESSIONS =
            "SELECT COALESCE(SUM(p.command NOT IN ('Sleep', 'Daemon', 'Binlog Dump', 'Binlog Dump GTID')), 0),"
                    + " COALESCE(SUM(p.command NOT IN ('Daemon', 'Binlog Dump', 'Binlog Dump GTID') AND (p.command <> 'Sleep' OR p.time = 0)), 0)"
                    + " FROM performance_schema.processlist p WHERE p.user <> 'event_scheduler' AND p.user <> 'system user' AND"
                    + MySqlTransactions.OTHERS.formatted("p.id");

    /** The server has said that it is. */
    private volatile boolean fit;

    @Override
    public String url(DatabaseConnection where) {
        return where.url("mysql");
    }

    @Override
    public Properties properties(DatabaseConnection where) {
        Properties properties = new Properties();
        properties.setProperty("user", where.user());
        properties.setProperty("password", where.password());
        properties.setProperty("connectionAttributes", "program_name:" + Db.APPLICATION_NAME);
        properties.setProperty("sessionVariables", SESSION);
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("connectTimeout", "3000");
        properties.setProperty("socketTimeout", Integer.toString(Db.SOCKET_TIMEOUT_SECONDS * 1_000));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("useServerPrepStmts", "false");
        BackendTls.Mode mode = where.tls().mode();
        properties.setProperty(
                "sslMode",
                switch (mode) {
                    case DISABLE -> "DISABLED";
                    case PREFER -> "PREFERRED";
                    default -> "REQUIRED";
                });
        properties.setProperty(
                "allowPublicKeyRetrieval",
                Boolean.toString(mode == BackendTls.Mode.DISABLE || mode == BackendTls.Mode.PREFER));
        return properties;
    }

    @Override
    public StateStore store(DatabaseConnection where, UUID instance) {
        return new MySqlStateStore(instance, where.database());
    }

    static boolean hasTable(Connection connection, String name) throws SQLException {
        return Db.first(
                        connection,
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = 'crossfade' AND table_name = ?",
                        row -> row.getInt(1),
                        name)
                != null;
    }

    @Override
    public boolean hasState(Connection connection) throws SQLException {
        return hasTable(connection, "migration");
    }

    @Override
    public String ofThisDatabase() {
        return " AND database_name = DATABASE()";
    }

    @Override
    public @Nullable EngineLock lock(Db db) throws SQLException {
        CrossfadeException unfit = unfit(db.where());
        if (unfit != null) {
            throw unfit;
        }
        return EngineLock.take(db, c -> Db.first(c, "SELECT GET_LOCK(" + LOCK + ", 0)", row -> row.getInt(1) == 1));
    }

    /**
     * By what it says before any login, since another may not take the settings of the engine's sessions. Until it is fit, and no more
     * after that: who does not log in counts as a connection error there, and too many in a row shut out the host
     * (https://dev.mysql.com/doc/refman/8.0/en/host-cache.html).
     */
    @Override
    public @Nullable CrossfadeException unfit(DatabaseConnection where) throws SQLException {
        if (fit) {
            return null;
        }
        String server;
        try {
            server = MySqlGreeting.server(where.host(), where.port());
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), Errors.NO_CONNECTION, e);
        }
        fit = carriesOut(server);
        return fit
                ? null
                : new CrossfadeException(
                        Problem.NOT_READY,
                        "database " + where.name() + " is not served: it has migrations, and its server is " + server
                                + "; " + SERVERS,
                        "Take its files out of the folder that `migrations` names, and reload.");
    }

    /** @param server its kind and version, as {@link MySqlGreeting} says them */
    static boolean carriesOut(String server) {
        return server.startsWith("MySQL ") && MySqlPreflight.number(server) >= MySqlPreflight.LEAST_VERSION;
    }

    @Override
    public String lockHolder(Db db) throws SQLException {
        return EngineLock.held(db.find(c -> Db.first(
                c,
                "SELECT CONCAT('session ', p.id, COALESCE(CONCAT(' from ', p.host), '')) FROM performance_schema.processlist p"
                        + " WHERE p.id = IS_USED_LOCK(" + LOCK + ")",
                row -> row.getString(1))));
    }

    @Override
    public Catalogs catalogs() {
        return new MySqlCatalogLoader()::load;
    }

    @Override
    public ShapeReader.Result read(Connection connection, ColumnMigration spec) throws SQLException {
        return MySqlShapeReader.read(connection, spec, List.of());
    }

    @Override
    public ShapeReader.Result readStarted(Connection connection, ColumnMigration started, @Nullable Evidence now)
            throws SQLException {
        String dropped = now == null ? null : now.oldColumns();
        return MySqlShapeReader.read(
                connection, started, dropped == null ? List.of() : Definitions.columnsOfJson(dropped));
    }

    @Override
    public List<Finding> findings(
            Db db, Shape shape, Set<String> expanded, boolean guarded, List<ColumnMigration> others)
            throws SQLException {
        return db.call(c -> new MySqlPreflight(c, shape)
                .findings(expanded.contains(shape.migration().name()), guarded));
    }

    @Override
    public List<PlannedStep> plan(MigrationRunner runner) {
        return MySqlPlan.of(runner);
    }

    @Override
    public Runbook steps(MigrationRunner runner) {
        return new MySqlSteps(runner);
    }

    /** There is none. */
    @Override
    public @Nullable String guardProblem(Connection connection, Shape shape, boolean guarded) {
        return null;
    }

    @Override
    public @Nullable String turnedProblem(Connection connection, Shape shape) {
        return null;
    }

    /** What has come to the table since the start. */
    @Override
    public @Nullable String releaseObstacle(Db db, Shape shape) throws SQLException {
        List<Finding> found = db.call(c -> new MySqlPreflight(c, shape).ofTable());
        return found.isEmpty() ? null : found.get(0).toString();
    }

    @Override
    public List<String> contractObstacles(Db db, Shape shape) {
        return List.of(NO_CONTRACT);
    }

    @Override
    public DatabaseBarrier barrier(Db db) {
        return new DatabaseBarrier(db, MySqlTransactions.OPEN);
    }

    /** The server's own estimate (https://dev.mysql.com/doc/refman/8.0/en/information-schema-tables-table.html). */
    @Override
    public long rows(Db db, Shape shape) throws SQLException {
        Long rows = db.find(c -> Db.first(
                c,
                "SELECT table_rows FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                row -> row.getLong(1),
                shape.migration().table().schema(),
                shape.migration().table().name()));
        return rows == null ? 0 : rows;
    }

    @Override
    public ClientLoad.Sessions sessions(Connection connection) throws SQLException {
        ClientLoad.Sessions found =
                Db.first(connection, SESSIONS, row -> new ClientLoad.Sessions(row.getInt(1), row.getInt(2), 0));
        return found == null ? new ClientLoad.Sessions(0, 0, 0) : found;
    }

    @Override
    public List<String> holders(Db db, Shape shape) throws SQLException {
        return MySqlTableChange.holders(db, shape.migration().table());
    }

    @Override
    public String snapshot(Connection connection) {
        return "";
    }

    @Override
    public KeyBatches batches(Shape shape) {
        return new MySqlKeyBatches(shape, List.of());
    }

    @Override
    public BackfillBatch batch(Db db, StateStore store, Shape shape, BackfillRanges ranges) {
        return new MySqlBackfillBatch(db, store, shape, ranges);
    }
}
