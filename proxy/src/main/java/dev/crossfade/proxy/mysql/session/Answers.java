package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.session.Pending.Grammar;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.OkPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.mysql.wire.ServerStatus;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The commands in flight, and where in the answer to the first of them the server is. Definitions and rows are told by their
 * first byte and counted; only what ends something is read
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response.html,
 * https://mariadb.com/kb/en/result-set-packets/).
 *
 * <pre>
 *              OK, ERR
 *           ┌──────────────────────────────────────────────────► over
 *   FIRST ──┼─ file? ─► FILE ── OK, ERR ───────────────────────► over
 *     ▲     └─ n ─► DEFINITIONS ─ n of them ─► [EOF] ─► ROWS ─ EOF, OK, ERR ─► over
 *     └──────────────────── the status says that more follows ───────────┘
 * </pre>
 *
 * Confined to the session's event loop.
 */
final class Answers {
    /** What is read of an OK packet to know the status: both counts have up to nine bytes. */
    private static final int STATUS_BYTES = PacketFramer.HEADER_BYTES + 1 + 9 + 9 + 4;

    /** What the server says of changes in the session is read when it is no longer than this. */
    private static final int MAX_INSPECTED_BYTES = 1 << 16;

    /** An EOF packet is shorter than a row that begins with the same byte. */
    private static final int EOF_LIMIT_BYTES = 9;

    /** MariaDB's error that is none: how far a statement has come. */
    private static final int PROGRESS = 0xffff;

    private enum State {
        FIRST,
        /** The server waits for the client's file. */
        FILE,
        /** It has been sent, and what became of it is to come. */
        FILE_SENT,
        DEFINITIONS,
        AFTER_DEFINITIONS,
        ROWS,
        STREAM
    }

    private final ArrayDeque<Pending> inFlight = new ArrayDeque<>();
    private final boolean deprecateEof;
    private final boolean metadataMayBeLeftOut;
    private final boolean progress;
    private State state = State.FIRST;
    private long definitions;
    private long definitionsBehind;
    private boolean definitionsLeftOut;
    private boolean outParameters;
    private int status;
    private boolean statusIsOld;

