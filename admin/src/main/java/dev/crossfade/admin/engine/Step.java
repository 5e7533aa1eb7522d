package dev.crossfade.admin.engine;

import java.util.Locale;

/** The steps of a runbook, in order, and the places outside it. */
enum Step {
    NONE,
    ANNOUNCE,
    EXPAND,
    DUAL_WRITE,
    BACKFILL,
    INDEX,
    VERIFY,
    /** All done; waits for advance. */
    READY,
    /** What old has moves to new, then stage complete. */
    RELEASE,
    /** A release that was begun is taken back. */
    RETRACT,
    /** The old columns are dropped. */
    CONTRACT,
    /** The old columns are gone. */
    DONE,
    FAILED,
    /** What was added is being removed. */
    ABORT;

    /** As the API and the database spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Step ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether new is written in this step, or is about to be. */
    boolean isDualWriting() {
        return compareTo(DUAL_WRITE) >= 0 && compareTo(DONE) <= 0;
    }

    /** Whether a thread of the engine has something to do here. */
    boolean isWork() {
        return (compareTo(ANNOUNCE) >= 0 && compareTo(VERIFY) <= 0)
                || this == RELEASE
                || this == RETRACT
                || this == CONTRACT
                || this == ABORT;
    }
}
