package dev.crossfade.proxy.session;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Outlet;
import dev.crossfade.proxy.wire.Startup;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client that has logged in and its server connection. Holds what both directions need and how a session ends; the
 * directions are {@link ClientSide} and {@link ServerSide}.
 *
 * <pre>
 *                 ┌───────────────── Session ─────────────────┐
 *   client ──► ClientSide ── {@link Planning} ── {@link HiddenMessages} ──► server
 *                 │ {@link Transaction}  {@link InFlight}  {@link Statements} │
 *   client ◄───────────────────────── ServerSide ◄──────────── server
 *                 └───────────────────────────────────────────┘
 *   relaying ─┬─ client gone ─► server closed at once, Terminate first when it is idle
 *             ├─ server gone ─► client told 08006 (or what the server said) and closed
 *             └─ {@link #fail}  ─► client told and closed, server closed
 * </pre>
 *
 * The transaction's slot is given back when the server's channel is closed, not before: until then the server could still
 * write under the old snapshot.
 */
final class Session {
    /** How long a client that does not read is given to take a last message. */
    private static final long LAST_MESSAGE_TIMEOUT_MILLIS = 2_000;

    final Node node;
    final Target target;
    final Link client;
    final Link server;
    final Outlet toClient;
    final Outlet toServer;
    final InFlight inFlight = new InFlight();
    final Statements statements = new Statements();
    final SqlPrepares sqlPrepares = new SqlPrepares();
    final Planning planning;
    final HiddenMessages toServerHidden;
    final Transaction transaction;
    final boolean replication;
    boolean standardConformingStrings = true;
    String clientEncoding = "UTF8";

    private final String id;
    private final String user;
    private final String clientAddress;
    private final Instant since = Instant.now();
    private volatile String application;
    private volatile String state = "idle";
    private volatile long stateSinceMillis = System.currentTimeMillis();
    private boolean ended;
    private boolean dropHeldQuery;
    private boolean saidGoodbye;

    private Session(Node node, String id, Target target, String user, Startup startup, Link client, Link server) {
        this.node = node;
        this.id = id;
        this.target = target;
        this.client = client;
        this.server = server;
        this.user = user;
        this.replication = Replication.of(startup.parameters().getOrDefault("replication", "off")) != Replication.OFF;
        this.toClient = new Outlet(client.channel());
        this.toServer = new Outlet(server.channel());
        this.application = startup.parameters().getOrDefault("application_name", "");
        this.clientAddress =
                client.channel().remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
                        ? address.getAddress().getHostAddress()
                        : "";
        this.transaction = new Transaction(
                node.flags,
                new ClientContext(id, target.name(), this.user, application, clientAddress),
                this::description);
        this.toServerHidden = new HiddenMessages(this, toServer);
        this.planning = new Planning(this);
    }

    /** Both sides have logged in: from now on messages are relayed. On the event loop. */
    static void begin(
            Node node,
            String id,
            Target target,
            String user,
            Startup startup,
            Map<String, String> status,
            CancelKeys.Key key,
            Link client,
            Link server) {
        Session session = new Session(node, id, target, user, startup, client, server);
        status.forEach(session::parameter);
        node.sessions.put(id, session);
        server.channel().closeFuture().addListener(closed -> {
            node.sessions.remove(id);
            node.cancelKeys.revoke(key);
            session.transaction.close();
        });
        server.phase(new ServerSide(session));
        client.phase(new ClientSide(session));
        if (client.channel().isActive()) {
            session.resume();
            session.endIfIdle(); // the database may have been removed during the login
        } else {
            session.clientGone();
        }
    }

    String id() {
        return id;
    }

    String user() {
        return user;
    }

    String application() {
        return application;
    }

    /** What the server reports about a setting that is of interest here. */
    void parameter(String name, String value) {
        switch (name) {
            case "standard_conforming_strings" -> standardConformingStrings = value.equals("on");
            case "client_encoding" -> clientEncoding = value;
            case "application_name" -> {
                if (!value.equals(application)) {
                    application = value;
                    transaction.client(new ClientContext(id, target.name(), user, value, clientAddress));
                }
            }
            default -> {}
        }
    }

    /** Presents the client's held message again, if there is one, and goes on. */
    void resume() {
        if (!ended) {
            client.resume();
            settle();
        }
    }

    /** The same, from any thread, a moment later. */
    void resumeLater() {
        client.channel().eventLoop().execute(this::resume);
    }

    /** After a burst of messages: everything out, and reads on or off as the other side can take it. */
    void settle() {
        toServer.flush();
        toClient.flush();
        if (!ended) {
            client.channel()
                    .config()
                    .setAutoRead(toServer.isWritable() && !client.framer().isHeld());
            server.channel().config().setAutoRead(toClient.isWritable());
        }
    }

    void state(String next) {
        if (!state.equals(next)) {
            state = next;
            stateSinceMillis = System.currentTimeMillis();
        }
    }

    boolean isIdle() {
        return inFlight.isEmpty() && !transaction.isOpen();
    }

    /** Ends the session: the client is told why. On the event loop. */
    void fail(FatalException e) {
        if (!ended) {
            toClient.write(Messages.fatal(client.channel().alloc(), e));
            closeClient();
            closeServer();
        }
    }

    /** Ends the session if it is to end at the next opportunity, and this is one. */
    void endIfIdle() {
        if ((node.closing || target.removed()) && isIdle()) {
            drained();
        }
    }

    /** Crossfade is closing, or its database has been removed, and this session has just become idle. */
    void drained() {
        fail(new FatalException("57P01", "terminating connection due to administrator command", null));
    }

    /** A hidden message failed; its error is passed on as the answer of the client's message that is held. */
    void hiddenFailed(Entry failed) {
        // In front of a simple Query, the lookup has a Sync of its own: its ReadyForQuery then ends the client's Query.
        if (failed.plan == null && inFlight.head() != null && inFlight.head().hidden) {
            inFlight.head().hidden = false;
            dropHeldQuery = true;
        }
    }

    /** Whether the held Query has been answered by an error of its lookup. Asked once. */
    boolean takeHeldQueryAnswered() {
        boolean answered = dropHeldQuery;
        dropHeldQuery = false;
        return answered;
    }

    /** The client has said goodbye, which was passed on: the server closes when it has read so far. */
    void terminated() {
        toServer.flush();
        ended = true;
        client.framer().close();
    }

    /**
     * The client has sent the header of a message that no server takes. The server itself says so, in its turn behind the
     * answers that are still to come; it is given the header and nothing more.
     */
    void passOnViolation(byte[] header) {
        if (!ended) {
            client.framer().close();
            toServer.write(Unpooled.wrappedBuffer(header));
            toServer.flush();
            saidGoodbye = true;
            Channels.shutdownOutputAfterWrites(server.channel());
        }
    }

    void clientGone() {
        if (!ended || server.channel().isOpen()) {
            ended = true;
            closeServer();
        }
    }

    /** @param last what the client is told; null when the server has told it itself, or was asked to close */
    void serverGone(@Nullable FatalException last) {
        if (ended) {
            Channels.close(client.channel());
            return;
        }
        if (last != null && !saidGoodbye) {
            toClient.write(Messages.fatal(client.channel().alloc(), last));
        }
        closeClient();
    }

    private void closeClient() {
        ended = true;
        client.framer().close();
        toClient.flush();
        Channels.closeAfterWrites(client.channel(), LAST_MESSAGE_TIMEOUT_MILLIS);
    }

    private void closeServer() {
        Channel channel = server.channel();
        server.framer().close();
        toServer.flush();
        if (isIdle() && channel.isActive()) {
            channel.writeAndFlush(Messages.empty(Frontend.TERMINATE)).addListener(ChannelFutureListener.CLOSE);
        } else {
            Channels.close(channel);
        }
    }

    private String description() {
        return "session " + id + " of user " + user + " (" + application + ") from " + clientAddress + ", " + state
                + " since " + Instant.ofEpochMilli(stateSinceMillis);
    }

    /** Any thread. */
    SessionInfo info() {
        return new SessionInfo(
                id,
                target.name(),
                user,
                application,
                clientAddress,
                state,
                transaction.number(),
                since,
                Instant.ofEpochMilli(stateSinceMillis));
    }
}
