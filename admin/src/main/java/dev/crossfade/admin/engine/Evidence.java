package dev.crossfade.admin.engine;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of a migration: where it stands and what was proved. An immutable copy of its row in
 * {@code crossfade.migration}.
 *
 * @param digest of the file it was started with
 * @param definition what was started, resolved; it stays in force while the file changes
 * @param epoch counts up whenever evidence is deleted; work begun under an older one can no longer record anything
 * @param step where it stands
 * @param failedStep the step that failed, when {@code step} is {@link Step#FAILED}
 * @param message what failed, in words
 * @param announced whether its table's statements are rewritten
 * @param expanded whether the new columns are there, and ours
 * @param deadLettersFound rows whose old value does not convert, counted by the last verification
 */
record Evidence(
        String digest,
        @Nullable ColumnMigration definition,
        long epoch,
        Step step,
        @Nullable Step failedStep,
        @Nullable String message,
        boolean paused,
        boolean announced,
        boolean expanded,
        @Nullable Instant backfilledAt,
        @Nullable Instant verifiedAt,
        long rowsVerified,
        long rowsDiffering,
        long deadLettersFound) {

    /** Nothing was ever done. */
    static Evidence none(String digest) {
        return new Evidence(digest, null, 0, Step.NONE, null, null, false, false, false, null, null, 0, 0, 0);
    }

    /** The step it is in or failed in. */
    Step reached() {
        return failedStep == null ? step : failedStep;
    }

    /** The highest stage this permits. Complete never: it needs the release step. */
    Stage permits() {
        if (!announced || !reached().isDualWriting()) {
            return Stage.OFF;
        }
        if (verifiedAt == null || rowsDiffering > 0) {
            return Stage.DUAL_WRITE;
        }
        return deadLettersFound > 0 ? Stage.SHADOW : Stage.RAMP_DOWN;
    }
}
