package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.listen.Arrival;
import dev.crossfade.proxy.mysql.login.LoggedIn;
import dev.crossfade.proxy.mysql.login.MySqlNode;
import dev.crossfade.proxy.mysql.login.ServerConnection;
import dev.crossfade.proxy.mysql.login.UserChange;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.mysql.wire.ServerStatus;
import dev.crossfade.proxy.node.Activity;
import dev.crossfade.proxy.node.ClientSession;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Sessions;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.node.TimeOut;
import dev.crossfade.proxy.node.Traffic;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.Outlet;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client that has logged in, and its server connection, which it keeps to its end.
 *
 * <pre>
 *   client ──► {@link CommandSide} ──► server
 *                │ {@link Answers}  {@link Transaction} │
 *   client ◄── {@link AnswerSide} ◄── server
 *
 *   relaying ─┬─ client gone ─► server connection closed: it rolls back what is open
 *             ├─ COM_QUIT ────► passed on; the server closes, then the client is closed
 *             ├─ server gone ─► client closed
 *             └─ {@link #fail} ─► client told and closed
 * </pre>
 *
 * An error does not say what has become of the transaction: a deadlock rolls it back, a statement of the schema has committed it.
 * So when the last answer is an error the server is asked by a COM_PING of the proxy's own, whose OK says it; what the client
 * would begin meanwhile is held.
 *
 * <p>The transaction's slot is given back when the server connection is closed, not before: until then the server could still
 * write under the old snapshot.
 */
public final class MySqlSession implements ClientSession {
    /** How long a client that does not read is given to take a last message. */
    private static final long LAST_MESSAGE_TIMEOUT_MILLIS = 2_000;

    private static final byte IN_TRANSACTION = 'T';

    final Node node;
    final Clients clients;
    final MySqlNode mysql;
    final Target target;
    final PacketLink client;
    final Outlet toClient;
    final Transaction transaction;
    final long capabilities;
    LoggedIn login;
    volatile ServerConnection server;
    Outlet toServer;
    Answers answers;
    Untold untold;
    Traffic traffic;
    final Activity activity;
    final PreparedStatements statements = new PreparedStatements();
    final TextState state;
    final Planning planning;
    final Counting counting;

    private final String id;
    private volatile String user;
    private volatile String application;
    private final String clientAddress;
    private int nextSequence;
    private byte[] textBuffer = new byte[256];
    private boolean wholeWanted;
    private @Nullable ErrPacket refusal;
    private boolean ended;
    private boolean gone;

    private MySqlSession(Node node, Clients clients, MySqlNode mysql, LoggedIn login, ServerConnection server) {
        this.mysql = mysql;
        this.node = node;
        this.clients = clients;
        this.login = login;
        this.id = login.id();
        this.activity = new Activity(Instant.ofEpochMilli(login.sinceMillis()));
        this.target = login.target();
        this.client = login.link();
        this.server = server;
        this.user = login.user();
        this.capabilities = server.capabilities();
        this.application = Attributes.application(login.hello().attributes());
        this.clientAddress = Arrival.of(client.channel()).text();
        this.toClient = new Outlet(client.channel());
        this.toServer = new Outlet(server.channel());
        this.answers = new Answers(capabilities, server.ok().status());
        this.untold = new Untold(capabilities);
        this.transaction = new Transaction(
                node.flags,
                new ClientContext(id, target.name(), user, application, clientAddress),
                true,
                () -> activity.words(this));
        this.traffic = node.traffic.of(target.name(), user, client.channel().eventLoop());
        this.state = new TextState(new TextState.Server() {
            @Override
            public void ask(int command, byte[] body, Own own) {
                MySqlSession.this.ask(command, body, own);
            }

            @Override
            public int status() {
                return answers.status();
            }
        });
        this.planning = new Planning(this, state);
        this.counting = new Counting(this);
    }

    /** Both sides have logged in: from now on packets are relayed. On the event loop. */
    public static void begin(Node node, Clients clients, MySqlNode mysql, LoggedIn login, ServerConnection server) {
        MySqlSession session = new MySqlSession(node, clients, mysql, login, server);
        node.sessions.put(session.id, session);
        clients.add(login.clientId(), session);
        session.traffic.add(Traffic.Count.LOGINS, 1);
        node.log.connected(session);
        session.client.phase(new CommandSide(session));
        server.link().phase(new AnswerSide(session));
        if (!session.client.channel().isActive()) {
            session.clientGone();
        } else if (!server.channel().isActive()) {
            session.serverGone();
        } else {
            session.resume();
            session.endIfIdle(); // the database may have been removed during the login
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

    @Override
    public String application() {
        return application;
    }

    @Override
    public String clientAddress() {
        return clientAddress;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Channel channel() {
        return client.channel();
    }

    /** The backend's id of the connection. Any thread. */
    int backendId() {
        return server.threadId();
    }

    /** Whether a command may go to the server now; else it is held, and presented again. */
    boolean mayBegin() {
        askIfUncertain();
        if (answers.isOwnFirst()) {
            return false;
        }
        if (!transaction.isOpen()) {
            if (answers.isEmpty() && target.pause().holds(this)) {
                activity.state("paused");
                return false;
            }
            activity.beginsTransaction();
            transaction.begin();
            activity.state("active");
        } else if (!answers.isEmpty() && transaction.isOutdated()) {
            return false; // a client that always has something in flight would keep its old snapshot for ever
        } else if (answers.isEmpty()) {
            activity.busy();
        }
        return true;
    }

    /** COM_CHANGE_USER: from now on the client's packets are the proof's, until it has a server connection as that user. */
    void changeUser(byte[] payload, int sequence) {
        toServer.flush(); // its input is about to be another's
        UserChange.begin(mysql, login, payload, sequence, new UserChange.Outcome() {
            @Override
            public void changed(LoggedIn newLogin, ServerConnection newServer) {
                goOnAs(newLogin, newServer);
            }

            @Override
            public void refused(PacketException error) {
                if (isMariaDb() && !ended) {
                    client.phase(new CommandSide(MySqlSession.this));
                    resume();
                } else if (!ended) {
                    activity.because(error.error().message()); // MySQL lets nobody try again
                    closeClient();
                    leave();
                }
            }

            @Override
            public void gone() {
                clientGone();
            }
        });
    }

    private boolean isMariaDb() {
        return (server.greeting().capabilities() & Capabilities.LONG_PASSWORD) == 0;
    }

    private void goOnAs(LoggedIn newLogin, ServerConnection newServer) {
        if (ended) {
            Channels.close(newServer.channel());
            newLogin.login().close();
            return;
        }
        login.login().close();
        login = newLogin;
        ServerConnection old = server;
        server = newServer;
        Channels.close(old.channel()); // what was open there is rolled back
        toServer = new Outlet(newServer.channel());
        answers = new Answers(capabilities, newServer.ok().status());
        untold = new Untold(capabilities);
        startsAnew();
        user = newLogin.user();
        application = Attributes.application(newLogin.hello().attributes());
        transaction.client(new ClientContext(id, target.name(), user, application, clientAddress));
        transaction.ready(Transaction.IDLE, true);
        counting.renew();
        traffic = node.traffic.of(target.name(), user, client.channel().eventLoop());
        nextSequence = 0;
        activity.state("idle");
        newServer.link().phase(new AnswerSide(this));
        client.phase(new CommandSide(this));
        if (newServer.channel().isActive()) {
            resume();
            endIfIdle();
        } else {
            serverGone();
        }
    }

    /** A part of a packet as an array, good until the next one: most texts are looked at and let go. */
    byte[] text(ByteBuf buffer, int start, int length) {
        byte[] into = textBuffer;
        if (into.length < length) {
            into = new byte[Math.max(length, 2 * into.length)];
            if (length <= QueryCommand.MAX_KEPT_BYTES) {
                textBuffer = into; // longer ones are not worth being kept room for
            }
        }
        buffer.getBytes(start, into, 0, length);
        return into;
    }

    /** A packet of the client's has gone to the server. */
    void answerFollows(int sequence) {
        nextSequence = sequence + 1;
    }

    /** A packet of the server's goes to the client. */
    void answered(int sequence) {
        nextSequence = sequence + 1;
    }

    /** The server has answered all there was. */
    void drainedOfAnswers() {
        activity.answered(traffic);
        nextSequence = 0;
        if (answers.isStatusOld()) {
            askIfUncertain();
        } else {
            certain();
        }
    }

    /** Asks the server whether its transaction is open, where that is not known and nothing in flight will say so. */
    void askIfUncertain() {
        if (!ended
                && answers.isStatusOld()
                && answers.isEmpty()
                && !client.framer().isInBody()) {
            ask(Command.PING, new byte[0], error -> {
                if (error == null) {
                    certain();
                } else { // which a COM_PING has only where the server ends the connection
                    fail(error);
                }
            });
        }
    }

    /** Sends a command of the proxy's own. Only while nothing of the client's is in flight. */
    void ask(int command, byte[] body, Own own) {
        answers.sent(Pending.own(command, own));
        ByteBuf out = Packets.begin(server.channel().alloc(), 0).writeByte(command);
        if (command == Command.QUERY && (capabilities & Capabilities.QUERY_ATTRIBUTES) != 0) {
            out.writeByte(0).writeByte(1);
        }
        toServer.write(Packets.end(out.writeBytes(body)));
    }

    /** Closes a statement of the server's that no client knows any more. */
    void closeStatement(int serverId) {
        toServer.write(Packets.end(Packets.begin(server.channel().alloc(), 0)
                .writeByte(Command.STMT_CLOSE)
                .writeIntLE(serverId)));
    }

    /** Passes on a client's packet, as far as it is here. */
    void forward(ByteBuf buffer, int start, int available) {
        answerFollows(PacketFramer.sequence(buffer, start));
        toServer.forward(buffer, start, available);
    }

    /** What a decision sends in place of the client's text; null for that, and where it cannot be sent. */
    byte @Nullable [] rewritten(Decision decision) {
        String text = decision.serverText();
        return text == null ? null : TextCharset.encoded(text, decision.charset());
    }

    /** Whether there are migrations, begun or not, so that texts are needed whole. */
    boolean looksAtTexts() {
        return wholeWanted
                || target.census().isActive()
                || (transaction.isOpen() && !transaction.rules().isEmpty());
    }

    boolean isWholeWanted() {
        return wholeWanted;
    }

    /** The packet is presented again when all of it is here. */
    CommandSide.Fate wantWhole() {
        wholeWanted = true;
        resumeLater();
        return CommandSide.Fate.HELD;
    }

    /** The packet that was wanted whole has been dealt with. */
    void wholeTaken() {
        wholeWanted = false;
    }

    /** The command is answered by an error in place of the server, in its turn. */
    CommandSide.Fate refused(ErrPacket error) {
        if (!answers.isEmpty()) {
            return CommandSide.Fate.HELD;
        }
        refusal = error;
        return CommandSide.Fate.DROPPED;
    }

    @Nullable
    ErrPacket takeRefusal() {
        ErrPacket taken = refusal;
        refusal = null;
        return taken;
    }

    /** All of a command that is refused is here: the client is told. The transaction stays as it was. */
    void refuse(ErrPacket error) {
        toClient.write(error.encode(client.channel().alloc(), nextSequence));
        nextSequence = 0;
        traffic.add(Traffic.Count.QUERIES, 1);
        traffic.add(Traffic.Count.ERRORS, 1);
        settleTransaction();
    }

    /** A statement's parameters that were sent ahead may be gone, and with them what held the transaction open. */
    void endIfNothingIsSentAhead() {
        if (answers.isEmpty() && !answers.isStatusOld() && transaction.isOpen() && !statements.isAnySentAhead()) {
            settleTransaction();
        }
    }

    /** Nothing that was set in the session, or prepared, is there any more. */
    void startsAnew() {
        statements.clear();
        state.reset();
    }

    /** The database that the client has logged in to. */
    String databaseOfLogin() {
        return login.hello().database();
    }

    /** The server has nothing left to answer, and has said whether its transaction is open. */
    void certain() {
        if (settleTransaction()) {
            activity.endedTransaction(traffic, target.latencies());
        }
    }

    /** Whether no transaction is open any more: the server has none, and nothing was sent ahead under its rules. */
    private boolean settleTransaction() {
        boolean inTransaction = (answers.status() & ServerStatus.IN_TRANS) != 0 || statements.isAnySentAhead();
        transaction.ready(inTransaction ? IN_TRANSACTION : Transaction.IDLE, true);
        activity.state(inTransaction ? "idle in transaction" : "idle");
        return !inTransaction;
    }

    /** Presents the client's held packet again, if there is one, and goes on. */
    void resume() {
        if (!ended) {
            client.resume();
            askIfUncertain();
            settle();
        }
    }

    @Override
    public void resumeLater() {
        client.channel().eventLoop().execute(this::resume);
    }

    /** After a burst of packets: everything out, and reads on or off as the other side can take it. */
    void settle() {
        toServer.flush();
        toClient.flush();
        countBytes();
        Channels.autoRead(server.channel(), toClient.isWritable()); // also of what comes behind a goodbye
        if (!ended) {
            Channels.autoRead(
                    client.channel(), toServer.isWritable() && !client.framer().isHeld());
        }
    }

    private void countBytes() {
        activity.moved(traffic, client.takeReceivedBytes(), toClient.takeSentBytes());
    }

    private boolean isIdle() {
        return answers.isEmpty() && !transaction.isOpen();
    }

    @Override
    public void endIfIdle() {
        if ((node.isClosing() || target.removed()) && isIdle()) {
            drained();
        }
    }

    @Override
    public void drained() {
        fail(LastWords.SHUTDOWN);
    }

    @Override
    public void timedOut(TimeOut which) {
        fail(LastWords.timedOut(which));
    }

    /** Ends the session: the client is told why, where its stream is between two packets. On the event loop. */
    void fail(ErrPacket why) {
        if (!ended) {
            activity.because(why.message());
            tell(why);
            closeClient();
            leave();
        }
    }

    private void tell(ErrPacket why) {
        if (!server.link().framer().isInBody()) {
            toClient.write(why.encode(client.channel().alloc(), nextSequence));
        }
    }

    /** COM_QUIT has been passed on: the server closes, and with that the session ends. */
    void saidGoodbye() {
        activity.because("the client left");
        toServer.flush();
        ended = true;
        client.framer().close();
        Channels.autoRead(client.channel(), true); // or its end would not be seen
    }

    void clientGone() {
        activity.because("the client's connection was closed without a goodbye");
        if (!ended) {
            ended = true;
            client.framer().close();
        }
        leave();
    }

    /** The client sees what it would see without the proxy: what the server has said last, and the end. */
    void serverGone() {
        activity.because("the backend ended the session");
        if (ended) {
            Channels.close(client.channel());
        } else {
            closeClient();
        }
        gone();
    }

    private void closeClient() {
        ended = true;
        client.framer().close();
        toClient.flush();
        Channels.closeAfterWrites(client.channel(), LAST_MESSAGE_TIMEOUT_MILLIS);
    }

    /** The client's half is over: the server connection is closed. The rest is done when it is, see {@link #serverGone}. */
    private void leave() {
        toServer.flush();
        if (server.channel().isActive()) {
            Channels.closeAfterWrites(server.channel(), LAST_MESSAGE_TIMEOUT_MILLIS);
        } else {
            gone();
        }
    }

    private void gone() {
        if (gone) {
            return;
        }
        gone = true;
        countBytes();
        activity.ended(this, traffic, node.log);
        node.sessions.remove(id);
        clients.remove(login.clientId(), this);
        transaction.close();
        target.pause().forget(this);
        login.login().close();
    }

    @Override
    public long millisIn(String ofState, long nowMillis) {
        return activity.millisIn(ofState, nowMillis);
    }

    @Override
    public long transactionMillis(long nowMillis) {
        return activity.transactionMillis(transaction, nowMillis);
    }

    @Override
    public boolean mayIdleTooLong() {
        return true;
    }

    @Override
    public boolean holdsUpPause() {
        return !isIdle();
    }

    @Override
    public void cancel(Runnable dealtWith) {
        if (ended || answers.isEmpty() || answers.isOwnFirst()) {
            dealtWith.run();
        } else {
            Killer.kill(this, dealtWith);
        }
    }

    @Override
    public Sessions.PreparedTexts preparedTexts(Predicate<byte[]> wanted) {
        return Sessions.PreparedTexts.of(statements.texts(), true, wanted);
    }

    @Override
    public SessionInfo info() {
        return activity.info(this, transaction);
    }
}
