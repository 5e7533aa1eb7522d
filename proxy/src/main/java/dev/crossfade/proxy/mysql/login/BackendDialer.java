package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.backend.Connector;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.node.Target;
import io.netty.channel.EventLoop;
import java.util.function.Supplier;

/** Opens connections to backends, each logged in for one client and with that client's capabilities. Thread-safe. */
public final class BackendDialer {
    private final Supplier<Dialer> dialer;
    private final BackendGreetings greetings;

    /** Exactly one of the methods is called, once, on the event loop. */
    public interface Outcome {
        void opened(ServerConnection connection);

        /** @param why what to tell the client: in the backend's own words, if it has answered */
        void refused(PacketException why);
    }

    BackendDialer(Supplier<Dialer> dialer, BackendGreetings greetings) {
        this.dialer = dialer;
        this.greetings = greetings;
    }

    /**
     * Opens one at the target's present backend, in the time to connect and that to log in at the most.
     *
     * @param hello what the client has said: its capabilities, which a backend that lacks one of them that says what form packets
     *     have is refused for, its collation, attributes, and database, where the target's own name stands for the backend's
     */
    public void open(Target target, BackendLogin login, ClientHello hello, EventLoop loop, Outcome outcome) {
        Backend backend = target.backend();
        Dialer present = dialer.get();
        String database = hello.database().equals(target.name()) ? backend.database() : hello.database();
        Connector.connectBare(
                present,
                backend,
                loop,
                channel -> new BackendHandshake(channel, present, backend, greetings, login, hello, database, outcome)
                        .link(),
                connected -> {},
                failed -> outcome.refused(BackendGreetings.unreachable(failed)));
    }
}
