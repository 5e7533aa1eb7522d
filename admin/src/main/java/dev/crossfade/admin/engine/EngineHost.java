package dev.crossfade.admin.engine;

import dev.crossfade.proxy.Catalog;

/** What the engine tells the data plane. Called on the engine's threads. */
public interface EngineHost {
    /** The rewriter's new view of a database. */
    void publish(String database, Catalog catalog);

    /** Whether clients of a database may be served: its catalog and the evidence of its migrations are known. */
    void ready(String database, boolean ready);
}
