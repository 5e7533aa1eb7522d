package dev.crossfade.admin.engine;

import dev.crossfade.flags.Stage;
import org.jspecify.annotations.Nullable;

/** What evidence still lacks for a stage, in words. Pure. */
final class Missing {
    private Missing() {}

    /**
     * @param guardProblem what keeps the guard from its work, or null
     * @param recorded dead letters that writes have recorded since the last verification
     * @return null when nothing is missing
     */
    static @Nullable String forStage(Evidence evidence, long recorded, @Nullable String guardProblem, Stage to) {
        if (evidence.contractedAt() != null) {
            return null;
        }
        if (to == Stage.COMPLETE) {
            return evidence.released()
                    ? null
                    : "old is still kept: advance does the release, which moves to the new columns"
                            + " what the old ones have, and then goes to complete";
        }
        if (to == Stage.OFF) {
            return null;
        }
        if (!evidence.announced() || !evidence.reached().isDualWriting()) {
            return "it has not been started: start adds the columns, backfills and verifies";
        }
        if (to == Stage.DUAL_WRITE) {
            return null;
        }
        if (evidence.verifiedAt() == null) {
            return "the rows have not been verified yet; it is in step "
                    + evidence.step().word();
        }
        if (guardProblem != null && to == Stage.LIVE) {
            return guardProblem + ": writes may have gone past it";
        }
        if (to == Stage.LIVE && evidence.step() == Step.VERIFY) {
            return "the rows are being verified again";
        }
        if (evidence.rowsDiffering() > 0) {
            return evidence.rowsDiffering() + " row(s) differed in the last verification";
        }
        long dead = evidence.deadLettersFound() + recorded;
        if (to != Stage.SHADOW && dead > 0) {
            return dead + " dead letter(s): rows whose old value does not convert"
                    + (evidence.message() == null ? "" : " (" + evidence.message() + ")");
        }
        return null;
    }

    /** That reads were answered otherwise by new. */
    static String mismatches(long count) {
        return count + " read(s) that new has answered otherwise than old, at shadow; its shadow report shows them";
    }

    /** What to do about it. */
    static String hint(Evidence evidence, Stage to) {
        if (to == Stage.COMPLETE) {
            return "advance, at ramp-down.";
        }
        if (!evidence.announced() || !evidence.reached().isDualWriting()) {
            return "Run start first.";
        }
        if (evidence.verifiedAt() != null && evidence.step() != Step.VERIFY) {
            return "Correct the rows, then resume: it verifies again.";
        }
        return evidence.step() == Step.FAILED
                ? "Look at blockedBy, then start again: it goes on where it failed."
                : "Wait until the migration is ready; its progress tells how long.";
    }
}
