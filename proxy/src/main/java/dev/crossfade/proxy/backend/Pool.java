package dev.crossfade.proxy.backend;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server connections of one user of one database on one event loop, to which all methods are confined unless they say
 * otherwise.
 *
 * <pre>
 *   borrow ─► idle one of this {@link Flavor}? ── yes ─► lent (asked first whether it lives, after a long idle)
 *               └ no ─► queue, first come first served ─► limit reached? ── no ─► {@link ServerLogin} ─► lent
 *                         │                                   └ yes: an idle one of another flavor is closed,
 *                         │                                          or another event loop asked for one
 *                         └─ {@code queryWait} over ─► refused
 *
 *   giveBack ─► too old, retired? close ─► being cancelled? parked ─► next in the queue, or idle
 * </pre>
 */
public final class Pool {
    private static final long CHECK_TIMEOUT_MILLIS = 5_000;

    /** For DISCARD ALL, which may have many temporary tables to drop. */
    private static final long RESET_TIMEOUT_MILLIS = 30_000;

    /** The part of its lifetime that a connection may lack, so that those opened together are not closed together. */
    private static final double LIFETIME_JITTER = 0.1;

    private static final long SWEEP_MILLIS = 100;

    private static final String NOT_KEPT = "nobody else may use it";
    private static final String GIVEN_UP = "another client needs the place";
    private static final String UNANSWERED = "one that idled as long is dead";

    private final PoolGroup group;
    private final EventLoop loop;
    private final IdleConnections idle = new IdleConnections();
    private final Opening opening;
    private final WaitingLine waiting = new WaitingLine();
    private final List<ServerConnection> parked = new ArrayList<>();
    private @Nullable Future<?> sweeping;

    Pool(PoolGroup group, EventLoop loop) {
        this.group = group;
        this.loop = loop;
        this.opening = new Opening(this, group);
    }

    /** A place in the queue. */
    public final class Ticket {
        final Flavor flavor;
        final Borrower borrower;

        /** Whether it waits for a backend that cannot be reached. */
        final boolean patient;

        final long sinceNanos = System.nanoTime();

        /** A connection is being opened for it. */
        boolean opening;

        /** The borrower has been called, or went away: nothing is to be called any more. */
        private boolean over;

        private Ticket(Flavor flavor, Borrower borrower, boolean patient) {
            this.flavor = flavor;
            this.borrower = borrower;
            this.patient = patient;
        }

        /** It is not needed any more. Nothing is called afterwards. */
        public void cancel() {
            over = true;
            waiting.remove(this);
        }

        /** Whether a connection is one for its borrower. */
        private boolean suits(ServerConnection connection) {
            return connection.flavor().equals(flavor)
                    && (connection.customNames().isEmpty()
                            || borrower.customNames().containsAll(connection.customNames()));
        }

        private void lent(ServerConnection connection) {
            over = true;
            borrower.lent(connection);
        }
    }

    /**
     * A connection that is there at once, or null.
     *
     * @param customNames the borrower's custom settings
     */
    public @Nullable ServerConnection borrow(Flavor flavor, Set<String> customNames) {
        if (!waiting.isEmpty()) {
            return null;
        }
        ServerConnection newest = idle.newest();
        if (newest == null
                || !newest.flavor().equals(flavor)
                || !newest.customNames().equals(customNames)
                || isToBeChecked(newest)
                || isOver(newest)) {
            return null;
        }
        idle.remove(newest);
        return newest;
    }

    /**
     * Waits for a connection.
     *
     * @param patient whether to try again for a while when the backend cannot be reached
     * @return to be cancelled when the borrower goes away first; null when it has been answered already
     */
    public @Nullable Ticket borrow(Flavor flavor, Borrower borrower, boolean patient) {
        int limit = group.pooling().maxWaiting();
        if (limit > 0 && waiting.size() >= limit) {
            borrower.refused(new FatalException(
                    Problem.TOO_MANY_CONNECTIONS,
                    "too many clients wait for a server connection already",
                    "Crossfade lets " + limit + " clients of a user wait (maxWaiting)."));
            return null;
        }
        group.flavor(flavor);
        Ticket ticket = new Ticket(flavor, borrower, patient);
        waiting.add(ticket);
        keepSweeping();
        feed();
        return ticket.over ? null : ticket;
    }

    /** Opens a connection that will never be another borrower's and does not count. */
    public void openDedicated(Flavor flavor, Borrower borrower) {
        ServerLogin.open(
                group.dialer(), group.backend(), group.credential(), flavor, null, loop, new ServerLogin.Outcome() {
                    @Override
                    public void opened(ServerConnection connection) {
                        borrower.lent(connection);
                    }

                    @Override
                    public void failed(FatalException why) {
                        borrower.refused(why);
                    }

                    @Override
                    public void refusedByServer(byte[] errorResponse) {
                        borrower.refusedByServer(errorResponse);
                    }
                });
    }

