package dev.crossfade.proxy.session;

import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.auth.BackendCredential;
import dev.crossfade.proxy.backend.Borrower;
import dev.crossfade.proxy.backend.Flavor;
import dev.crossfade.proxy.backend.Pool;
import dev.crossfade.proxy.backend.PoolGroup;
import dev.crossfade.proxy.backend.Reports;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.backend.Welcome;
import dev.crossfade.proxy.listen.Arrival;
import dev.crossfade.proxy.node.CancelKeys;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Startup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client that has proved who it is, up to its first ReadyForQuery. What the server reports of itself goes on to the
 * client, and what it refuses; its key stays here and the client gets one of ours.
 *
 * <p>By session, the client waits for a server connection of its own. By transaction it needs none yet: what servers report
 * to clients with the same startup parameters is known once the first of them has logged in.
 */
final class Admission implements Borrower {
    /** PostgreSQL's NAMEDATALEN - 1. */
    private static final int MAX_NAME_BYTES = 63;

    private static final String APPLICATION_NAME = "application_name";

    final Node node;
    final String id;
    final Target target;
    final String user;
    final BackendCredential credential;
    final Startup startup;
    final Link client;
    final boolean replication;
    final boolean physicalView;

    private final PoolGroup group;
    private final Pool pool;
    private final boolean byTransaction;
    private final Flavor flavor;
    private Welcome welcome = Welcome.NONE;
    private Pool.@Nullable Ticket ticket;
    private boolean over;

    private Admission(
            Node node,
            String id,
            Target target,
            String user,
            BackendCredential credential,
            Startup startup,
            Link client) {
        this.node = node;
        this.id = id;
        this.target = target;
        this.user = user;
        this.credential = credential;
        this.startup = startup;
        this.client = client;
        this.replication = Replication.of(startup.parameters().getOrDefault("replication", "off")) != Replication.OFF;
        this.group = target.pools(node.dialer(), credential);
        this.pool = group.of(client.channel().eventLoop());
        this.physicalView = PhysicalView.isFor(startup.parameters()) && !replication;
        this.byTransaction = target.pooling().mode() == Pooling.Mode.TRANSACTION && !replication && !physicalView;
        this.flavor = flavor();
    }

    private Flavor flavor() {
        Map<String, String> parameters = startup.parameters();
        if (physicalView) {
            return Flavor.of(PhysicalView.readOnly(parameters));
        }
        return byTransaction && application(startup) != null
                ? Flavor.of(parameters, APPLICATION_NAME)
                : Flavor.of(parameters);
    }

    /**
     * Lets a client in; ends with a {@link Session}, or with the client told why not and closed. On its event loop.
     *
     * @param user who the client has proved to be
     * @param credential who the proxy is for it at the backend
     */
    static void begin(
            Node node,
            String id,
            Target target,
            String user,
            BackendCredential credential,
            Startup startup,
            Link client) {
        Admission admission = new Admission(node, id, target, user, credential, startup, client);
        client.channel().closeFuture().addListener(closed -> admission.clientGone());
        Welcome known = admission.byTransaction ? admission.group.welcome(admission.flavor) : null;
        if (known != null) {
            admission.welcome = known;
            admission.over();
            Session.begin(admission, null);
        } else if (admission.replication) {
            admission.pool.openDedicated(admission.flavor, admission);
        } else {
            Pool.Ticket waiting = admission.pool.borrow(admission.flavor, admission, false);
            admission.ticket = admission.over ? null : waiting;
        }
    }

    private void clientGone() {
        if (!over) {
            over();
            Pool.Ticket waiting = ticket;
            if (waiting != null) {
                waiting.cancel();
            }
        }
    }

    private void over() {
        over = true;
        node.logins.remove(id);
    }

    @Override
    public void lent(ServerConnection connection) {
        if (over) {
            Pool.giveBack(connection);
            return;
        }
        over();
        welcome = new Welcome(connection.reported(), connection.takeNotices());
        if (byTransaction) {
            group.welcome(flavor, welcome);
            Pool.giveBack(connection);
            Session.begin(this, null);
        } else {
            Session.begin(this, connection);
        }
    }

    @Override
    public void refused(FatalException why) {
        if (!over) {
            over();
            noteFailure(why.sqlState(), String.valueOf(why.getMessage()));
            tell(Messages.fatal(client.channel().alloc(), why));
        }
    }

    @Override
    public void refusedByServer(byte[] errorResponse) {
        if (!over) {
            over();
            ErrorFields fields = ErrorFields.decode(Unpooled.wrappedBuffer(errorResponse), 5, errorResponse.length);
            noteFailure(fields.sqlState(), "the backend says: " + fields.message());
            tell(Unpooled.wrappedBuffer(errorResponse));
        }
    }

    private void noteFailure(String sqlState, String reason) {
        node.traffic.loginFailed(target.name(), sqlState);
        node.log.loginFailed(id, target.name(), user, clientAddress(), sqlState, reason);
    }

    private void tell(ByteBuf message) {
        client.channel().writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }

    /** What the client is told by ParameterStatus. */
    Map<String, String> told() {
        String application = application(startup);
        if (!byTransaction || application == null) {
            return welcome.reported();
        }
        Map<String, String> mine = new LinkedHashMap<>(welcome.reported());
        mine.put(APPLICATION_NAME, application);
        return Reports.known(mine);
    }

    /** The client's application_name where it can be set later just as at startup; else null, and it is the flavor's. */
    private static @Nullable String application(Startup startup) {
        String given = startup.parameters().get(APPLICATION_NAME);
        return given != null
                        && given.length() <= MAX_NAME_BYTES
                        && given.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)
                ? given
                : null;
    }

    PoolGroup group() {
        return group;
    }

    Lease lease(Session session) {
        String application = application(startup);
        return new Lease(
                session,
                pool,
                flavor,
                byTransaction,
                byTransaction && application != null
                        ? Settings.of(Map.of(APPLICATION_NAME, application))
                        : Settings.NONE,
                told());
    }

    String clientAddress() {
        return Arrival.of(client.channel()).text();
    }

    /** The end of the client's login: what the server reports, the client's key, ReadyForQuery. */
    void welcome(CancelKeys.Key key) {
        ByteBuf out = client.channel().alloc().buffer(1024);
        welcome.notices().forEach(out::writeBytes);
        told().forEach((name, value) -> Messages.parameterStatus(out, name, value));
        Messages.backendKeyData(out, key.processId(), key.secret());
        Messages.readyForQuery(out, Transaction.IDLE);
        Channels.send(client.channel(), out);
    }
}
