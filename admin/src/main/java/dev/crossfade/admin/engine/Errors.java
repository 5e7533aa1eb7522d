package dev.crossfade.admin.engine;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What errors of the server mean to the engine (https://www.postgresql.org/docs/15/errcodes-appendix.html). */
public final class Errors {
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String DEADLOCK = "40P01";
    static final String SERIALIZATION_FAILURE = "40001";
    private static final String QUERY_CANCELED = "57014";

    private static final Set<String> PASSING =
            Set.of(LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION_FAILURE, QUERY_CANCELED);

    private Errors() {}

    /** Whether the same statement may well succeed a moment later. */
    public static boolean isPassing(SQLException e) {
        return PASSING.contains(state(e));
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
