package dev.crossfade.proxy.node;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.Transactions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one snapshot of the session's transaction, and the client's rules under it. A transaction begins with the first
 * message sent while none is open, and ends when the server says it is idle and has nothing left to answer.
 */
public final class Transaction {
    public static final byte IDLE = 'I';
    public static final byte FAILED = 'E';

    private final FlagControl flags;
    private final Transactions.Slot slot;
    private final boolean holdsBarriers;
    private ClientContext client;
    private @Nullable Snapshot snapshot;
    private @Nullable Snapshot rulesOf;
    private @Nullable CompletableFuture<RuleSet> pending;
    private RuleSet rules = RuleSet.NONE;
    private byte status = IDLE;
    private volatile long number;

    /** @param holdsBarriers whether a barrier waits for its transactions; it need not where no rule is kept to */
    public Transaction(FlagControl flags, ClientContext client, boolean holdsBarriers, Supplier<String> description) {
        this.flags = flags;
        this.client = client;
        this.holdsBarriers = holdsBarriers;
        this.slot = flags.transactions().open(description);
    }

    public boolean isOpen() {
        return snapshot != null;
    }

    /** The snapshot's number, 0 outside transactions. Any thread. */
    public long number() {
        return number;
    }

    /** The open transaction's. */
    public Snapshot snapshot() {
        Snapshot mine = snapshot;
        if (mine == null) {
            throw new IllegalStateException("no transaction is open");
        }
        return mine;
    }

    /** The server's status as of its last ReadyForQuery. */
    public byte status() {
        return status;
    }

    /** Whether a transaction that began now would use another snapshot. */
    public boolean isOutdated() {
        Snapshot mine = snapshot;
        return mine != null && flags.current().number() != mine.number();
    }

    public void begin() {
        Snapshot newest = holdsBarriers ? slot.begin() : flags.current();
        snapshot = newest;
        number = newest.number();
    }

    /**
     * The client's rules under the snapshot. When null, they are being evaluated, and {@code later} runs, on any thread,
     * when they are there.
     */
    @SuppressWarnings("ReferenceEquality") // of which snapshot, not of which like it
    public @Nullable RuleSet rules(Runnable later) {
        Snapshot mine = snapshot;
        if (mine == null) {
            throw new IllegalStateException("no transaction is open");
        }
        if (rulesOf == mine) {
            return rules;
        }
        CompletableFuture<RuleSet> evaluated = pending;
        if (evaluated == null) {
            evaluated = flags.rules(mine, client).toCompletableFuture();
            if (!evaluated.isDone()) {
                pending = evaluated;
                CompletableFuture<?> unused = evaluated.whenComplete((done, thrown) -> later.run());
                return null;
            }
        } else if (!evaluated.isDone()) {
            return null;
        }
        pending = null;
        RuleSet found = evaluated.join();
        // equal rules are kept as one object, so that plans can be compared by identity
        rules = found.equals(rules) ? rules : found;
        rulesOf = mine;
        return rules;
    }

    /** The rules of the open transaction, once {@link #rules(Runnable)} has had them. */
    public RuleSet rules() {
        return rules;
    }

    /** From the next transaction on, flags see another client. */
    public void client(ClientContext changed) {
        client = changed;
        if (snapshot == null) {
            rulesOf = null;
        }
    }

    public ClientContext client() {
        return client;
    }

    /** ReadyForQuery. {@code drained}: nothing else is in flight. */
    public void ready(byte newStatus, boolean drained) {
        status = newStatus;
        if (newStatus == IDLE && drained && snapshot != null) {
            snapshot = null;
            number = 0;
            if (holdsBarriers) {
                slot.end();
            }
        }
    }

    /** The server connection is closed. */
    public void close() {
        number = 0;
        slot.close();
    }
}
