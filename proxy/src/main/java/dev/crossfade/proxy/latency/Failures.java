package dev.crossfade.proxy.latency;

import java.util.Set;

/**
 * Which errors of a statement on a migrating table its migration may be the reason of. By SQLSTATE
 * (https://www.postgresql.org/docs/15/errcodes-appendix.html): a migration computes values (22), refuses rows that do not
 * agree (23514) and NULL where it enforces (23502), refuses what it cannot rewrite (0A000), names columns, types and operators
 * the client did not (42), takes locks (40, 55P03), makes statements slower (57014) and larger (53, 54), and may have errors
 * of its own (XX). What an application meets without one is left out: its unique and foreign keys, what its own functions
 * raise, statements behind an error in its transaction, syntax errors apart, its server being shut down.
 */
final class Failures {
    private static final Set<String> CLASSES = Set.of("22", "40", "42", "53", "54", "XX");
    private static final Set<String> STATES = Set.of("0A000", "23502", "23514", "55P03", "57014");

    private Failures() {}

    static boolean mayBeOfAMigration(String sqlState) {
        return STATES.contains(sqlState) || (sqlState.length() == 5 && CLASSES.contains(sqlState.substring(0, 2)));
    }
}
