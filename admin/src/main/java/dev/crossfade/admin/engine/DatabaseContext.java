package dev.crossfade.admin.engine;

import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** What the migrations of one database share. */
interface DatabaseContext {
    Db db();

    StateStore store();

    FlagControl flags();

    EngineLimits limits();

    /** Where steps run, and what must not run on a caller's thread. */
    ExecutorService executor();

    /** Whether this engine holds the database's engine lock and has loaded what the database says: steps may run. */
    boolean active();

    /** Whether it holds the lock: what it reads is what counts. */
    boolean holdsLock();

    /** Why not, in words; empty while active. */
    List<String> inactiveBecause();

    /** Loads the catalog and publishes it if it changed. */
    void reloadCatalog() throws SQLException;

    /** What it published last. */
    Catalog catalog();

    /** The data plane. */
    EngineHost host();

    /** One of its migrations has moved by itself, or could not. */
    void moved(ByItself move);

    /** Changes of the schema of a table that have begun and are not done, in words. */
    List<String> changesUnderWay(TableName table);

    /** Other migrations of the same database, by what they are over. */
    List<MigrationRunner> runners();
}
