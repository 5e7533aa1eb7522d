package dev.crossfade.proxy.backend;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

    private final PoolGroup group;
    private final EventLoop loop;
    private final ArrayDeque<ServerConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
    private final List<ServerConnection> parked = new ArrayList<>();
    private int opening;
    private final Backoff backoff = new Backoff();
    private final Backoff warming = new Backoff();
    private @Nullable Future<?> sweeping;
    private volatile int idleCount;
    private volatile int waitingCount;
    private volatile int openingCount;
    private volatile long firstWaitsSinceNanos;

    /** Since when its first client has waited, where the limit keeps it from opening a connection; else 0. */
    private volatile long blockedSinceNanos;

    /** What keeps it from that. */
    private volatile PoolGroup.Permit blocked = PoolGroup.Permit.GIVEN;

    Pool(PoolGroup group, EventLoop loop) {
        this.group = group;
        this.loop = loop;
    }

    /** A place in the queue. */
    public final class Ticket {
        private final Flavor flavor;
        private final Borrower borrower;
        private final boolean patient;
        private final long sinceNanos = System.nanoTime();
        private boolean opening;

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
            counted();
        }

        private void lent(ServerConnection connection) {
            over = true;
            borrower.lent(connection);
        }
    }

    /** A connection that is there at once, or null. */
    public @Nullable ServerConnection borrow(Flavor flavor) {
        if (!waiting.isEmpty()) {
            return null;
        }
        ServerConnection newest = idle.peekLast();
        if (newest == null || !newest.flavor().equals(flavor) || isToBeChecked(newest) || isOver(newest)) {
            return null;
        }
        idle.pollLast();
        idleCount = idle.size();
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
            dismiss(connection);
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
            dismiss(connection); // a CancelRequest could hit the reset
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

    /** A connection whose state is not certain is closed. */
    public static void discard(ServerConnection connection) {
        Channels.close(connection.channel());
    }

    /** The same for a connection whose session goes on, which is not to hear of its end. */
    public static void abandon(ServerConnection connection) {
        rest(connection);
        discard(connection);
    }

    private static void dismiss(ServerConnection connection) {
        connection.channel().writeAndFlush(Messages.empty(Frontend.TERMINATE)).addListener(ChannelFutureListener.CLOSE);
    }

    private void available(ServerConnection connection) {
        if (!connection.channel().isActive()) {
            discard(connection);
            return;
        }
        if (connection.isBeingCancelled()) {
            parked.add(connection);
            return;
        }
        if (isOver(connection)) {
            dismiss(connection);
            return;
        }
        Ticket first = waiting.peek();
        long now = System.nanoTime();
        if (group.isWantedElsewhere(this, (first == null ? now : first.sinceNanos) - PoolGroup.TRANSFER_NANOS)) {
            dismiss(connection);
            return;
        }
        connection.idleSinceNanos = now;
        if (first != null && first.flavor.equals(connection.flavor())) {
            lend(connection, next());
            return;
        }
        if (!keeps()) {
            dismiss(connection);
            return;
        }
        idle.addLast(connection);
        idleCount = idle.size();
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
                List.copyOf(idle).stream().filter(this::isToBeChecked).forEach(Pool::discard);
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

    /** Gives the waiting what there is, and opens what there may be. */
    void feed() {
        Ticket first;
        while ((first = waiting.peek()) != null) {
            ServerConnection found = takeIdle(first.flavor);
            if (found == null) {
                break;
            }
            lend(found, next());
        }
        blocked = PoolGroup.Permit.GIVEN;
        if (first != null && backoff.isOver()) {
            openForWaiting();
        }
        counted();
    }

    private void openForWaiting() {
        Iterator<Ticket> tickets = waiting.iterator();
        while (opening < waiting.size() && tickets.hasNext()) {
            Ticket ticket = tickets.next();
            if (ticket.opening) {
                continue;
            }
            if (group.isWantedElsewhere(this, ticket.sinceNanos - PoolGroup.TRANSFER_NANOS)) {
                blocked = PoolGroup.Permit.DATABASE_IS_FULL; // what has just come free is another's, who was fed for it
                return;
            }
            PoolGroup.Permit permit = group.permit();
            if (permit != PoolGroup.Permit.GIVEN) {
                blocked = permit;
                ServerConnection other = idle.pollFirst();
                if (other != null) {
                    idleCount = idle.size();
                    dismiss(other); // of another flavor; its end feeds the waiting
                } else {
                    group.askOthers(this, permit);
                }
                return;
            }
            ticket.opening = true;
            open(ticket.flavor, ticket);
        }
    }

    /** The first, which leaves the queue, to be answered. */
    private Ticket next() {
        Ticket next = waiting.remove();
        counted();
        return next;
    }

    private @Nullable ServerConnection takeIdle(Flavor flavor) {
        Iterator<ServerConnection> newestFirst = idle.descendingIterator();
        while (newestFirst.hasNext()) {
            ServerConnection connection = newestFirst.next();
            if (connection.flavor().equals(flavor)) {
                newestFirst.remove();
                idleCount = idle.size();
                if (!isOver(connection)) {
                    return connection;
                }
                dismiss(connection);
            }
        }
        return null;
    }

    /** Clients of another event loop or user wait, and the limit is reached. */
    void spareOne() {
        if (waiting.isEmpty()) {
            ServerConnection spare = idle.pollFirst();
            if (spare != null) {
                idleCount = idle.size();
                dismiss(spare);
            }
        }
    }

    /** @param asking who has it opened, null for nobody */
    private void open(Flavor flavor, @Nullable Ticket asking) {
        opening++;
        openingCount = opening;
        ServerLogin.open(
                group.dialer(), group.backend(), group.credential(), flavor, this, loop, new ServerLogin.Outcome() {
                    @Override
                    public void opened(ServerConnection connection) {
                        over();
                        backoff.succeeded();
                        warming.succeeded();
                        group.opened.increment();
                        connection.channel().closeFuture().addListener(closed -> closed(connection));
                        rest(connection);
                        available(connection);
                    }

                    @Override
                    public void failed(FatalException why) {
                        notOpened();
                        boolean again = asking != null && asking.patient && hasPatience(asking);
                        backoff.failed();
                        if (!again && asking != null && leaves(asking)) {
                            asking.borrower.refused(why);
                        }
                    }

                    @Override
                    public void refusedByServer(byte[] errorResponse) {
                        notOpened();
                        if (asking == null) {
                            warming.failed(); // nobody waits, and the server should not be asked ten times a second
                        } else if (group.open() > 0 && isFull(errorResponse)) {
                            backoff.failed(); // the server takes no more; one of those that are open will come free
                        } else if (leaves(asking)) {
                            asking.borrower.refusedByServer(errorResponse);
                        }
                        feed();
                    }

                    private void over() {
                        opening--;
                        openingCount = opening;
                        if (asking != null) {
                            asking.opening = false;
                        }
                    }

                    private void notOpened() {
                        over();
                        group.failed.increment();
                        group.permitReturned();
                    }
                });
    }

    /** Takes a ticket out of the queue; false when it is not there any more. */
    private boolean leaves(Ticket ticket) {
        boolean left = waiting.remove(ticket);
        ticket.over |= left;
        counted();
        return left;
    }

    private boolean hasPatience(Ticket ticket) {
        return System.nanoTime() - ticket.sinceNanos
                < group.dialer().connectTimeout().toNanos();
    }

    /** SQLSTATE 53300, too_many_connections. */
    private static boolean isFull(byte[] errorResponse) {
        return new String(errorResponse, java.nio.charset.StandardCharsets.ISO_8859_1).contains("\0C53300\0");
    }

    private void closed(ServerConnection connection) {
        idle.remove(connection);
        idleCount = idle.size();
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
                && (first = waiting.peek()) != null
                && now - first.sinceNanos > queryWait.toNanos()) {
            Ticket late = next();
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
                && backoff.isOver()
                && warming.isOver()
                && group.permit() == PoolGroup.Permit.GIVEN) {
            open(flavor, null);
        }
        counted();
        if (waiting.isEmpty() && idle.isEmpty() && group.pooling().warm() == 0 && sweeping != null) {
            sweeping.cancel(false); // the pools of users who are gone cost nothing
            sweeping = null;
        }
    }

    private void closeIdle(long now) {
        long idleNanos = group.pooling().serverIdle().toNanos();
        Iterator<ServerConnection> oldestFirst = idle.iterator();
        int open = group.open();
        while (oldestFirst.hasNext()) {
            ServerConnection connection = oldestFirst.next();
            boolean tooLong = idleNanos > 0
                    && now - connection.idleSinceNanos > idleNanos
                    && open > group.pooling().warm();
            if (tooLong || isOver(connection)) {
                oldestFirst.remove();
                open--;
                dismiss(connection);
            }
        }
        idleCount = idle.size();
    }

    private void counted() {
        waitingCount = waiting.size();
        Ticket first = waiting.peek();
        firstWaitsSinceNanos = first == null ? 0 : first.sinceNanos;
        blockedSinceNanos = first == null || blocked == PoolGroup.Permit.GIVEN ? 0 : first.sinceNanos;
    }

    int generation() {
        return group.generation();
    }

    EventLoop loop() {
        return loop;
    }

    /** Any thread. 0 when no client waits because of the limit. */
    long blockedSinceNanos() {
        return blockedSinceNanos;
    }

    /** Any thread. What it waits for is that a connection of any user of the database is closed. */
    boolean isBlockedByDatabase() {
        return blocked == PoolGroup.Permit.DATABASE_IS_FULL;
    }

    /** Any thread. */
    int idleCount() {
        return idleCount;
    }

    /** Any thread. */
    int waitingCount() {
        return waitingCount;
    }

    /** Any thread. */
    int openingCount() {
        return openingCount;
    }

    /** Any thread. */
    long longestWaitMillis() {
        long since = firstWaitsSinceNanos;
        return since == 0 ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }
}
