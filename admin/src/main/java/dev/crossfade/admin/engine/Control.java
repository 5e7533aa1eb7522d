package dev.crossfade.admin.engine;

/** How long work on a migration is told to rest or to stop, and where it says how far it is. */
public interface Control {
    /**
     * Returns at once when work may go on; waits while it is paused.
     *
     * @throws StoppedException when it must stop: the engine closes, lost its lock, or the evidence was deleted
     */
    void proceed() throws InterruptedException;

    /** Whether work must stop; {@link #proceed} would throw. For whoever watches a statement that takes long. */
    boolean isStopped();

    /** Rests for so long, or until it must stop. */
    void rest(long millis) throws InterruptedException;

    /** What it is waiting for now, in words; empty for nothing. */
    void blockedBy(java.util.List<String> blockers);

    /** Rows of {@code total} (estimated) are done. */
    void progress(Meter meter);

    /** Work must stop here; its checkpoint tells where to go on. */
    final class StoppedException extends RuntimeException {
        public StoppedException() {
            super("the work was stopped");
        }
    }
}
