package dev.crossfade.admin.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a migration may do to its clients before it goes back one stage by itself. Null where it does not matter.
 *
 * @param mismatches reads at shadow that new answers otherwise than old: more of them send it back
 * @param deadLetters rows whose old value does not convert: more of them send it back
 * @param errorRate share of the statements on its table, 0 to 1, that may fail for reasons of the migration, beyond the share
 *     at the stage before
 * @param p99 what 99 of 100 statements on its table may take
 * @param p99Factor how many times what they took at the stage before that may be
 * @param window how far back rate and time are measured
 * @param minStatements statements within the window below which rate and time are not judged
 */
public record RollbackBounds(
        @Nullable Long mismatches,
        @Nullable Long deadLetters,
        @Nullable Double errorRate,
        @Nullable Duration p99,
        @Nullable Double p99Factor,
        Duration window,
        int minStatements) {
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(30);
    public static final int DEFAULT_MIN_STATEMENTS = 100;
}
