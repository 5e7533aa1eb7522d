package dev.crossfade.proxy.session;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.node.Activity;
import dev.crossfade.proxy.node.CancelKeys;
import dev.crossfade.proxy.node.ClientSession;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Sessions;
import dev.crossfade.proxy.node.TableHold;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.node.TimeOut;
import dev.crossfade.proxy.node.Traffic;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.rewrite.HeldRows;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Outlet;
import dev.crossfade.proxy.wire.Startup;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client that has logged in, and the server connection it has at present. Holds what both directions need and how a session
 * ends; the directions are {@link ClientSide} and {@link ServerSide}.
 *
 * <pre>
 *                 ┌───────────────── Session ─────────────────┐
 *   client ──► ClientSide ── {@link Planning} ── {@link HiddenMessages} ──► server connection ({@link Lease})
 *                 │ {@link Transaction}  {@link InFlight}  {@link Statements} │
 *   client ◄───────────────────────── ServerSide ◄──────────── server connection
 *                 └───────────────────────────────────────────┘
 *   relaying ─┬─ client gone ─► server connection given back when it is idle, else closed
 *             ├─ server gone ─► client told 08006 (or what the server said) and closed
 *             └─ {@link #fail}  ─► client told and closed
 * </pre>
 *
 * The transaction's slot is given back when the server connection is, or is closed, not before: until then the server could
 * still write under the old snapshot.
 */
final class Session implements ClientSession {
    /** How long a client that does not read is given to take a last message. */
    private static final long LAST_MESSAGE_TIMEOUT_MILLIS = 2_000;

    private static final String CLIENT_LEFT = "the client left";

    final Node node;
    final Target target;
    final Link client;
    final Outlet toClient;
    final InFlight inFlight = new InFlight();
    final Statements statements = new Statements();
    final SqlPrepares sqlPrepares = new SqlPrepares();
    final NamedBySql namedBySql = new NamedBySql(this);
    final Planning planning;
    final HiddenMessages toServerHidden;
    final Preparation preparation;
    final Effect effect = new Effect(this);
    final HeldRows heldRows = new HeldRows();
    final Shadowing shadowing;
    final Transaction transaction;
    final Lease lease;
    final Traffic traffic;
    final Activity activity = new Activity(Instant.now());
    final HalfClose halfClose = new HalfClose(this);
    final boolean replication;
    final boolean physicalView;
    boolean standardConformingStrings = true;
    String clientEncoding = "UTF8";

    /** What kept statements when its transaction began; null nearly always. */
    TableHold.@Nullable Held beganUnder;

    private final String id;
    private final String user;
    private final String backendUser;
    private final String clientAddress;
    private final ServerSide serverSide;
    private final CancelKeys.Key key;
    private volatile String application;
    private Census.Client countedAs;
    private @Nullable Outlet toServer;
    private boolean ended;
    private boolean dropHeldQuery;
    private boolean saidGoodbye;
    private boolean gone;
    private boolean heldIsCancelled;

    private Session(Admission admitted, @Nullable ServerConnection first) {
        this.node = admitted.node;
        this.id = admitted.id;
        this.target = admitted.target;
        this.client = admitted.client;
        this.user = admitted.user;
        this.backendUser = admitted.credential.user();
        Startup startup = admitted.startup;
        this.replication = admitted.replication;
        this.physicalView = admitted.physicalView;
        this.toClient = new Outlet(client.channel());
        this.application = startup.parameters().getOrDefault("application_name", "");
        this.clientAddress = admitted.clientAddress();
        this.countedAs = new Census.Client(user, application, clientAddress);
        this.transaction = new Transaction(
                node.flags,
                new ClientContext(id, target.name(), this.user, application, clientAddress),
                !physicalView,
                () -> activity.words(this));
        this.traffic =
                node.traffic.of(target.name(), this.user, client.channel().eventLoop());
        this.toServerHidden = new HiddenMessages(this);
        this.planning = new Planning(this);
        this.lease = admitted.lease(this);
        this.shadowing = new Shadowing(this, admitted.group());
        this.preparation = new Preparation(this);
        this.serverSide = new ServerSide(this);
        this.key = node.cancelKeys.issue(startup.agreedMinor(), this);
        admitted.told().forEach(this::parameter);
        if (first != null) {
            lease.begin(first);
            attached(first);
        }
    }

    /**
     * Both sides have logged in: from now on messages are relayed. On the event loop.
     *
     * @param first the server connection it begins with, or null to take one when it needs it
     */
    static void begin(Admission admitted, @Nullable ServerConnection first) {
        Session session = new Session(admitted, first);
        session.node.sessions.put(session.id, session);
        session.traffic.add(Traffic.Count.LOGINS, 1);
        session.node.log.connected(session);
        admitted.welcome(session.key);
        session.client.phase(new ClientSide(session));
        session.halfClose.allow();
        if (session.node.sequenceReaders.has(session.user, session.application)) {
            session.lease.pin("currval or lastval in another session of this application");
        }
        if (session.client.channel().isActive()) {
            session.resume();
            session.endIfIdle(); // the database may have been removed during the login
        } else {
            session.clientGone();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String user() {
        return user;
    }

    /** Who the server connections log in as. */
    String backendUser() {
        return backendUser;
    }

    @Override
    public String clientAddress() {
        return clientAddress;
    }

    @Override
    public String application() {
        return application;
    }

    /** Who its statements are counted for. */
    Census.Client countedAs() {
        return countedAs;
    }

    /** The way to the server. Only while there is a connection. */
    Outlet toServer() {
        Outlet out = toServer;
        if (out == null) {
            throw new IllegalStateException("the session has no server connection");
        }
        return out;
    }

    boolean isAttached() {
        return toServer != null;
    }

    /** The lease has a connection. */
    void attached(ServerConnection connection) {
        toServer = connection.outlet();
        connection.link().phase(serverSide);
    }

    /** The lease has none any more. */
    void detached() {
        toServer = null;
    }

    /** What the server reports about a setting that is of interest here. */
    void parameter(String name, String value) {
        switch (name) {
            case "standard_conforming_strings" -> standardConformingStrings = value.equals("on");
            case "client_encoding" -> clientEncoding = value;
            case "application_name" -> {
                if (!value.equals(application)) {
                    application = value;
                    countedAs = new Census.Client(user, value, clientAddress);
                    transaction.client(new ClientContext(id, target.name(), user, value, clientAddress));
                }
            }
            default -> {}
        }
    }

    /** Tells the client by ParameterStatus. */
    void tellParameter(String name, String value) {
        parameter(name, value);
        toClient.write(Messages.parameterStatus(client.channel().alloc(), name, value));
    }

    /**
     * Whether a message that may begin a transaction can be sent now: the database is not paused, and there is a server
     * connection. Else it is held, and presented again.
     */
    boolean mayBegin() {
        if (!transaction.isOpen() && inFlight.isEmpty() && target.pause().holds(this)) {
            activity.state("paused");
            return false;
        }
        return lease.acquire();
    }

    void begin() {
        activity.beginsTransaction();
        transaction.begin();
        beganUnder = target.tableHold().current();
        activity.state("active");
    }

    /** The server has answered all there was. {@code over}: and with that a transaction has come to its end. */
    void answered(boolean over) {
        activity.answered(traffic);
        if (over) {
            activity.endedTransaction(traffic, target.latencies());
        }
    }

    private void countBytes() {
        activity.moved(traffic, client.takeReceivedBytes(), toClient.takeSentBytes());
    }

    /** Presents the client's held message again, if there is one, and goes on. */
    void resume() {
        if (!ended) {
            client.resume();
            settle();
            heldIsCancelled &= client.framer().isHeld();
        }
    }

    /** Whether the client waits for a statement that the server has not been sent. */
    boolean isStatementHeld() {
        return !ended && client.framer().isHeld() && (toServer == null || lease.isBusyWithSettings() || isIdle());
    }

    /** The statement that is held is to fail when its turn comes. */
    void cancelHeld() {
        heldIsCancelled = true;
    }

    /** Whether the statement whose turn has come was cancelled while it was held. */
    boolean takeHeldIsCancelled() {
        boolean was = heldIsCancelled;
        heldIsCancelled = false;
        return was;
    }

    /** The same, from any thread, a moment later. */
    @Override
    public void resumeLater() {
        client.channel().eventLoop().execute(this::resume);
    }

    /** After a burst of messages: everything out, and reads on or off as the other side can take it. */
    void settle() {
        Outlet out = toServer;
        if (out != null) {
            out.flush();
        }
        toClient.flush();
        countBytes();
        if (ended) {
            return;
        }
        if (out != null) {
            Channels.autoRead(out.channel(), toClient.isWritable());
            if (!client.framer().isInBody()) {
                lease.giveBackIfIdle();
            }
        }
        Outlet next = toServer; // not one that has just been given up, perhaps for being broken
        Channels.autoRead(
                client.channel(),
                (next == null || next.isWritable()) && (!client.framer().isHeld() || halfClose.isLookedFor()));
        halfClose.settle();
    }

    boolean isIdle() {
        return inFlight.isEmpty() && !inFlight.isSkipping() && !transaction.isOpen();
    }

    /** The server has been told the last it will be told. */
    boolean isLeaving() {
        return saidGoodbye;
    }

    boolean isEnded() {
        return ended;
    }

    /** Ends the session: the client is told why. On the event loop. */
    void fail(FatalException e) {
        if (!ended) {
            activity.because(String.valueOf(e.getMessage()));
            toClient.write(Messages.fatal(client.channel().alloc(), e));
            closeClient();
            leave();
        }
    }

    /** The same, with the server's own words. */
    void failWith(byte[] errorResponse) {
        if (!ended) {
            activity.because("the backend refused a server connection");
            toClient.write(Unpooled.wrappedBuffer(errorResponse));
            closeClient();
            leave();
        }
    }

    /** Ends the session if it is to end at the next opportunity, and this is one. */
    @Override
    public void endIfIdle() {
        if ((node.isClosing() || target.removed()) && isIdle()) {
            drained();
        }
    }

    /** Crossfade is closing, or its database has been removed, and this session has just become idle. */
    @Override
    public void drained() {
        fail(new FatalException("57P01", "terminating connection due to administrator command", null));
    }

    /** A hidden message failed; its error is passed on as the answer of the client's message that is held. */
    void hiddenFailed() {
        // In front of a simple Query, it has a Sync of its own: its ReadyForQuery then ends the client's Query.
        Entry next = inFlight.head();
        if (next != null && next.hidden) {
            next.hidden = false;
            dropHeldQuery = true;
        } else if (next == null && namedBySql.isAskedWithoutSync()) {
            // behind extended messages without Sync: the server skips up to one, which ends the client's Query
            toServer().write(Messages.empty(Frontend.SYNC));
            inFlight.sent(new Entry(Entry.Kind.SYNC));
            dropHeldQuery = true;
        }
    }

    /** Whether the held Query has been answered by an error of its lookup. Asked once. */
    boolean takeHeldQueryAnswered() {
        boolean answered = dropHeldQuery;
        dropHeldQuery = false;
        return answered;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public boolean mayIdleTooLong() {
        return !replication;
    }

    @Override
    public boolean holdsUpPause() {
        return !isIdle() && !replication;
    }

    @Override
    public void timedOut(TimeOut which) {
        switch (which) {
            case IDLE_TRANSACTION ->
                fail(new FatalException("25P03", "terminating connection due to idle-in-transaction timeout", null));
            case TRANSACTION ->
                fail(new FatalException("25P04", "terminating connection due to transaction timeout", null));
            case IDLE -> fail(new FatalException("57P05", "terminating connection due to idle-session timeout", null));
        }
    }

    @Override
    public void cancel(Runnable dealtWith) {
        CancelForwarder.cancel(this, node, dealtWith);
    }

    /** The client has said goodbye in the middle of things. It was passed on: the server closes when it has read so far. */
    void terminated() {
        activity.because(CLIENT_LEFT);
        toServer().flush();
        ended = true;
        client.framer().close();
    }

    /** The client has said goodbye with nothing left to be answered, or nothing that is to be. */
    void saidGoodbyeIdle() {
        activity.because(CLIENT_LEFT);
        closeClient();
        leave();
    }

    /**
     * The client has sent the header of a message that no server takes. The server itself says so, in its turn behind the
     * answers that are still to come; it is given the header and nothing more.
     */
    void passOnViolation(byte[] header, FatalException e) {
        if (ended) {
            return;
        }
        Outlet out = toServer;
        if (out == null || lease.isRestoring()) {
            if (e.isOfLength()) {
                ended = true; // as the server does, without a word
                Channels.close(client.channel());
                leave();
            } else {
                fail(e);
            }
            return;
        }
        activity.because("the client broke the protocol: " + e.getMessage());
        client.framer().close();
        out.write(Unpooled.wrappedBuffer(header));
        endInput(out);
    }

    /** The server is told no more: it comes to the end of what it has been told, answers that, and closes. */
    private void endInput(Outlet out) {
        out.flush();
        saidGoodbye = true;
        Channels.shutdownOutputAfterWrites(out.channel());
    }

    /** The client will send nothing more, and all of it has been passed on. */
    void inputEnded() {
        activity.because(CLIENT_LEFT);
        if (isIdle() || toServer == null) {
            saidGoodbyeIdle();
        } else {
            endInput(toServer);
        }
    }

    void clientGone() {
        activity.because("the client's connection was closed without a goodbye");
        if (ended) {
            lease.drop(); // what it was passed on last need not be answered
        } else {
            ended = true;
            client.framer().close();
            leave();
        }
    }

    /** @param last what the client is told; null when the server has told it itself, or was asked to close */
    void serverGone(@Nullable FatalException last) {
        activity.because(last == null ? "the backend ended the session" : String.valueOf(last.getMessage()));
        if (ended) {
            Channels.close(client.channel());
            gone();
            return;
        }
        if (last != null && !saidGoodbye) {
            toClient.write(Messages.fatal(client.channel().alloc(), last));
        }
        closeClient();
        gone();
    }

    private void closeClient() {
        ended = true;
        client.framer().close();
        toClient.flush();
        Channels.closeAfterWrites(client.channel(), LAST_MESSAGE_TIMEOUT_MILLIS);
    }

    /** The client's half is over: the server connection is given back or closed. */
    private void leave() {
        Outlet out = toServer;
        if (out != null) {
            out.flush();
        }
        lease.end();
        if (lease.connection() == null) {
            gone();
        } // else when it is closed, see serverGone
    }

    private void gone() {
        if (!gone) {
            gone = true;
            countBytes();
            activity.ended(this, traffic, node.log);
        }
        node.sessions.remove(id);
        node.cancelKeys.revoke(key);
        transaction.close();
        target.pause().forget(this);
    }

    /** How long it has been in a state, when it is in that one; else 0. Any thread. */
    @Override
    public long millisIn(String ofState, long nowMillis) {
        return activity.millisIn(ofState, nowMillis);
    }

    /** How long its transaction has lasted, 0 outside transactions. Any thread. */
    @Override
    public long transactionMillis(long nowMillis) {
        return activity.transactionMillis(transaction, nowMillis);
    }

    @Override
    public Channel channel() {
        return client.channel();
    }

    /** On its event loop: what the client has prepared, in the protocol's way and in SQL's. */
    @Override
    public Sessions.PreparedTexts preparedTexts(Predicate<byte[]> wanted) {
        return Sessions.PreparedTexts.of(
                Stream.concat(statements.texts(), sqlPrepares.preparedTexts()), sqlPrepares.areTextsComplete(), wanted);
    }

    /** Any thread. */
    @Override
    public SessionInfo info() {
        return activity.info(this, transaction);
    }
}
