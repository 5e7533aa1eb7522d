package dev.crossfade.proxy.node;

import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.latency.Latencies;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session does and since when, what it has moved and why it ended, for those who look on: its time-outs, traffic and log.
 * Written on the session's event loop; what reads it is for any thread where not said otherwise.
 */
public final class Activity {
    private final Instant since;
    private final long sinceNanos = System.nanoTime();
    private volatile String state = "idle";
    private volatile long stateSinceMillis = System.currentTimeMillis();
    private volatile long transactionSinceMillis;
    private long transactionSinceNanos;
    private long busySinceNanos;
    private long receivedBytes;
    private long sentBytes;
    private @Nullable String endedBecause;

    /** @param since when the client has come */
    public Activity(Instant since) {
        this.since = since;
    }

    /** One of {@link SessionInfo#state}. */
    public void state(String next) {
        if (!state.equals(next)) {
            state = next;
            stateSinceMillis = System.currentTimeMillis();
        }
    }

    /** A transaction is about to begin: before its slot is taken, or a time-out would take the last one's beginning for its own. */
    public void beginsTransaction() {
        transactionSinceMillis = System.currentTimeMillis();
        transactionSinceNanos = System.nanoTime();
        busySinceNanos = transactionSinceNanos;
    }

    /** Something goes to the server, which had nothing left to answer. */
    public void busy() {
        if (!state.equals("active") || busySinceNanos == 0) {
            busySinceNanos = System.nanoTime();
            state("active");
        }
    }

    /** The server has answered all there was. */
    public void answered(Traffic traffic) {
        if (busySinceNanos != 0) {
            traffic.add(Traffic.Count.QUERY_NANOS, System.nanoTime() - busySinceNanos);
            busySinceNanos = 0;
        }
    }

    /** A transaction has come to its end. */
    public void endedTransaction(Traffic traffic, Latencies latencies) {
        long took = System.nanoTime() - transactionSinceNanos;
        traffic.add(Traffic.Count.TRANSACTIONS, 1);
        traffic.add(Traffic.Count.TRANSACTION_NANOS, took);
        latencies.recordTransaction(took);
    }

    /** So many bytes came from the client, and went to it, since the last time. */
    public void moved(Traffic traffic, long received, long sent) {
        if (received > 0) {
            receivedBytes += received;
            traffic.add(Traffic.Count.RECEIVED_BYTES, received);
        }
        if (sent > 0) {
            sentBytes += sent;
            traffic.add(Traffic.Count.SENT_BYTES, sent);
        }
    }

    /** Why it ends; the first reason counts. */
    public void because(String reason) {
        if (endedBecause == null) {
            endedBecause = reason;
        }
    }

    /** It is over. On its event loop. */
    public void ended(ClientSession session, Traffic traffic, SessionLog log) {
        traffic.add(Traffic.Count.ENDED, 1);
        log.disconnected(
                session,
                endedBecause == null ? "" : endedBecause,
                Duration.ofNanos(System.nanoTime() - sinceNanos),
                receivedBytes,
                sentBytes);
    }

    /** See {@link ClientSession#millisIn}. */
    public long millisIn(String ofState, long nowMillis) {
        long sinceThen = stateSinceMillis;
        return state.equals(ofState) ? nowMillis - sinceThen : 0;
    }

    /** See {@link ClientSession#transactionMillis}. */
    public long transactionMillis(Transaction transaction, long nowMillis) {
        long began = transactionSinceMillis;
        return transaction.number() == 0 ? 0 : nowMillis - began;
    }

    /** Who it is, in words, for whom it holds up. */
    public String words(ClientSession session) {
        return "session " + session.id() + " of user " + session.user() + " (" + session.application() + ") from "
                + session.clientAddress() + ", " + state + " since " + Instant.ofEpochMilli(stateSinceMillis);
    }

    public SessionInfo info(ClientSession session, Transaction transaction) {
        return new SessionInfo(
                session.id(),
                session.target().name(),
                session.user(),
                session.application(),
                session.clientAddress(),
                state,
                transaction.number(),
                since,
                Instant.ofEpochMilli(stateSinceMillis));
    }
}
