package dev.crossfade.admin.engine;

import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.flags.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * What is known when one whose file says {@code advance: auto} is looked at.
     *
     * @param now by the database's clock, as {@link Standing#since} is
     * @param kept how long a stage is to be kept at least
     * @param flag of its stage, or null when it cannot be read
     * @param recorded dead letters that writes have recorded since the last verification
     * @param observed rows that writes around the proxy have left not agreeing
     * @param guardProblem what keeps the guard from its work, or null
     * @param compared reads that were answered by both sides at shadow, so far
     * @param mismatches of them, those that differ
     */
    record Situation(
            Standing stands,
            Instant now,
            Duration kept,
            Evidence evidence,
            @Nullable FlagState flag,
            long recorded,
            long observed,
            @Nullable String guardProblem,
            long compared,
            long mismatches) {}

    /**
     * What keeps it from going on by itself, in words; empty when nothing does. More is asked than when somebody has it go on,
     * who may know better. What the release and the contract ask besides, they ask themselves.
     */
    static List<String> toGoOn(Situation known) {
        Stage at = known.stands().stage();
        Evidence evidence = known.evidence();
        List<String> missing = new ArrayList<>();
        if (evidence.step() != Step.READY) {
            missing.add("it is in step " + evidence.step().word()
                    + (evidence.step() == Step.FAILED ? ", and waits for somebody" : ""));
        }
        if (evidence.paused()) {
            missing.add("it is paused; resume has it go on");
        }
        String heldBack = known.stands().heldBack();
        if (heldBack != null) {
            missing.add("it " + heldBack);
        }
        FlagState flag = known.flag();
        if (flag == null) {
            missing.add("the flag of its stage cannot be read");
        } else if (flag.percent() != null) {
            missing.add("its flag has " + flag.variant() + " for " + flag.percent()
                    + " % of clients; it goes on once all have");
        } else if (flag.targeting()) {
            missing.add("its flag has targeting of its own, so clients are at stages of their own");
        }
        Instant over = known.stands().since().plus(known.kept());
        if (over.isAfter(known.now())) {
            missing.add("it is kept at " + at.variant() + " until " + over.truncatedTo(ChronoUnit.SECONDS));
        }
        if (evidence.verifiedAt() == null || evidence.rowsDiffering() > 0) {
            missing.add("the last verification was not clean");
        }
        long dead = evidence.deadLettersFound() + known.recorded();
        if (dead > 0) {
            missing.add(dead + " dead letter(s): rows whose old value does not convert");
        }
        if (known.observed() > 0) {
            missing.add(known.observed() + " row(s) that writes around the proxy have left not agreeing");
        }
        if (known.guardProblem() != null) {
            missing.add(known.guardProblem());
        }
        if (at == Stage.SHADOW && known.compared() == 0) {
            missing.add("no read has been answered by both sides yet");
        }
        if (at == Stage.SHADOW && known.mismatches() > 0) {
            missing.add(mismatches(known.mismatches()));
        }
        return missing;
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
