package dev.crossfade.flags;

/**
 * Everything Crossfade itself refuses or reports, with what it is called in each protocol: SQLSTATE for PostgreSQL's
 * ErrorResponse (https://www.postgresql.org/docs/15/errcodes-appendix.html), HTTP status for RFC 9457 problem details.
 */
public enum Problem {
    /** A statement touches a migrating table and cannot be rewritten correctly. */
    UNREWRITABLE("0A000", 422),
    /** A row names both sides and they do not agree. */
    DISAGREES("23514", 409),
    /** No database of that name is configured. */
    UNKNOWN_DATABASE("3D000", 404),
    /** User or password is wrong; never says which. */
    AUTHENTICATION_FAILED("28P01", 401),
    /** The client broke the wire protocol. */
    PROTOCOL_VIOLATION("08P01", 400),
    /** The backend does not answer or refused the connection. */
    BACKEND_UNREACHABLE("08001", 503),
    /** The connection to the backend was lost; what ran on it may or may not have happened. */
    BACKEND_LOST("08006", 503),
    /** Crossfade is starting or stopping and serves this database not yet or no longer. */
    NOT_READY("57P03", 503),
    /** Too many connections. */
    TOO_MANY_CONNECTIONS("53300", 503),
    /** A limit on size or depth or time was passed. */
    LIMIT_EXCEEDED("54000", 422),
    /** No client is connected under that id. */
    UNKNOWN_SESSION("42704", 404),
    UNKNOWN_FLAG("42704", 404),
    UNKNOWN_MIGRATION("42704", 404),
    /** The flag has no such variant, or the request is malformed. */
    INVALID_REQUEST("22023", 400),
    UNKNOWN_VARIANT("22023", 422),
    /** The stage asked for is not the next one. */
    STAGE_JUMP("55000", 409),
    /** What the stage needs has not been proved. */
    NOT_PERMITTED("55000", 409),
    /** The operation does not fit the state the migration is in. */
    WRONG_STATE("55000", 409),
    /** If-Match did not match. */
    PRECONDITION_FAILED("55000", 412),
    /** The configuration's file cannot be used; all that is wrong is named with its line. */
    INVALID_CONFIGURATION("F0000", 422),
    /** The configuration's file is good, and has a change that only a restart can make. */
    RESTART_NEEDED("55P02", 409),
    /** The admin API's token is missing or wrong. */
    UNAUTHORIZED("28000", 401),
    /** A wait passed its deadline; what was waited for is named. */
    DEADLINE_PASSED("57014", 409),
    /** It is not known whether the operation happened. Nobody may retry past this without asking. */
    OUTCOME_UNKNOWN("08007", 500),
    INTERNAL("XX000", 500);

    private final String sqlState;
    private final int httpStatus;

    Problem(String sqlState, int httpStatus) {
        this.sqlState = sqlState;
        this.httpStatus = httpStatus;
    }

    public String sqlState() {
        return sqlState;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
