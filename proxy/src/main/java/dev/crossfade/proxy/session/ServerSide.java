package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.backend.PreparedStatements;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.node.Traffic.Count;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.HeldRows;
import dev.crossfade.proxy.rewrite.OwnWords;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.RewriteResult.ResultColumn;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.Backend;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's messages on their way to the client. Most are known by their type alone and pass as they are; answers to
 * hidden messages stay here; errors and row descriptions are corrected where the text was rewritten.
 */
final class ServerSide implements Phase {
    /** Messages that are looked into are short; a longer one passes as it is. */
    private static final int MAX_INSPECTED_BYTES = 1 << 20;

    private static final int TAG_BYTES = 5 + 64;

    /** What RowDescription says of a column behind its name: table, attribute, type, size, modifier, format. */
    private static final int COLUMN_BYTES = 18;

    private final Session session;
    private boolean dropping;
    private boolean saidWhy;
    private boolean ddlSeen;

    ServerSide(Session session) {
        this.session = session;
    }

    @Override
    public String sessionId() {
        return session.id();
    }

    @Override
    public int need(byte type, int total) {
        Backend.check(type, total);
        return switch (type) {
            case Backend.ERROR_RESPONSE, Backend.PARAMETER_STATUS, Backend.READY_FOR_QUERY, Backend.ROW_DESCRIPTION ->
                total <= MAX_INSPECTED_BYTES ? total : 0;
            case Backend.COMMAND_COMPLETE -> TAG_BYTES;
            case Backend.DATA_ROW -> {
                Entry head = session.inFlight.head();
                if (head == null || head.rows == null) {
                    yield 0;
                }
                if (total > MAX_INSPECTED_BYTES) {
                    throw FatalException.protocol("unexpected row of a name lookup");
                }
                yield total;
            }
            default -> 0;
        };
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        InFlight inFlight = session.inFlight;
        Entry head = inFlight.head();
        boolean whole = available == total;
        dropping = head != null && head.hidden;
        switch (type) {
            case Backend.DATA_ROW -> {
                if (head != null && head.rows != null) {
                    head.rows.row(buffer, start + 5, start + total);
                }
            }
            case Backend.PARSE_COMPLETE -> inFlight.answered(Kind.PARSE);
            case Backend.BIND_COMPLETE -> inFlight.answered(Kind.BIND);
            case Backend.CLOSE_COMPLETE -> dropping = inFlight.answered(Kind.CLOSE).hidden;
            case Backend.ROW_DESCRIPTION -> {
                if (head != null && head.plan != null && whole) {
                    patch(columns(head, head.plan), buffer, start, total);
                }
                answeredIf(Kind.DESCRIBE);
            }
            case Backend.NO_DATA -> answeredIf(Kind.DESCRIBE);
            case Backend.COMMAND_COMPLETE -> commandComplete(buffer, start, Math.min(available, total));
            case Backend.EMPTY_QUERY_RESPONSE, Backend.PORTAL_SUSPENDED -> {
                session.traffic.add(Count.QUERIES, 1);
                answeredIf(Kind.EXECUTE);
            }
            case Backend.COPY_IN_RESPONSE -> inFlight.copyInBegins();
            case Backend.ERROR_RESPONSE -> {
                error(buffer, start, total, available);
                session.toServerHidden.askWhatIsDue();
                return true;
            }
            case Backend.READY_FOR_QUERY -> ready(buffer.getByte(start + 5));
            case Backend.PARAMETER_STATUS -> {
                int zero = Text.zeroByte(buffer, start + 5, start + available);
                dropping = whole
                        && zero > 0
                        && start + total - 1 > zero
                        && !reported(
                                Text.utf8(buffer, start + 5, zero), Text.utf8(buffer, zero + 1, start + total - 1));
            }
            case Backend.NOTICE_RESPONSE, Backend.NOTIFICATION_RESPONSE -> dropping = false;
            default -> {} // DataRow, CopyData, CopyDone, CopyOutResponse, ParameterDescription, FunctionCallResponse
        }
        if (!dropping) {
            session.toClient.forward(buffer, start, available);
        }
        if (type == Backend.READY_FOR_QUERY) {
            session.endIfIdle();
        }
        return true;
    }

