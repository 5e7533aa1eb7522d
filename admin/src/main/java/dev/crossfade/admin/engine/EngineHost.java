package dev.crossfade.admin.engine;

import dev.crossfade.proxy.Catalog;
import java.time.Instant;
import java.util.List;

/** What the engine tells the data plane, and asks of it. Called on the engine's threads. */
public interface EngineHost {
    /** The rewriter's new view of a database. */
    void publish(String database, Catalog catalog);

    /** Whether clients of a database may be served: its catalog and the evidence of its migrations are known. */
    void ready(String database, boolean ready);

    /** Clients of a database are not served, and will not be until somebody changes a file. */
    default void notServed(String database, String why) {}

    /** Clients that have spoken old of a migration since this process began. */
    List<Speaker> speakOld(String migration);

    /**
     * A client.
     *
     * @param who in words
     */
    record Speaker(String who, Instant lastSeen) {}
}
