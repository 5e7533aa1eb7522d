package dev.crossfade.admin.engine;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What errors of the server mean to the engine (https://www.postgresql.org/docs/15/errcodes-appendix.html,
 * https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html). Only MySQL's have a number.
 */
public final class Errors {
    static final String NO_CONNECTION = "08001";
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String DEADLOCK = "40P01";
    static final String SERIALIZATION_FAILURE = "40001";
    private static final String QUERY_CANCELED = "57014";

    private static final Set<String> PASSING =
            Set.of(LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION_FAILURE, QUERY_CANCELED);

    /** Lock wait timeout, deadlock, statement interrupted, execution time exceeded, NOWAIT. */
    private static final Set<Integer> MYSQL_PASSING = Set.of(1205, 1213, 1317, 3024, 3572);

    /** No access to a database, a table, a column; no such database; a privilege is missing. */
    private static final Set<Integer> MYSQL_DENIED = Set.of(1044, 1142, 1143, 1049, 1227);

    /**
     * The login is refused as things are: access denied, to a database or at all, no such database, not from this host, the
     * server knows no such way, a password or its change is missing, the account is locked; a setting that an older server or
     * MariaDB does not know.
     */
    private static final Set<Integer> MYSQL_REFUSED =
            Set.of(1044, 1045, 1049, 1130, 1142, 1143, 1193, 1227, 1251, 1698, 1820, 1862, 3118);

    private Errors() {}

    /** Whether a MySQL server answers, and will not let this user in as things are. */
    static boolean isRefusedLogin(SQLException e) {
        return MYSQL_REFUSED.contains(e.getErrorCode());
    }

    /** Whether a MySQL server has let the user in, and not to what was asked for. */
    static boolean isDenied(SQLException e) {
        return MYSQL_DENIED.contains(e.getErrorCode());
    }

    /** Whether the same statement may well succeed a moment later. */
    public static boolean isPassing(SQLException e) {
        return PASSING.contains(state(e)) || MYSQL_PASSING.contains(e.getErrorCode());
    }

    /** Whether the connection is gone, or none could be made. What ran on it may or may not have happened. */
    public static boolean isConnectionLost(SQLException e) {
        String state = state(e);
        return state.isEmpty() || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }

    /** Whether a value was one an expression could not take: class 22. */
    public static boolean isData(SQLException e) {
        return state(e).startsWith("22");
    }

    public static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** The server's message without detail, which can hold a row's values. */
    public static String firstLine(SQLException e) {
        if (e instanceof PSQLException p) {
            ServerErrorMessage message = p.getServerErrorMessage();
            if (message != null && message.getMessage() != null) {
                return message.getMessage();
            }
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
