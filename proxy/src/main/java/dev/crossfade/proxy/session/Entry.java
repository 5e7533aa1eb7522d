package dev.crossfade.proxy.session;

import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.HeldRows;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A message that was sent to the server and what its answer means. Confined to the session's event loop.
 */
final class Entry {
    /** What was sent. */
    enum Kind {
        PARSE,
        BIND,
        DESCRIBE,
        EXECUTE,
        CLOSE,
        SYNC,
        QUERY,
        FUNCTION_CALL,
        /** A Flush with a body, which fails; a proper one has no answer and is not entered. */
        BAD_FLUSH,
        /** CopyDone or CopyFail: has no answer, but marks where the server stops reading in copy mode. */
        COPY_END;

        /** Whether the server, after an error in it, skips to the next Sync. */
        boolean isExtended() {
            return switch (this) {
                case PARSE, BIND, DESCRIBE, EXECUTE, CLOSE, BAD_FLUSH -> true;
                case SYNC, QUERY, FUNCTION_CALL, COPY_END -> false;
            };
        }

        /** Whether its answer ends with ReadyForQuery. */
        boolean endsWithReady() {
            return switch (this) {
                case SYNC, QUERY, FUNCTION_CALL -> true;
                case PARSE, BIND, DESCRIBE, EXECUTE, CLOSE, BAD_FLUSH, COPY_END -> false;
            };
        }
    }

    final Kind kind;

    /** The proxy's own: the client must not see the answer. */
    boolean hidden;

    /** A Sync that the server ignores if it reads it in copy mode. */
    boolean maybeIgnored;

    /** Its statement may be a COPY FROM STDIN. */
    boolean mayCopyIn;

    /** CopyInResponse has come for it, and the copy's end has not. */
    boolean copying;

    /** The client has ended the copy's data. */
    boolean copyEnded;

    /** A Flush was sent, so that its outcome comes. */
    boolean hurried;

    /** The plan its text or portal has, null for none. */
    @Nullable
    Plan plan;

    /** A text that is certain to fail was sent in place of the client's: what the client is told. */
    Plan.@Nullable Refusal refusal;

    /** Who is given the rows of a hidden message. */
    @Nullable
    Rows rows;

    /** Who is told the error of a hidden message, which then is not the client's. */
    @Nullable
    Consumer<String> hiddenError;

    /** Run when the message was answered without error. */
    @Nullable
    Runnable done;

    /** Run when the message failed, unless what it did was done all the same, or was skipped; true when it failed itself. */
    @Nullable
    Undo undo;

    /** The client's text, when its command tag may have to be understood. */
    byte @Nullable [] text;

    /** When it was sent, where that is measured; else 0. */
    long sentNanos;

    /** Why it failed, where that is measured. */
    @Nullable
    String failedState;

    /** It deallocates one statement or all, and nothing else, which was noted when it was sent. */
    boolean deallocates;

    /** What it did was done when it failed: statements are not the transaction's. */
    boolean doneThoughFailed;

    /** It closes all statements but the unnamed one, which was noted when it was sent. */
    boolean closesAll;

    /** What {@link SqlPrepares#sent} was when it was sent. */
    long preparedBefore;

    /** What a Parse prepares. */
    @Nullable
    Statement statement;

    /** The statement that is bound, described or executed. */
    @Nullable
    Statement uses;

    /** Answered, failed or skipped: what it changed is certain. */
    boolean settled;

    /** Where a name in the text was replaced by another one, 1-based; 0 for nowhere. */
    int renamedAt;

    /** By how much longer the other name is. */
    int renamedBy;

    /** What the statements of its text do with names of cursors and prepared statements; null where it does not matter. */
    @Nullable
    List<HeldRows.@Nullable Act> held;

    /** How many statements of its text are done. */
    int completed;

    interface Rows {
        /** A DataRow, from its column count on. */
        void row(ByteBuf buffer, int start, int end);
    }

    interface Undo {
        void run(boolean itself);
    }

    Entry(Kind kind) {
        this.kind = kind;
    }

    static Entry hidden(Kind kind) {
        Entry entry = new Entry(kind);
        entry.hidden = true;
        return entry;
    }

    void succeeded() {
        settled = true;
        if (done != null) {
            done.run();
        }
    }

    /** Also to be run when the message fails or is skipped, before what was to be. */
    void onFailure(Undo more) {
        Undo before = undo;
        undo = before == null
                ? more
                : itself -> {
                    more.run(itself);
                    before.run(itself);
                };
    }

    void failed(boolean itself) {
        settled = true;
        if (undo != null && !(itself && doneThoughFailed)) {
            undo.run(itself);
        }
    }
}
