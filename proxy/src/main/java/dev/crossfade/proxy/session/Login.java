package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.auth.BackendCredential;
import dev.crossfade.proxy.auth.ScramServer;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Startup;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client from accept to the end of its login (https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-START-UP).
 *
 * <pre>
 *   STARTUP ─┬─ SSLRequest, GSSENCRequest: 'N' ─► STARTUP
 *            ├─ CancelRequest ─► {@link CancelForwarder} ─► closed
 *            └─ StartupMessage ─► SASL_INITIAL ─ client-first ─► SASL_FINAL ─ client-final ─► CONNECTING
 *   CONNECTING ─► {@link BackendLogin} ─► {@link Session}
 * </pre>
 */
public final class Login implements Phase {
    /** PostgreSQL allows 65,535 for an authentication token; SCRAM's are a few hundred. */
    private static final int MAX_AUTHENTICATION_BYTES = 8192;

    private static final int AUTHENTICATION_OK = 0;
    private static final int AUTHENTICATION_SASL = 10;
    private static final int AUTHENTICATION_SASL_CONTINUE = 11;
    private static final int AUTHENTICATION_SASL_FINAL = 12;

    /** Connections above the limit that are still told so; further ones are closed at once. */
    private static final int MAX_CLIENTS_TOLD = 100;

    private enum State {
        STARTUP,
        SASL_INITIAL,
        SASL_FINAL,
        CONNECTING,
        CLOSED
    }

    private final Node node;
    private final Map<String, Target> targets;
    private final Channel channel;
    private final Link link;
    private final String id = UUID.randomUUID().toString();
    private final long sinceMillis = System.currentTimeMillis();
    private final java.util.concurrent.Future<?> deadline;
    private State state = State.STARTUP;
    private boolean sslAnswered;
    private boolean gssAnswered;
    private @Nullable Startup startup;
    private @Nullable Target target;
    private @Nullable ScramServer scram;
    private String user = "";