    /** Returns whether the client is to see it. */
    private boolean reported(String name, String value) {
        ServerConnection connection = session.lease.connection();
        if (connection != null && !session.lease.reported(connection, name, value)) {
            return false;
        }
        session.parameter(name, value);
        FatalException end = session.physicalView ? PhysicalView.reported(name, value) : null;
        if (end != null) {
            throw end;
        }
        return true;
    }

    private void answeredIf(Kind kind) {
        Entry head = session.inFlight.head();
        if (head != null && head.kind == kind) {
            session.effect.ended(session.inFlight.answered(kind));
        } else if (head == null || head.kind != Kind.QUERY) {
            throw session.inFlight.unexpected("the answer to " + kind);
        }
    }

    private void commandComplete(ByteBuf buffer, int start, int available) {
        Entry head = session.inFlight.head();
        if (head == null) {
            throw session.inFlight.unexpected("CommandComplete");
        }
        if (!head.hidden) {
            session.traffic.add(Count.QUERIES, 1);
        }
        if (!head.hidden && mayMatter(buffer.getByte(start + 5), head)) {
            int zero = Text.zeroByte(buffer, start + 5, start + available);
            if (zero > 0) {
                tag(buffer.toString(start + 5, zero - start - 5, StandardCharsets.US_ASCII), head);
            }
        }
        if (head.held != null) {
            HeldRows.Act act = act(head);
            if (act != null) {
                session.heldRows.done(act, heldBy(head));
            }
        }
        head.completed++;
        session.inFlight.copyInEnds();
        answeredIf(Kind.EXECUTE);
    }

    /** The tags that are looked at; of those that begin with S only SET, which has four bytes. */
    private static boolean mayMatter(byte first, Entry head) {
        return first == 'D' || first == 'C' || first == 'A' || first == 'R' || (first == 'S' && head.text != null);
    }

    private void tag(String tag, Entry head) {
        switch (tag) {
            case "SET" -> {
                if (!StateScan.isLocal(head.text)) {
                    session.lease.settingsChanged();
                }
            }
            case "RESET" -> session.lease.settingsReset();
            case "DEALLOCATE" -> {
                byte[] name = SqlPrepares.deallocatedName(head.text);
                if (name == null) {
                    session.statements.deallocatedOne(
                            SqlPrepares.allDeallocated(head.text), session.inFlight.statementsOnTheirWay());
                }
                session.sqlPrepares.deallocated(name, head.preparedBefore);
            }
            case "DEALLOCATE ALL", "DISCARD ALL" -> {
                if (!head.closesAll) {
                    session.statements.deallocatedAll(session.inFlight.statementsOnTheirWay());
                }
                session.sqlPrepares.deallocatedAll(head.preparedBefore);
                session.preparation.deallocatedAll();
                if (tag.startsWith("DISCARD")) {
                    session.lease.discardedAll();
                }
                session.namedBySql.deallocatedAll();
            }
            default -> ddlSeen |= tag.startsWith("CREATE ") || tag.startsWith("ALTER ") || tag.startsWith("DROP ");
        }
    }

    private void ready(byte status) {
        InFlight inFlight = session.inFlight;
        Entry answered = inFlight.ready();
        dropping = answered != null && answered.hidden;
        if (answered != null) {
            session.effect.ended(answered);
        }
        boolean drained = inFlight.isEmpty();
        boolean wasOpen = session.transaction.isOpen();
        session.transaction.ready(status, drained);
        session.lease.ready();
        if (drained) {
            session.answered(wasOpen && !session.transaction.isOpen());
        }
        if (status == Transaction.IDLE) {
            session.statements.transactionEnded();
            session.heldRows.transactionEnded();
            if (drained) {
                session.planning.idle();
            }
            if (ddlSeen) {
                ddlSeen = false;
                session.node.listener.catalogMayHaveChanged(session.target.name());
            }
        }
        if (drained) {
            session.heldRows.idle();
            session.activity.state(status == Transaction.IDLE ? "idle" : "idle in transaction");
        }
    }

