package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.EngineLimits;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/** What changes of the schema of one database share. */
public interface ChangeContext {
    Db db();

    EngineLimits limits();

    /** Where steps run. */
    ExecutorService executor();

    /** Whether this engine holds the database's engine lock and has loaded what the database says: steps may run. */
    boolean active();

    /** Why not, in words; empty while active. */
    List<String> inactiveBecause();

    EngineHost host();

    /** Which engine it is: one that has been overtaken records nothing any more. */
    UUID instance();

    /** Creates the state's tables where they are missing, and says that this engine is the active one. */
    void createState(Connection connection) throws SQLException;

    /** Loads the catalog and publishes it if it changed. */
    void reloadCatalog() throws SQLException;

    /** Migrations and changes of the same table that have begun and are not done, {@code except} left out; in words. */
    List<String> underWay(TableName table, String except);
}
