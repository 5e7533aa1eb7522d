package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.wire.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * COM_CHANGE_USER of a client that is logged in
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_change_user.html): it proves anew who it is, and gets a new
 * server connection, in which nothing of the old session is left, as after the command. Whatever comes of it, the client has been
 * told. A limit on a user's clients counts them by whom they came in as. Confined to the client's event loop, and its link has this phase meanwhile.
 */
public final class UserChange implements PacketPhase, Authenticating.Outcome, BackendDialer.Outcome {
    private final MySqlNode mysql;
    private final LoggedIn before;
    private final Outcome outcome;
    private final PacketLink link;
    private final Channel channel;
    private final ClientHello hello;
    private @Nullable BackendLogin login;
    private int sequence;
    private boolean over;

    /** Exactly one of the methods is called, once, on the event loop. */
    public interface Outcome {
        /** The client has been told OK. The old server connection, and the old login, are to be closed. */
        void changed(LoggedIn client, ServerConnection server);

        /**
         * The client has been told ERR. MySQL closes the connection then, MariaDB goes on as the user before.
         *
         * @param error what it has been told
         */
        void refused(PacketException error);

        /** The client is gone. */
        void gone();
    }

    private UserChange(MySqlNode mysql, LoggedIn before, ClientHello hello, Outcome outcome) {
        this.mysql = mysql;
        this.before = before;
        this.hello = hello;
        this.outcome = outcome;
        this.link = before.link();
        this.channel = link.channel();
    }

    /**
     * Begins. The link has another phase until an outcome is there.
     *
     * @param payload of the command, its first byte included
     * @param receivedSequence of its packet
     */
    public static void begin(MySqlNode mysql, LoggedIn before, byte[] payload, int receivedSequence, Outcome outcome) {
        ClientHello hello = decode(Unpooled.wrappedBuffer(payload).skipBytes(1), before.hello());
        UserChange change = new UserChange(mysql, before, hello, outcome);
        change.sequence = receivedSequence + 1;
        change.link.phase(change);
        change.link.guard(change::ask);
    }

    private void ask() {
        Admission admission = Admission.of(mysql.node(), channel, before.target(), hello.user());
        Authenticating.begin(
                link,
                before.id(),
                sequence,
                key -> admission.exchange(hello, key, before.nonce()),
                exchange -> exchange.change(hello.method(), hello.answer()),
                this);
    }

    /** @throws PacketException when it is malformed */
    private static ClientHello decode(ByteBuf payload, ClientHello before) {
        Charset charset = Strings.charset(before.collation());
        String user = new String(LenEnc.readNulBytes(payload), charset);
        byte[] answer;
        if ((before.capabilities() & Capabilities.SECURE_CONNECTION) != 0) {
            LenEnc.require(payload, 1);
            int length = payload.readUnsignedByte();
            LenEnc.require(payload, length);
            answer = new byte[length];
            payload.readBytes(answer);
        } else {
            answer = LenEnc.readNulBytes(payload);
        }
        String database = Strings.toNulOrEnd(payload, charset);
        int collation = payload.readableBytes() >= 2 ? payload.readUnsignedShortLE() & 0xff : before.collation();
        String method = (before.capabilities() & Capabilities.PLUGIN_AUTH) == 0
                ? ""
                : Strings.toNulOrEnd(payload, StandardCharsets.UTF_8);
        byte[] attributes = (before.capabilities() & Capabilities.CONNECT_ATTRS) == 0 || !payload.isReadable()
                ? before.attributes()
                : LenEnc.readBytes(payload);
        return new ClientHello(
                before.capabilities(),
                before.maxPacketBytes(),
                collation,
                user,
                answer,
                database,
                method,
                attributes,
                before.zstdLevel());
    }

    @Override
    public String sessionId() {
        return before.id();
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        return false; // what a hasty client sends ahead waits
    }

    @Override
    public void proved(BackendLogin by, int next) {
        sequence = next;
        login = by;
        link.phase(this);
        mysql.dialer().open(before.target(), by, hello, channel.eventLoop(), this);
    }

    @Override
    public void refused(Step.Refused why, int next) {
        sequence = next;
        failed(Admission.denied(channel, hello.user(), why));
    }

    @Override
    public void failed(PacketException why, int next) {
        sequence = next;
        failed(why);
    }

    @Override
    public void opened(ServerConnection server) {
        BackendLogin by = login;
        if (over || by == null) {
            Channels.close(server.channel());
            return;
        }
        over = true;
        Channels.send(channel, server.ok().encode(channel.alloc(), sequence));
        outcome.changed(
                new LoggedIn(
                        before.id(),
                        before.sinceMillis(),
                        link,
                        before.clientId(),
                        before.nonce(),
                        before.target(),
                        hello,
                        by),
                server);
    }

    @Override
    public void refused(PacketException why) {
        failed(why);
    }

    @Override
    public void gone() {
        inactive();
    }

    @Override
    public void inactive() {
        if (!over) {
            end();
            outcome.gone();
        }
    }

    @Override
    public void failed(PacketException e) {
        if (!over) {
            end();
            mysql.node().traffic.loginFailed(before.target().name(), e.error().sqlState());
            Channels.send(channel, e.error().encode(channel.alloc(), sequence));
            outcome.refused(e);
        }
    }

    private void end() {
        over = true;
        if (login != null) {
            login.close();
        }
    }
}
