package dev.crossfade.admin.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal found.
 *
 * @param digest SHA-256 of the migration's file, in hex
 * @param verdict {@code passed} or {@code failed}
 * @param reason why it failed; null when it passed
 * @param startedAt ISO-8601
 * @param server version of the throwaway server
 * @param realServer version of the database's server
 * @param data {@code sampled} or {@code generated}
 * @param tables what was in them
 * @param realRows an estimate of the migrating table's rows in the database, -1 when it has none
 * @param clients that worked all the while, besides the one that played the census
 * @param statements executed through Crossfade, each on the twin too
 * @param failures answers or rows that were not the twin's, and errors that the twin did not have
 * @param firstFailures some of them
 * @param census what the census had, played or not
 * @param notCovered what the rehearsal says nothing about
 */
public record Report(
        String migration,
        String database,
        String table,
        String digest,
        String verdict,
        @Nullable String reason,
        String startedAt,
        double seconds,
        String server,
        String realServer,
        String data,
        List<Copied> tables,
        long realRows,
        int clients,
        long statements,
        long failures,
        List<String> firstFailures,
        List<Move> moves,
        List<Played> census,
        List<String> notCovered) {
    static final String PASSED = "passed";
    static final String FAILED = "failed";

    boolean passed() {
        return verdict.equals(PASSED);
    }

    /** The same, failed: nobody would find it where {@code start} looks. */
    Report notKept(String why) {
        String said = "the report cannot be kept in the database: " + why;
        return new Report(
                migration,
                database,
                table,
                digest,
                FAILED,
                reason == null ? said : reason + "; and " + said,
                startedAt,
                seconds,
                server,
                realServer,
                data,
                tables,
                realRows,
                clients,
                statements,
                failures,
                firstFailures,
                moves,
                census,
                notCovered);
    }

    /** A table of the copy and how many rows it had when the run began. */
    public record Copied(String table, long rows) {}

    /**
     * One request to the engine, and the time under load after it.
     *
     * @param stage in force afterwards
     * @param seconds until it was done
     * @param steps of the runbook it went through
     * @param result {@code ok}, or what went wrong
     * @param statements executed by clients from the request on until rows were compared
     * @param failures among them
     * @param lockWaitMillis the longest that a client was seen waiting for a lock, looked at every 13 ms or so
     * @param rowsCompared all rows of the table, as clients see them, with the twin's
     */
    public record Move(
            String request,
            String stage,
            double seconds,
            List<Timed> steps,
            String result,
            long statements,
            long failures,
            double p99Millis,
            double longestMillis,
            long lockWaitMillis,
            long rowsCompared) {}

    /** A step of the engine and how long it was in it. */
    public record Timed(String step, double seconds) {}

    /** A statement of the census; {@code why} it was not played. */
    public record Played(
            String statement,
            String user,
            String application,
            boolean played,
            @Nullable String why) {}
}
