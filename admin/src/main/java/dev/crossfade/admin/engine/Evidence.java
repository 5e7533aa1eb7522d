package dev.crossfade.admin.engine;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.Stage;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * @param guarded whether the guard trigger was created, with the columns
 * @param released whether old is no longer kept: the way back is closed
 * @param completedAt when stage complete first came into force, or was about to
 * @param contractedAt when the old columns were dropped
 * @param oldSeenAt when a client that speaks old was last seen, as far as it was written down
 * @param oldColumns the dropped columns as {@link Definitions} writes them, or null
 * @param deadLettersFound rows whose old value does not convert, counted by the last verification
 * @param parts by name, what is known of each companion beside that
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
        boolean guarded,
        boolean released,
        @Nullable Instant completedAt,
        @Nullable Instant contractedAt,
        @Nullable Instant oldSeenAt,
        @Nullable String oldColumns,
        @Nullable Instant backfilledAt,
        @Nullable Instant verifiedAt,
        long rowsVerified,
        long rowsDiffering,
        long deadLettersFound,
        Map<String, Part> parts) {

    /**
     * What differs between those that move as one, while a step goes from one to the next.
     *
     * @param expanded whether its new column is there, and ours
     * @param oldColumns its dropped column as {@link Definitions} writes it, or null
     */
    record Part(boolean expanded, @Nullable String oldColumns) {}

    /** Nothing was ever done. */
    static Evidence none(String digest) {
        return new Evidence(
                digest, null, 0, Step.NONE, null, null, false, false, false, false, false, null, null, null, null, null,
                null, 0, 0, 0, Map.of());
    }

    /** The members whose new columns are there, and ours. */
    Set<String> expandedMembers(String name) {
        Set<String> there = new HashSet<>();
        if (expanded) {
            there.add(name);
        }
        parts.forEach((part, its) -> {
            if (its.expanded()) {
                there.add(part);
            }
        });
        return there;
    }

    /** Whether new columns are there, of one that moves with it or its own: what moves is fixed then. */
    boolean begun() {
        return expanded || parts.values().stream().anyMatch(Part::expanded);
    }

    /** The step it is in or failed in. */
    Step reached() {
        return failedStep == null ? step : failedStep;
    }

    /** The lowest stage at which no write and no read relies on old, once old is not kept; else off. */
    Stage needs() {
        return completedAt != null ? Stage.COMPLETE : released ? Stage.RAMP_DOWN : Stage.OFF;
    }

    /** The highest stage this permits. */
    Stage permits() {
        if (contractedAt != null) {
            return Stage.COMPLETE;
        }
        if (!announced || !reached().isDualWriting()) {
            return Stage.OFF;
        }
        if (verifiedAt == null || rowsDiffering > 0) {
            return Stage.DUAL_WRITE;
        }
        if (released) {
            return Stage.COMPLETE;
        }
        return deadLettersFound > 0 ? Stage.SHADOW : Stage.RAMP_DOWN;
    }
}