    private Login(Node node, Map<String, Target> targets, Channel channel) {
        this.node = node;
        this.targets = targets;
        this.channel = channel;
        this.link = new Link(channel, this, true);
        ScheduledFuture<?> timer = channel.eventLoop()
                .schedule(this::deadlinePassed, node.settings.loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
        this.deadline = timer;
    }

    /** A client has connected. {@code targets}: the databases of the listener, by name. On the channel's event loop. */
    public static void accept(Node node, Map<String, Target> targets, Channel channel) {
        int open = node.clients.incrementAndGet();
        channel.closeFuture().addListener(future -> node.clients.decrementAndGet());
        if (open > node.settings.maxClients() + MAX_CLIENTS_TOLD) {
            Channels.close(channel);
            return;
        }
        Login login = new Login(node, targets, channel);
        node.logins.put(login.id, login);
        channel.closeFuture().addListener(future -> {
            node.logins.remove(login.id);
            login.deadline.cancel(false);
        });
        channel.pipeline().addLast(login.link);
    }

    long sinceMillis() {
        return sinceMillis;
    }

    String id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public int need(byte type, int total) {
        return switch (state) {
            case STARTUP -> {
                if (total < 8 || total > Startup.MAX_STARTUP_BYTES) {
                    throw FatalException.silent("invalid length of startup packet");
                }
                yield total;
            }
            case SASL_INITIAL, SASL_FINAL -> {
                if (type != Frontend.PASSWORD) {
                    throw FatalException.protocol("expected SASL response, got message type " + (type & 0xff));
                }
                if (total > MAX_AUTHENTICATION_BYTES) {
                    throw authenticationFailed();
                }
                yield total;
            }
            case CONNECTING, CLOSED -> 0;
        };
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        switch (state) {
            case STARTUP -> startupPacket(total, buffer, start, available);
            case SASL_INITIAL -> saslInitialResponse(buffer, start + 5, start + total);
            case SASL_FINAL -> saslResponse(buffer.toString(start + 5, total - 5, StandardCharsets.UTF_8));
            case CONNECTING -> {
                return false; // what a hasty client sends ahead waits for its session
            }
            case CLOSED -> {}
        }
        return true;
    }

    private void startupPacket(int total, ByteBuf buffer, int start, int available) {
        int code = buffer.getInt(start + 4);
        if (code == Messages.CANCEL_REQUEST_CODE) {
            int keyBytes = total - Messages.CANCEL_REQUEST_HEADER_BYTES;
            if (keyBytes <= 0 || keyBytes > Messages.MAX_CANCEL_KEY_BYTES) {
                throw FatalException.silent("invalid length of cancel request packet");
            }
            byte[] secret = new byte[keyBytes];
            buffer.getBytes(start + Messages.CANCEL_REQUEST_HEADER_BYTES, secret);
            state = State.CLOSED;
            CancelForwarder.forward(node, channel, buffer.getInt(start + 8), secret);
        } else if (code == Messages.SSL_REQUEST_CODE && !sslAnswered) {
            sslAnswered = true;
            noEncryption("SSL", available);
        } else if (code == Messages.GSSENC_REQUEST_CODE && !gssAnswered) {
            gssAnswered = true;
            noEncryption("GSSAPI encryption", available);
        } else {
            link.framer().startupDone();
            if (code >>> 16 == 1 || code >>> 16 == 2) {
                state = State.CLOSED;
                channel.writeAndFlush(Messages.fatalOfProtocol2(channel.alloc(), Startup.unsupported(code)))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            startup(Startup.decode(code, buffer, start + 8, start + total));
        }
    }

    private void noEncryption(String what, int available) {
        if (link.framer().hasBytesBeyond(available)) {
            // sent before the answer: someone in between may have put them there
            throw FatalException.protocol("received unencrypted data after " + what + " request");
        }
        Channels.send(channel, Unpooled.wrappedBuffer(new byte[] {'N'}));
    }

    private void startup(Startup packet) {
        startup = packet;
        String name = packet.parameters().getOrDefault("user", "");
        if (name.isEmpty()) {
            throw new FatalException("28000", "no PostgreSQL user name specified in startup packet", null);
        }
        user = name;
        String database = packet.parameters().getOrDefault("database", "");
        if (database.isEmpty()) {
            database = name;
        }
        if (packet.negotiates()) {
            Channels.send(
                    channel,
                    Messages.negotiateProtocolVersion(channel.alloc(), packet.agreedMinor(), packet.options()));
        }
        Replication replication = Replication.of(packet.parameters().getOrDefault("replication", "off"));
        if (node.closing) {
            throw new FatalException(Problem.NOT_READY, "Crossfade is shutting down", null);
        }
        if (node.clients.get() > node.settings.maxClients()) {
            throw new FatalException(
                    Problem.TOO_MANY_CONNECTIONS,
                    "sorry, too many clients already",
                    "Crossfade takes " + node.settings.maxClients() + " client connections.");
        }
        Target found = targets.get(database);
        if (found == null && replication == Replication.PHYSICAL && targets.size() == 1) {
            found = targets.values().iterator().next(); // pg_basebackup and its like name no database that exists
        }
        if (found == null) {
            throw new FatalException(
                    Problem.UNKNOWN_DATABASE,
                    "database \"" + database + "\" does not exist",
                    "No database of that name is configured in Crossfade for this address.");
        }
        if (!found.ready()) {
            throw new FatalException(
                    Problem.NOT_READY,
                    "Crossfade is not ready to serve database \"" + database + "\" yet",
                    "It first reads the state of the database's migrations; if this goes on, its backend does not answer.");
        }
        target = found;
        scram = found.users().exchange(name);
        state = State.SASL_INITIAL;
        byte[] mechanisms = (ScramServer.MECHANISM + "\0\0").getBytes(StandardCharsets.US_ASCII);
        Channels.send(channel, Messages.authentication(channel.alloc(), AUTHENTICATION_SASL, mechanisms));
    }

    private void saslInitialResponse(ByteBuf buffer, int start, int end) {
        int zero = Text.zeroByte(buffer, start, end);
        if (zero < 0 || end - zero < 5) {
            throw FatalException.protocol("invalid SASL initial response");
        }
        if (!Text.utf8(buffer, start, zero).equals(ScramServer.MECHANISM)) {
            throw FatalException.protocol("client selected an invalid SASL authentication mechanism");
        }
        if (buffer.getInt(zero + 1) != end - zero - 5) {
            throw FatalException.protocol("invalid SASL initial response");
        }
        String serverFirst = exchange().first(buffer.toString(zero + 5, end - zero - 5, StandardCharsets.UTF_8));
        state = State.SASL_FINAL;
        Channels.send(
                channel,
                Messages.authentication(channel.alloc(), AUTHENTICATION_SASL_CONTINUE, Messages.utf8(serverFirst)));
    }

    private void saslResponse(String clientFinal) {
        String serverFinal = exchange().last(clientFinal);
        Target authenticatedFor = target;
        Startup asked = startup;
        BackendCredential credential =
                authenticatedFor == null ? null : authenticatedFor.users().credential(user);
        if (serverFinal == null || authenticatedFor == null || asked == null || credential == null) {
            throw authenticationFailed();
        }
        deadline.cancel(false);
        state = State.CONNECTING;
        channel.config().setAutoRead(false);
        Channels.send(
                channel,
                Messages.authentication(channel.alloc(), AUTHENTICATION_SASL_FINAL, Messages.utf8(serverFinal)));
        Channels.send(channel, Messages.authentication(channel.alloc(), AUTHENTICATION_OK, new byte[0]));
        scram = null;
        BackendLogin.connect(node, id, authenticatedFor, user, credential, asked, link);
    }

    private FatalException authenticationFailed() {
        return new FatalException(
                Problem.AUTHENTICATION_FAILED, "password authentication failed for user \"" + user + "\"", null);
    }

    private ScramServer exchange() {
        if (scram == null) {
            throw FatalException.protocol("no SASL exchange is going on");
        }
        return scram;
    }

    private void deadlinePassed() {
        if (state != State.CONNECTING && state != State.CLOSED) {
            state = State.CLOSED;
            Channels.close(channel); // as PostgreSQL does when authentication_timeout passes
        }
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        // nothing before the session streams
    }

    @Override
    public void endOfInput() {
        // nothing is passed on
    }

    @Override
    public void readComplete() {
        // answers are flushed as they are written
    }

    @Override
    public void writabilityChanged() {
        // a login's answers are small and few
    }

    @Override
    public void inactive() {
        state = State.CLOSED;
    }

    @Override
    public void failed(FatalException e) {
        state = State.CLOSED;
        link.framer().close();
        if (e.isSilent()) {
            Channels.close(channel);
            return;
        }
        channel.writeAndFlush(Messages.fatal(channel.alloc(), e)).addListener(ChannelFutureListener.CLOSE);
    }
}
