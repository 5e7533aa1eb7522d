package dev.crossfade.admin.engine;

import dev.crossfade.admin.tool.ToolPrograms;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.ShadowReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the engine tells the data plane, and asks of it. Called on the engine's threads. */
public interface EngineHost {
    /** The rewriter's new view of a database. */
    void publish(String database, Catalog catalog);

    /** Whether clients of a database may be served: its catalog and the evidence of its migrations are known. */
    void ready(String database, boolean ready);

    /** Clients of a database are not served, and will not be until somebody changes a file. */
    default void notServed(String database, String why) {}

    /**
     * Measures from now on how long clients' statements take.
     *
     * @param migration those on this migration's table; null for all of the database
     * @param window how far back each reading looks
     * @return to be closed when it is not needed any more
     */
    ClientLatency latency(String database, @Nullable String migration, Duration window);

    /** Begins to measure how long the transactions of a database take. */
    ClientLatency transactionLatency(String database, Duration window);

    /** Clients that have spoken old of a migration since this process began. */
    List<Speaker> speakOld(String migration);

    /** What comparing the reads of a migration's table has come to, null where nobody compares. */
    default @Nullable ShadowReport shadow(String database, String migration) {
        return null;
    }

    /** What was compared so far says nothing of what is there now. */
    default void forgetShadow(String database, String migration) {}

    /** Whether samples of a migration's mismatches may hold values. */
    default void showShadowValues(String database, String migration, boolean shows) {}

    /**
     * Notices from now on which statements name these columns; nothing is rewritten for it.
     *
     * @param columns each as the old column of a migration that is not one, which bears the name by which {@link #usersOf} asks
     */
    default void watchColumns(String database, List<ColumnMigration> columns) {}

    /** Clients whose statements name a watched column, by name or as part of {@code *}, since this process began. */
    default List<Speaker> usersOf(String database, String watched) {
        return List.of();
    }

    /** Clients that have a statement prepared that names a watched column, in words, and which. Blocks. */
    default List<String> preparedBy(String database, String watched) throws InterruptedException {
        return List.of();
    }

    /**
     * Lets no transaction of a database's clients begin, and waits for those that are open.
     *
     * @return what ends it; null when some were still open at the deadline, or will be by all appearance, or somebody holds them
     *     already, and then everything goes on as before
     */
    default @Nullable Hold hold(String database, Duration deadline) throws InterruptedException {
        return () -> {};
    }

    /**
     * Keeps clients' statements that name one of {@code tables} from the server, as long as their transactions begin after this
     * call. Does not block.
     *
     * @param atMost after which it has ended by itself
     * @return what ends it
     */
    default Hold holdStatements(String database, List<TableName> tables, Duration atMost) {
        return () -> {};
    }

    /** Statements of clients that name a migration's table and would be refused at a stage, in words; since this process began. */
    default List<String> refusedStatements(String database, String migration) {
        return List.of();
    }

    /** What the server calls the data plane's connections to a database: {@code pg_stat_activity.pid}. */
    default Set<Integer> serverProcesses(String database) {
        return Set.of();
    }

    /** Where programs that rewrite tables are. */
    default ToolPrograms tools() {
        return ToolPrograms.DEFAULT;
    }

    /** What is prepared on server connections that clients share is not used any more: a table has changed its shape. */
    default void forgetPrepared(String database) {}

    /** Transactions are kept from beginning until it is closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A client.
     *
     * @param who in words
     */
    record Speaker(String who, Instant lastSeen) {}
}
