package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.Command;

/** A command that was sent to the server and is not answered yet. Confined to the session's event loop. */
final class Pending {
    /** How the answer to a command is made up. */
    enum Grammar {
        /** Nothing comes back. */
        NONE,
        /** One packet: OK, EOF or ERR. */
        SINGLE,
        /** One packet of text, or ERR. */
        TEXT,
        /** OK, ERR, a request for a local file, or definitions and rows; and more of these where the status says so. */
        RESULTS,
        /** Definitions up to an EOF. */
        DEFINITIONS,
        /** What was prepared, then definitions of its parameters and columns. */
        PREPARED,
        /** Rows of a cursor. */
        ROWS,
        /** Packets up to an EOF, which may never come: events of the binary log. */
        STREAM
    }

    final int command;
    final Grammar grammar;

    /** Whether it is the proxy's own: its answer is not for the client. */
    final boolean isOwn;

    /** One of the client's. */
    Pending(int command) {
        this(command, false);
    }

    private Pending(int command, boolean isOwn) {
        this.command = command;
        this.grammar = grammar(command);
        this.isOwn = isOwn;
    }

    /** One of the proxy's. */
    static Pending own(int command) {
        return new Pending(command, true);
    }

    /** Of a command's answer. What servers do not know they answer by an ERR packet. */
    static Grammar grammar(int command) {
        return switch (command) {
            case Command.QUIT, Command.STMT_SEND_LONG_DATA, Command.STMT_CLOSE -> Grammar.NONE;
            case Command.QUERY, Command.STMT_EXECUTE, Command.STMT_BULK_EXECUTE, Command.PROCESS_INFO ->
                Grammar.RESULTS;
            case Command.STATISTICS -> Grammar.TEXT;
            case Command.FIELD_LIST -> Grammar.DEFINITIONS;
            case Command.STMT_PREPARE -> Grammar.PREPARED;
            case Command.STMT_FETCH -> Grammar.ROWS;
            case Command.BINLOG_DUMP, Command.BINLOG_DUMP_GTID -> Grammar.STREAM;
            default -> Grammar.SINGLE;
        };
    }
}
