package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.sql.KeyBatches;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ProxySettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What differs between database servers: how they are spoken to, where state is, what a table looks like, who is at work, and the
 * steps that change it. All else in this package is the same for both. One is for one database. Safe for use by many threads; whoever calls
 * with a connection waits for the server.
 */
interface Platform {
    static Platform of(ProxySettings.Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresPlatform();
            case MYSQL -> new MySqlPlatform();
        };
    }

    /** For JDBC. */
    String url(DatabaseConnection where);

    /** Of each connection: who, by which means, and its deadlines from its first moment on. */
    Properties properties(DatabaseConnection where);

    /** Why migrations are not carried out on this server, or null; may connect. */
    @Nullable
    CrossfadeException unfit(DatabaseConnection where) throws SQLException;

    /** Where state is kept. */
    StateStore store(DatabaseConnection where, UUID instance);

    /** Whether a migration was ever started in the database. */
    boolean hasState(Connection connection) throws SQLException;

    /** A condition, with AND before it, for rows of {@code crossfade.migration} that are of the connection's database; may be empty. */
    String ofThisDatabase();

    /** The lock by which one engine works on the database at a time, or null when another has it. */
    @Nullable
    EngineLock lock(Db db) throws SQLException;

    /** That another engine has it, and who that is. */
    String lockHolder(Db db) throws SQLException;

    /** What loads catalogs; not safe for use by several threads at a time. */
    Catalogs catalogs();

    /** Loads a database's catalog. */
    interface Catalogs {
        /** @param gone columns that a migration has dropped, by table: statements that name them go on working */
        Catalog load(Connection connection, Map<TableName, List<Catalog.Column>> gone) throws SQLException;
    }

    /** Reads the table's columns and resolves the definition of a file. */
    ShapeReader.Result read(Connection connection, ColumnMigration spec) throws SQLException;

    /** The same for what was started: new columns may be there, and old ones gone. */
    ShapeReader.Result readStarted(Connection connection, ColumnMigration started, @Nullable Evidence now)
            throws SQLException;

    /**
     * Everything that keeps a migration from starting; empty when nothing does.
     *
     * @param expanded the members whose new columns are there, and ours
     */
    List<Finding> findings(Db db, Shape shape, Set<String> expanded, boolean guarded, List<ColumnMigration> others)
            throws SQLException;

    /** The runbook in words and SQL, as it would run now. */
    List<PlannedStep> plan(MigrationRunner runner);

    /** What carries it out. */
    Runbook steps(MigrationRunner runner);

    /** What keeps triggers of ours from carrying every write, in words, or null. */
    @Nullable
    String guardProblem(Connection connection, Shape shape, boolean guarded) throws SQLException;

    /** The same of what is there after the release. */
    @Nullable
    String turnedProblem(Connection connection, Shape shape) throws SQLException;

    /** What keeps old from being let go, in words, or null. */
    @Nullable
    String releaseObstacle(Db db, Shape shape) throws SQLException;

    /** What would be lost with the old columns, in words. */
    List<String> contractObstacles(Db db, Shape shape) throws SQLException;

    /** Waits for every transaction that is open now. */
    DatabaseBarrier barrier(Db db);

    /** About how many rows a table has. */
    long rows(Db db, Shape shape) throws SQLException;

    /** Who is at work in the server, Crossfade left out. */
    ClientLoad.Sessions sessions(Connection connection) throws SQLException;

    /** Who has the table, in words. */
    List<String> holders(Db db, Shape shape) throws SQLException;

    /** What is seen by a statement that begins now, as {@link StateStore#forgetLetters} wants it. */
    String snapshot(Connection connection) throws SQLException;

    KeyBatches batches(Shape shape);

    BackfillBatch batch(Db db, StateStore store, Shape shape, BackfillRanges ranges);
}
