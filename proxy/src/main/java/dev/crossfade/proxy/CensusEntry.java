package dev.crossfade.proxy;

import dev.crossfade.flags.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration would do to one statement of the live traffic.
 *
 * @param statement its text, literals left out; a long one cut
 * @param outcome the worst of all stages
 * @param refusals where it would be refused, in the order of the stages; empty unless {@code outcome} is REFUSED
 * @param executions how often it came, since the start of this process
 * @param address where it came from last
 */
public record CensusEntry(
        String migration,
        String database,
        String user,
        String application,
        String statement,
        Outcome outcome,
        List<Refused> refusals,
        long executions,
        String address,
        Instant firstSeen,
        Instant lastSeen) {

    /** From bad to good. */
    public enum Outcome {
        /** At one stage at least it is refused (0A000). */
        REFUSED,
        /** Not looked at yet: it will be within a moment, or, under heavy load, when it comes again. */
        PENDING,
        /** At one stage at least the server gets another text. */
        REWRITTEN,
        /** It names the table, and goes on as it is at every stage. */
        UNTOUCHED
    }

    /**
     * A refusal.
     *
     * @param from the first stage that has it
     * @param to the last stage in a row that has it
     * @param hint what to do instead
     */
    public record Refused(
            Stage from, Stage to, String message, @Nullable String hint) {}
}
