package dev.crossfade.admin.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a migration stands, as the API shows it.
 *
 * @param kind {@code columns} for a migration of columns, else the key of its file that says what changes, such as
 *     {@code notNull}
 * @param stage in force; of a change of the schema {@code pending}, {@code running}, {@code ready} (waits for advance) or
 *     {@code done}
 * @param requestedStage what the flag asks for
 * @param permittedStage the highest that evidence permits
 * @param step {@code none}, {@code announce}, {@code expand}, {@code dual-write}, {@code backfill}, {@code verify},
 *     {@code ready} (waits for advance), {@code release}, {@code retract}, {@code contract}, {@code done} (the old columns
 *     are gone), {@code failed}
 * @param paused whether backfill was told to rest
 * @param wayBack of a change of the schema that has begun: how it is undone, or that it cannot be; else null
 * @param automatic what it waits for before it goes on by itself, where its file says {@code advance: auto}; else null
 * @param movesWith the columns of foreign keys onto its column, which move as one with it; empty for most
 * @param blockedBy what keeps it from going on, in words; empty when nothing does
 */
public record MigrationStatus(
        String name,
        String database,
        String table,
        String kind,
        String stage,
        String requestedStage,
        String permittedStage,
        String step,
        boolean paused,
        @Nullable Progress progress,
        Evidence evidence,
        @Nullable String wayBack,
        @Nullable Automatic automatic,
        List<Companion> movesWith,
        List<String> blockedBy) {
    /** The {@link #kind} of a migration of columns. */
    public static final String COLUMNS = "columns";

    /**
     * How it goes on by itself.
     *
     * @param next the stage that comes next, or {@code contract}
     * @param notBefore when the time is over that the present one is kept, ISO-8601
     * @param waitsFor what is missing, in words; empty when it goes on now
     */
    public record Automatic(String next, String notBefore, List<String> waitsFor) {}

    /**
     * A column that moves with it.
     *
     * @param column the old one
     * @param newColumn the one that takes its place
     * @param progress how far the last backfill or verification of its table came since the process began, or null
     */
    public record Companion(
            String table,
            String column,
            String newColumn,
            @Nullable Progress progress) {}

    /**
     * How far backfill or verification is.
     *
     * @param rowsDone rows of the table looked at so far
     * @param rowsTotal estimated
     * @param rowsPerSecond over the last seconds
     * @param secondsLeft estimated, -1 when unknown
     */
    public record Progress(long rowsDone, long rowsTotal, double rowsPerSecond, long secondsLeft) {}

    /**
     * What has been proved.
     *
     * @param backfilledAt ISO-8601, or null
     * @param verifiedAt ISO-8601, or null
     * @param rowsVerified rows compared by the last verification
     * @param rowsDiffering rows that did not agree in it
     * @param deadLetters rows whose old value does not convert
     * @param readsCompared at shadow, reads that both sides have answered since the last verification or start of the process
     * @param mismatches of them, those whose answers differ
     * @param rowsObserved with {@code guard: observe}, rows that writes around the proxy have left not agreeing since the last
     *     verification
     * @param completedAt when stage complete came into force, ISO-8601, or null
     * @param contractedAt when the old columns were dropped, ISO-8601, or null
     */
    public record Evidence(
            @Nullable String backfilledAt,
            @Nullable String verifiedAt,
            long rowsVerified,
            long rowsDiffering,
            long deadLetters,
            long readsCompared,
            long mismatches,
            long rowsObserved,
            @Nullable String completedAt,
            @Nullable String contractedAt) {}
}