    /** A connection comes back: idle, outside a transaction, with nothing in flight and nothing of a session left in it. */
    public static void giveBack(ServerConnection connection) {
        Pool pool = connection.pool();
        if (pool == null) {
            dismiss(connection, NOT_KEPT);
        } else {
            rest(connection);
            pool.available(connection);
        }
    }

    /** Nobody's, and read again, which a client that had stopped reading had kept it from. */
    private static Resting rest(ServerConnection connection) {
        Resting resting = new Resting(connection);
        connection.link().phase(resting);
        Channels.autoRead(connection.channel(), true);
        return resting;
    }

    /** The same, but what the session has left in it (settings, temporary tables, locks) has to be cleared away first. */
    public static void giveBackAfterReset(ServerConnection connection) {
        Pool pool = connection.pool();
        if (pool == null || connection.isBeingCancelled() || !pool.keeps()) {
            dismiss(connection, NOT_KEPT); // a CancelRequest could hit the reset
            return;
        }
        rest(connection).ask("DISCARD ALL", RESET_TIMEOUT_MILLIS, () -> {
            connection.settings(Settings.NONE);
            connection.prepared().clear();
            pool.available(connection);
        });
    }

    /**
     * Whether a connection that nobody waits for stays open. Without a limit it does not: the clients of an application that
     * names each of its processes would leave one idle connection after the other, up to the server's limit.
     */
    private boolean keeps() {
        return group.pooling().limit() > 0
                || !waiting.isEmpty()
                || idle.size() < group.pooling().warm();
    }

    /**
     * A connection that no borrower could be sure of, though nothing is open in it. Its session may go on, and is not to hear of
     * its end.
     */
    public static void retire(ServerConnection connection) {
        rest(connection);
        dismiss(connection, NOT_KEPT);
    }

    /** A connection whose state is not certain is closed. */
    public static void discard(ServerConnection connection) {
        close(connection, "its state is not certain: its session ended in the middle of something");
    }

    private static void close(ServerConnection connection, String reason) {
        connection.closing(reason);
        Channels.close(connection.channel());
    }

    /** A connection that the server ends is closed. Its session goes on, and is not to hear of it. */
    public static void abandon(ServerConnection connection) {
        rest(connection);
        close(connection, "the server had said that it ends it");
    }

    private static void dismiss(ServerConnection connection, String reason) {
        connection.closing(reason);
        connection.channel().writeAndFlush(Messages.empty(Frontend.TERMINATE)).addListener(ChannelFutureListener.CLOSE);
    }

    private void available(ServerConnection connection) {
        if (!connection.channel().isActive()) {
            Channels.close(connection.channel());
            return;
        }
        if (connection.isBeingCancelled()) {
            parked.add(connection);
            return;
        }
        if (isOver(connection)) {
            dismiss(connection, overBecause(connection));
            return;
        }
        Ticket first = waiting.first();
        long now = System.nanoTime();
        if (group.isWantedElsewhere(this, (first == null ? now : first.sinceNanos) - PoolGroup.TRANSFER_NANOS)) {
            dismiss(connection, GIVEN_UP);
            return;
        }
        connection.idleSinceNanos = now;
        if (first != null && first.suits(connection)) {
            lend(connection, waiting.next());
            return;
        }
        if (!keeps()) {
            dismiss(connection, NOT_KEPT);
            return;
        }
        idle.add(connection);
        keepSweeping();
        if (first != null) {
            feed();
        }
    }

    /** The server has dealt with all CancelRequests for a connection. */
    void cancelled(ServerConnection connection) {
        if (parked.remove(connection)) {
            available(connection);
        }
    }

    private void lend(ServerConnection connection, Ticket ticket) {
        if (!isToBeChecked(connection)) {
            ticket.lent(connection);
            return;
        }
        Resting resting = rest(connection);
        boolean[] lives = {false};
        connection.channel().closeFuture().addListener(closed -> {
            if (!lives[0]) {
                // What has idled as long may be as dead, and each would take the same time to find out.
                idle.all().stream().filter(this::isToBeChecked).forEach(other -> close(other, UNANSWERED));
                if (!ticket.over) {
                    waiting.addFirst(ticket);
                    feed();
                }
            }
        });
        resting.ask("", CHECK_TIMEOUT_MILLIS, () -> {
            lives[0] = true;
            connection.idleSinceNanos = System.nanoTime();
            if (ticket.over) {
                available(connection);
            } else {
                ticket.lent(connection);
            }
        });
    }

    /** Whether it has idled so long that it may be dead: firewalls forget connections, and servers do not always say goodbye. */
    private boolean isToBeChecked(ServerConnection connection) {
        return System.nanoTime() - connection.idleSinceNanos
                > group.pooling().serverCheck().toNanos();
    }

    private boolean isOver(ServerConnection connection) {
        long lifetime = group.pooling().serverLifetime().toNanos();
        return connection.generation() != group.generation()
                || (lifetime > 0
                        && System.nanoTime() - connection.createdNanos
                                > lifetime - (long) (lifetime * LIFETIME_JITTER * connection.random));
    }