    /** @param capabilities as negotiated with the server */
    Answers(long capabilities, int status) {
        this.deprecateEof = (capabilities & Capabilities.DEPRECATE_EOF) != 0;
        this.metadataMayBeLeftOut =
                (capabilities & (Capabilities.OPTIONAL_RESULTSET_METADATA | Capabilities.MARIADB_CACHE_METADATA)) != 0;
        this.progress = (capabilities & Capabilities.MARIADB_PROGRESS) != 0;
        this.status = status;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /** The command that is being answered, or null. */
    @Nullable
    Pending head() {
        return inFlight.peek();
    }

    /** The server's status flags as of its last answer. */
    int status() {
        return status;
    }

    /** Whether errors have come since, which say nothing of the status. */
    boolean isStatusOld() {
        return statusIsOld;
    }

    /** Whether the proxy itself is waiting for an answer. */
    boolean isOwnFirst() {
        Pending head = inFlight.peek();
        return head != null && head.own != null;
    }

    /** Whether the next packet is the first of an answer, or of another result in it. */
    boolean isAtFirst() {
        return state == State.FIRST;
    }

    /** Whether the next packet is a row, or ends the rows. */
    boolean isInRows() {
        return state == State.ROWS;
    }

    /** Whether a statement is being prepared for the client. */
    boolean isPreparing() {
        return inFlight.stream().anyMatch(command -> command.preparing != null);
    }

    /** Whether the server waits for a file of the client's. */
    boolean isFileAsked() {
        return state == State.FILE;
    }

    /** Whether the server has begun to send on and on: what the client says meanwhile has no answer of its own. */
    boolean isStreaming() {
        return state == State.STREAM;
    }

    /** The last piece of the file goes to the server. */
    void fileSent() {
        state = State.FILE_SENT;
    }

    /** A command goes to the server. */
    void sent(Pending command) {
        if (command.grammar == Grammar.NONE) {
            return;
        }
        inFlight.add(command);
        if (inFlight.size() == 1) {
            begin(command);
        }
    }

    private void begin(Pending next) {
        state = next.grammar == Grammar.ROWS ? State.ROWS : State.FIRST;
    }

    /** How many bytes of the server's next packet are needed together. */
    int need(int first, int length) {
        if (state == State.DEFINITIONS && first != Packets.ERR && first != Packets.EOF) {
            return 0;
        }
        if ((state == State.ROWS || state == State.STREAM) && !endsRows(first, length)) {
            return 0;
        }
        return length <= MAX_INSPECTED_BYTES ? PacketFramer.HEADER_BYTES + length : STATUS_BYTES;
    }

    private boolean endsRows(int first, int length) {
        return first == Packets.ERR
                || (first == Packets.EOF && length < (deprecateEof ? PacketFramer.MAX_PAYLOAD_BYTES : EOF_LIMIT_BYTES));
    }

    /** What a packet has brought to its end. */
    enum End {
        /** Nothing. */
        NONE,
        /** A result, and more of the answer follows. */
        RESULT,
        /** The answer. */
        ANSWER,
        /** The answer, by an error. */
        FAILED
    }

    /**
     * The server's next packet.
     *
     * @param payload what is here of its payload, at least what was needed
     * @param length of all of its payload
     * @throws PacketException when nothing is in flight that it could answer, or it is none of the protocol's
     */
    End packet(int first, int length, ByteBuf payload) {
        Pending head = inFlight.peek();
        if (head == null) {
            throw PacketException.malformed();
        }
        if (first == Packets.ERR) {
            return error(payload);
        }
        return switch (state) {
            case FIRST -> first(head.grammar, first, length, payload);
            case FILE, FILE_SENT -> over(OkPacket.status(payload));
            case DEFINITIONS -> {
                if (head.grammar == Grammar.DEFINITIONS) {
                    yield endsRows(first, length) ? over(endStatus(length, payload)) : End.NONE;
                }
                definitions--;
                yield definitions > 0 ? End.NONE : definitionsOver(head);
            }
            // MySQL 8.0.31 ends with OK what is executed anew, without a cursor, while its cursor is open
            case AFTER_DEFINITIONS ->
                first == Packets.OK
                        ? over(OkPacket.status(payload))
                        : afterDefinitions(head, endStatus(length, payload));
            case ROWS, STREAM -> endsRows(first, length) ? over(endStatus(length, payload)) : End.NONE;
        };
    }

    private End error(ByteBuf payload) {
        if (progress
                && payload.readableBytes() >= 3
                && payload.getUnsignedShortLE(payload.readerIndex() + 1) == PROGRESS) {
            return End.NONE;
        }
        statusIsOld = true;
        outParameters = false;
        next();
        return End.FAILED;
    }

    private End first(Grammar grammar, int first, int length, ByteBuf payload) {
        return switch (grammar) {
            case TEXT -> {
                next();
                yield End.ANSWER;
            }
            case SINGLE -> over(first == Packets.EOF ? endStatus(length, payload) : OkPacket.status(payload));
            case STREAM -> {
                state = State.STREAM;
                yield endsRows(first, length) ? over(endStatus(length, payload)) : End.NONE;
            }
            case DEFINITIONS -> {
                state = State.DEFINITIONS;
                yield endsRows(first, length) ? over(endStatus(length, payload)) : End.NONE;
            }
            case PREPARED -> prepared(payload);
            case RESULTS -> result(first, length, payload);
            case ROWS, NONE -> throw new IllegalStateException(grammar + " has no first packet");
        };
    }

    private End result(int first, int length, ByteBuf payload) {
        switch (first) {
            case Packets.OK -> {
                return over(OkPacket.status(payload));
            }
            case Packets.LOCAL_INFILE -> {
                state = State.FILE;
                takenForFile();
                return End.NONE;
            }
            case Packets.EOF -> {
                return over(endStatus(length, payload));
            }
            default -> {}
        }
        definitions = LenEnc.read(payload);
        definitionsBehind = 0;
        if (metadataMayBeLeftOut && payload.isReadable() && payload.readByte() == 0) {
            definitions = 0;
        }
        state = State.DEFINITIONS;
        Pending head = inFlight.element();
        return definitions > 0 ? End.NONE : definitionsOver(head);
    }

    /** The server takes for pieces of its file whatever the client has sent behind the command. */
    private void takenForFile() {
        Pending head = inFlight.remove();
        Pending behind;
        while (state == State.FILE && (behind = inFlight.poll()) != null) {
            if (behind.command == PacketFramer.EMPTY) {
                state = State.FILE_SENT;
            }
        }
        inFlight.addFirst(head);
    }

    /** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_prepare.html#sect_protocol_com_stmt_prepare_response_ok */
    private End prepared(ByteBuf payload) {
        LenEnc.require(payload, 9);
        int columns = payload.getUnsignedShortLE(payload.readerIndex() + 5);
        int parameters = payload.getUnsignedShortLE(payload.readerIndex() + 7);
        boolean leftOut = metadataMayBeLeftOut
                && payload.readableBytes() > 12
                && payload.getByte(payload.readerIndex() + 12) == 0;
        if (columns + parameters == 0 || (leftOut && deprecateEof)) {
            next();
            return End.ANSWER;
        }
        definitions = parameters > 0 ? parameters : columns;
        definitionsBehind = parameters > 0 ? columns : 0;
        definitionsLeftOut = leftOut;
        state = leftOut ? State.AFTER_DEFINITIONS : State.DEFINITIONS; // what is left out is ended all the same
        return End.NONE;
    }

    private End definitionsOver(Pending head) {
        if (!deprecateEof) {
            state = State.AFTER_DEFINITIONS;
            return End.NONE;
        }
        if (head.grammar == Grammar.PREPARED) {
            return moreDefinitions();
        }
        state = State.ROWS;
        return End.NONE;
    }

    private End moreDefinitions() {
        if (definitionsBehind > 0) {
            definitions = definitionsBehind;
            definitionsBehind = 0;
            state = definitionsLeftOut ? State.AFTER_DEFINITIONS : State.DEFINITIONS;
            return End.NONE;
        }
        next();
        return End.ANSWER;
    }

    private End afterDefinitions(Pending head, int newStatus) {
        if (head.grammar == Grammar.PREPARED) {
            return moreDefinitions();
        }
        if ((newStatus & ServerStatus.CURSOR_EXISTS) != 0) {
            return over(newStatus);
        }
        outParameters = (newStatus & ServerStatus.PS_OUT_PARAMS) != 0;
        state = State.ROWS;
        return End.NONE;
    }

    /** The status in what ends definitions or rows. */
    private int endStatus(int length, ByteBuf payload) {
        if (length >= OkPacket.LEAST_BYTES && deprecateEof) {
            return OkPacket.status(payload);
        }
        LenEnc.require(payload, 5);
        return payload.getUnsignedShortLE(payload.readerIndex() + 3);
    }

    private End over(int newStatus) {
        status = newStatus;
        statusIsOld = false;
        Pending head = inFlight.element();
        // MySQL 8.0.31 does not say behind the values of a procedure's parameters what it has said before them
        boolean more = (newStatus & ServerStatus.MORE_RESULTS_EXISTS) != 0 || outParameters;
        outParameters = false;
        if (head.grammar == Grammar.RESULTS && more) {
            state = State.FIRST;
            return End.RESULT;
        }
        next();
        return End.ANSWER;
    }

    private void next() {
        inFlight.remove();
        state = State.FIRST;
        Pending next = inFlight.peek();
        if (next != null) {
            begin(next);
        }
    }
}
