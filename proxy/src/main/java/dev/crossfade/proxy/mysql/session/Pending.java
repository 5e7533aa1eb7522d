package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.Command;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Who takes the answer, where the command is the proxy's own; null for the client's. */
    final @Nullable Own own;

    /** What became of the text of a client's command. */
    Decision decision = Decision.NONE;

    /** What COM_STMT_PREPARE prepares for the client. */
    @Nullable
    PreparedStatement preparing;

    /** Names of columns, in lower case, whose definitions are left out of the answer to COM_FIELD_LIST. */
    Set<String> hides = Set.of();

    /** Whether it may change the catalog. */
    boolean changesCatalog;

    /** When it was sent, 0 where nobody wants to know. */
    long sentNanos;

    /** One of the client's. */
    Pending(int command) {
        this(command, null);
    }

    private Pending(int command, @Nullable Own own) {
        this.command = command;
        this.grammar = grammar(command);
        this.own = own;
    }

    /** One of the proxy's. */
    static Pending own(int command, Own own) {
        return new Pending(command, own);
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