    private String overBecause(ServerConnection connection) {
        return connection.generation() == group.generation()
                ? "it is too old (serverLifetime)"
                : "the configuration has changed, or Crossfade stops";
    }

    /** Gives the waiting what there is, and opens what there may be. */
    void feed() {
        Ticket first;
        while ((first = waiting.first()) != null) {
            Ticket waits = first;
            ServerConnection found = idle.take(candidate -> waits.suits(candidate) && !isOver(candidate));
            if (found == null) {
                break;
            }
            lend(found, waiting.next());
        }
        waiting.blockedBy(first != null && opening.mayTry() ? openForWaiting() : PoolGroup.Permit.GIVEN);
    }

    /** What keeps it from opening as many as are waited for. */
    private PoolGroup.Permit openForWaiting() {
        Iterator<Ticket> tickets = waiting.iterator();
        while (opening.count() < waiting.size() && tickets.hasNext()) {
            Ticket ticket = tickets.next();
            if (ticket.opening) {
                continue;
            }
            if (group.isWantedElsewhere(this, ticket.sinceNanos - PoolGroup.TRANSFER_NANOS)) {
                return PoolGroup.Permit.DATABASE_IS_FULL; // what has just come free is another's, who was fed for it
            }
            PoolGroup.Permit permit = group.permit();
            if (permit != PoolGroup.Permit.GIVEN) {
                ServerConnection other = idle.takeOldest();
                if (other != null) {
                    dismiss(other, GIVEN_UP); // not for them; its end feeds the waiting
                } else {
                    group.askOthers(this, permit);
                }
                return permit;
            }
            opening.open(ticket.flavor, ticket);
        }
        return PoolGroup.Permit.GIVEN;
    }

    /** Clients of another event loop or user wait, and the limit is reached. */
    void spareOne() {
        if (waiting.isEmpty()) {
            ServerConnection spare = idle.takeOldest();
            if (spare != null) {
                dismiss(spare, GIVEN_UP);
            }
        }
    }

    /** Takes a ticket out of the queue; false when it is not there any more. */
    boolean leaves(Ticket ticket) {
        boolean left = waiting.remove(ticket);
        ticket.over |= left;
        return left;
    }

    /** One has logged in. */
    void opened(ServerConnection connection) {
        group.opened.increment();
        ServerLog.opened(connection, group);
        connection.channel().closeFuture().addListener(closed -> closed(connection));
        rest(connection);
        available(connection);
    }

    private void closed(ServerConnection connection) {
        ServerLog.closed(connection, group);
        idle.remove(connection);
        parked.remove(connection);
        group.closed.increment();
        group.permitReturned();
        feed();
    }

    private void keepSweeping() {
        if (sweeping == null) {
            sweeping = loop.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** What has waited or idled too long goes. */
    void sweep() {
        long now = System.nanoTime();
        Duration queryWait = group.pooling().queryWait();
        Ticket first;
        while (!queryWait.isZero()
                && (first = waiting.first()) != null
                && now - first.sinceNanos > queryWait.toNanos()) {
            Ticket late = waiting.next();
            late.over = true;
            late.borrower.refused(new FatalException(
                    Problem.TOO_MANY_CONNECTIONS,
                    "no server connection came free within " + queryWait.toMillis() + " ms",
                    "Crossfade has " + group.open()
                            + " server connections of this user in use; raise the pool's size,"
                            + " or end transactions sooner."));
        }
        feed();
        closeIdle(now);
        Flavor flavor = group.newestFlavor();
        if (flavor != null
                && group.open() < group.pooling().warm()
                && opening.mayTryForNobody()
                && group.permit() == PoolGroup.Permit.GIVEN) {
            opening.open(flavor, null);
        }
        if (waiting.isEmpty() && idle.isEmpty() && group.pooling().warm() == 0 && sweeping != null) {
            sweeping.cancel(false); // the pools of users who are gone cost nothing
            sweeping = null;
        }
    }

    private void closeIdle(long now) {
        long idleNanos = group.pooling().serverIdle().toNanos();
        int open = group.open();
        for (ServerConnection connection : idle.all()) {
            boolean tooLong = idleNanos > 0
                    && now - connection.idleSinceNanos > idleNanos
                    && open > group.pooling().warm();
            if (tooLong || isOver(connection)) {
                idle.remove(connection);
                open--;
                dismiss(connection, tooLong ? "nobody has used it for too long (serverIdle)" : overBecause(connection));
            }
        }
    }

    int generation() {
        return group.generation();
    }

    EventLoop loop() {
        return loop;
    }

    /** Those who wait, as far as it is for any thread. */
    WaitingLine waiting() {
        return waiting;
    }

    /** Any thread. */
    int idleCount() {
        return idle.count();
    }

    /** Any thread. */
    int openingCount() {
        return opening.count();
    }
}
