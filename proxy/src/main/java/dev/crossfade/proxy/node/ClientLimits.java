package dev.crossfade.proxy.node;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.listen.Arrival;
import dev.crossfade.proxy.listen.Tally;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is room for one more client: in all, at its listener, from its address, and, once it has proved who it is,
 * for its user. Those who have not must not fill a user's places. Thread-safe.
 */
public final class ClientLimits {
    /** Connections above a limit that are still told so; further ones are closed at once. */
    private static final int MAX_CLIENTS_TOLD = 100;

    private final Tally counts = new Tally();

    private record Everyone() {}

    private record AtListener(InetSocketAddress listener) {}

    private record FromAddress(InetAddress address) {}

    private record AsUser(String database, String user) {}

    /**
     * How full it is.
     *
     * @param refusal what the client is to be told when it has said what it wants; null when there is room
     * @param hopeless so far above a limit that it is told nothing
     */
    public record Room(@Nullable FatalException refusal, boolean hopeless) {
        private static final Room ENOUGH = new Room(null, false);
    }

    /** A client has connected: it is counted until its channel is closed. */
    public Room connected(Channel channel, int maxClients, Listening limits) {
        Arrival arrival = Arrival.of(channel);
        Room room = room(counts.enter(new Everyone(), channel), maxClients, "in all");
        if (arrival.listener() != null) {
            int there = counts.enter(new AtListener(arrival.listener()), channel);
            room = worse(room, room(there, limits.maxPerListener(), "at one address to listen on"));
        }
        InetAddress host = arrival.host();
        if (host != null) {
            int from = counts.enter(new FromAddress(host), channel);
            room = worse(room, room(from, limits.maxPerAddress(), "from one address"));
        }
        return room;
    }

    /**
     * A client has proved who it is.
     *
     * @throws FatalException when its user has as many clients as it may
     */
    public void loggedIn(Channel channel, String database, String user, Listening limits) {
        FatalException refusal = room(
                        counts.enter(new AsUser(database, user), channel), limits.maxPerUser(), "of one user")
                .refusal();
        if (refusal != null) {
            throw refusal;
        }
    }

    private static Room worse(Room one, Room other) {
        return one.hopeless() || (one.refusal() != null && !other.hopeless()) || other.refusal() == null ? one : other;
    }

    private static Room room(int open, int limit, String which) {
        if (limit == 0 || open <= limit) {
            return Room.ENOUGH;
        }
        FatalException refusal = new FatalException(
                Problem.TOO_MANY_CONNECTIONS,
                "sorry, too many clients already",
                "Crossfade takes " + limit + " client connections " + which + ".");
        return new Room(refusal, open > limit + MAX_CLIENTS_TOLD);
    }
}