    private void error(ByteBuf buffer, int start, int total, int available) {
        CopyQuestion question = session.inFlight.question();
        if (question != null
                && question.isOpen()
                && available == total
                && !ErrorFields.decode(buffer, start + 5, start + total).isFatal()) {
            session.inFlight.markerFailed(question);
            return;
        }
        Entry failing = session.inFlight.head();
        if (failing != null && failing.deallocates && failing.kind == Kind.QUERY && available == total) {
            deallocatedThoughFailed(ErrorFields.decode(buffer, start + 5, start + total), failing);
        }
        Entry failed = session.inFlight.failed();
        dropping = false;
        if (failed != null && failed.hiddenError != null && available == total) {
            ErrorFields fields = ErrorFields.decode(buffer, start + 5, start + total);
            if (!fields.isFatal()) {
                failed.hiddenError.accept(fields.message());
                return;
            }
        }
        if (failed != null) {
            session.traffic.add(Count.QUERIES, 1);
            session.traffic.add(Count.ERRORS, 1);
        }
        if (failed != null && failed.hidden && failed.kind != Kind.SYNC) {
            session.hiddenFailed();
        }
        if (available < total) {
            session.toClient.forward(buffer, start, available);
            return;
        }
        ErrorFields fields = ErrorFields.decode(buffer, start + 5, start + total);
        if (fields.isFatal()) {
            if (failed == null && session.lease.dies()) {
                return;
            }
            saidWhy = true;
        }
        if (failed != null) {
            session.effect.failed(failed, fields.sqlState());
        }
        if (failed != null && failed.uses != null && fields.isOutdatedPlan()) {
            failed.uses.outdated();
        }
        ByteBuf changed = failed == null ? null : changed(fields, failed);
        if (changed == null) {
            session.toClient.forward(buffer, start, total);
        } else {
            session.toClient.write(changed);
        }
    }

    private void deallocatedThoughFailed(ErrorFields fields, Entry failing) {
        if (fields.isFatal() || !SqlPrepares.isDoneThoughFailed(fields.sqlState())) {
            return;
        }
        failing.doneThoughFailed = true;
        if (failing.closesAll) {
            session.sqlPrepares.deallocatedAll(failing.preparedBefore);
            session.preparation.deallocatedAll();
            session.namedBySql.deallocatedAll();
        } else {
            session.sqlPrepares.deallocated(SqlPrepares.deallocatedName(failing.text), failing.preparedBefore);
        }
    }

    /** The error as the client must see it, or null for as it is. */
    private @Nullable ByteBuf changed(ErrorFields fields, Entry failed) {
        Plan.Refusal refusal = failed.refusal;
        if (refusal != null) {
            ByteBufAllocator allocator = session.client.channel().alloc();
            ByteBuf syntaxError = HiddenMessages.syntaxError(allocator, refusal, fields);
            if (syntaxError != null || !HiddenMessages.isStandInsFailure(refusal, fields)) {
                return syntaxError; // null: the transaction had failed before, the statement was cancelled
            }
            return Messages.errorResponse(
                    allocator, "ERROR", refusal.sqlState(), refusal.message(), refusal.hint(), refusal.position());
        }
        Statement used = failed.uses == null ? failed.statement : failed.uses;
        if (used != null && used.deallocates != null && fields.message().contains(Statement.STAND_IN_NAME)) {
            return fields.withMessage(
                    session.client.channel().alloc(),
                    fields.message()
                            .replace(Statement.STAND_IN_NAME, new String(used.deallocates, StandardCharsets.UTF_8)));
        }
        if (used != null && session.preparation.isShared() && PreparedStatements.mentions(fields.message())) {
            return fields.withMessage(
                    session.client.channel().alloc(),
                    PreparedStatements.mentioning(fields.message(), new String(used.name, StandardCharsets.UTF_8)));
        }
        if (failed.renamedAt > 0 && fields.position() > failed.renamedAt) {
            return fields.withPosition(session.client.channel().alloc(), fields.position() - failed.renamedBy);
        }
        RewriteResult.Rewritten rewritten = failed.plan == null ? null : failed.plan.rewritten();
        int position = rewritten == null || fields.position() <= 0
                ? fields.position()
                : rewritten.originalPosition(fields.position());
        OwnWords words = ownWords(failed.plan, fields);
        if (words != null) {
            OwnWords.Beside error =
                    new OwnWords.Beside(fields.sqlState(), fields.schema(), fields.table(), fields.context());
            ErrorFields own = fields.worded((type, value) -> words.field(type, value, error));
            return own.withPosition(session.client.channel().alloc(), position);
        }
        if (fields.position() <= 0) {
            return null;
        }
        if (rewritten != null) {
            return fields.withPosition(session.client.channel().alloc(), position);
        }
        return failed.hidden && failed.plan == null
                ? fields.withPosition(session.client.channel().alloc(), 0)
                : null;
    }

