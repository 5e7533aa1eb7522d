package dev.crossfade.admin.rehearsal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rehearses migrations, and knows which have been. Methods throw {@link dev.crossfade.flags.CrossfadeException}
 * (UNKNOWN_MIGRATION, WRONG_STATE, NOT_PERMITTED, BACKEND_UNREACHABLE) when they refuse. Safe for use by many threads.
 */
public interface Rehearsals extends AutoCloseable {
    /** Begins a rehearsal, which goes on by itself; one at a time. */
    Rehearsed rehearse(String migration);

    /** The last one, or the one that runs. */
    Rehearsed of(String migration);

    /**
     * To be called before a migration is started.
     *
     * @return null, or what its owner should know: that this file has no passing rehearsal
     * @throws dev.crossfade.flags.CrossfadeException NOT_PERMITTED when the configuration requires one
     */
    @Nullable
    String beforeStart(String migration);

    /** Told whenever a rehearsal goes on, on its thread; replaces the one before. */
    void onProgress(Consumer<Rehearsed> listener);

    /** Stops the rehearsal that runs, and removes what it has begun. */
    @Override
    void close();
}
