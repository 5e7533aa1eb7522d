package dev.crossfade.proxy.wire;

/** Types of the messages that servers send (https://www.postgresql.org/docs/15/protocol-message-formats.html). */
public final class Backend {
    public static final byte AUTHENTICATION = 'R';
    public static final byte BACKEND_KEY_DATA = 'K';
    public static final byte BIND_COMPLETE = '2';
    public static final byte CLOSE_COMPLETE = '3';
    public static final byte COMMAND_COMPLETE = 'C';
    public static final byte COPY_BOTH_RESPONSE = 'W';
    public static final byte COPY_DATA = 'd';
    public static final byte COPY_DONE = 'c';
    public static final byte COPY_IN_RESPONSE = 'G';
    public static final byte COPY_OUT_RESPONSE = 'H';
    public static final byte DATA_ROW = 'D';
    public static final byte EMPTY_QUERY_RESPONSE = 'I';
    public static final byte ERROR_RESPONSE = 'E';
    public static final byte FUNCTION_CALL_RESPONSE = 'V';
    public static final byte NEGOTIATE_PROTOCOL_VERSION = 'v';
    public static final byte NO_DATA = 'n';
    public static final byte NOTICE_RESPONSE = 'N';
    public static final byte NOTIFICATION_RESPONSE = 'A';
    public static final byte PARAMETER_DESCRIPTION = 't';
    public static final byte PARAMETER_STATUS = 'S';
    public static final byte PARSE_COMPLETE = '1';
    public static final byte PORTAL_SUSPENDED = 's';
    public static final byte READY_FOR_QUERY = 'Z';
    public static final byte ROW_DESCRIPTION = 'T';

    /**
     * Refuses a message that is too short for what its type always has.
     *
     * @param total bytes of the whole message, header included
     */
    public static void check(byte type, int total) {
        int least = switch (type) {
            case AUTHENTICATION -> 9;
            case BACKEND_KEY_DATA, NEGOTIATE_PROTOCOL_VERSION -> 13;
            case READY_FOR_QUERY -> 6;
            case ROW_DESCRIPTION, DATA_ROW -> 7;
            default -> 5;
        };
        if (total < least) {
            throw FatalException.protocol("the backend sent a message '" + (char) type + "' of " + total + " bytes");
        }
    }

    private Backend() {}
}