    /** Null where nothing of the error can be another's: the text touches no migration; and where its bytes are no UTF-8. */
    private @Nullable OwnWords ownWords(@Nullable Plan plan, ErrorFields fields) {
        return plan == null || plan.result().touches().isEmpty() || !fields.isText()
                ? null
                : OwnWords.of(plan.text(), plan.result().touches(), plan.rules(), session.target.catalog());
    }

    /** What the statement that is being answered does with a name. */
    private static HeldRows.@Nullable Act act(Entry head) {
        return head.held == null || head.completed >= head.held.size() ? null : head.held.get(head.completed);
    }

    private static List<ResultColumn> heldBy(Entry head) {
        RewriteResult.Rewritten rewritten = head.plan == null ? null : head.plan.rewritten();
        return rewritten == null ? List.of() : rewritten.resultColumns(head.completed);
    }

    /** The columns of the rows that are described which the client must see as others. */
    private List<ResultColumn> columns(Entry head, Plan plan) {
        HeldRows.Act act = act(head);
        List<ResultColumn> held = act == null ? List.of() : session.heldRows.columns(act);
        if (!held.isEmpty()) {
            return held;
        }
        RewriteResult.Rewritten rewritten = plan.rewritten();
        return rewritten == null || rewritten.resultColumns().isEmpty()
                ? List.of()
                : rewritten.resultColumns(head.completed);
    }

    private static void patch(List<ResultColumn> patches, ByteBuf buffer, int start, int total) {
        if (patches.isEmpty()) {
            return;
        }
        int end = start + total;
        int at = start + 7;
        int column = 0;
        int columns = buffer.getShort(start + 5);
        while (column < columns && at < end) {
            int zero = Text.zeroByte(buffer, at, end);
            if (zero < 0 || zero + 1 + COLUMN_BYTES > end) {
                return;
            }
            for (ResultColumn patched : patches) {
                if (patched.index() == column) {
                    buffer.setInt(zero + 1, (int) patched.tableOid());
                    buffer.setShort(zero + 5, patched.attnum());
                }
            }
            at = zero + 1 + COLUMN_BYTES;
            column++;
        }
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        if (!dropping) {
            session.toClient.forward(buffer, start, length);
        }
    }

    @Override
    public void endOfInput() {
        session.toClient.endOfInput();
    }

    @Override
    public void readComplete() {
        if (session.client.framer().isHeld()) {
            session.resume();
        } else {
            session.settle();
        }
    }

    @Override
    public void writabilityChanged() {
        session.settle();
    }

    @Override
    public void inactive() {
        session.serverGone(
                saidWhy
                        ? null
                        : new FatalException(
                                Problem.BACKEND_LOST,
                                "the connection to backend "
                                        + session.target.backend().host() + ":"
                                        + session.target.backend().port() + " was lost",
                                "If a transaction was being committed, find out whether it was before you try again."));
    }

    @Override
    public void failed(FatalException e) {
        session.fail(e);
    }
}
