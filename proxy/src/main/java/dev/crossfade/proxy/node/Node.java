package dev.crossfade.proxy.node;

import dev.crossfade.flags.FlagControl;
import dev.crossfade.proxy.ClientCounts;
import dev.crossfade.proxy.ProxyListener;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.plan.Effects;
import dev.crossfade.proxy.plan.Planner;
import dev.crossfade.proxy.plan.Usage;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all sessions of this process share. Every part is thread-safe. */
public final class Node {
    public final Databases databases;
    public final FlagControl flags;
    public final ProxyListener listener;
    public final Planner planner;
    public final Usage usage;
    public final Effects effects;
    public final CancelKeys cancelKeys = new CancelKeys();
    public final SequenceReaders sequenceReaders = new SequenceReaders();
    public final TrafficBook traffic = new TrafficBook();
    public final SessionLog log = new SessionLog(() -> settings().logging());

    /** Open client connections, from accept on. */
    public final AtomicInteger clients = new AtomicInteger();

    /** Whether there is room for more of them. */
    public final ClientLimits limits = new ClientLimits();

    /** Sessions from the end of their login on, by id. */
    public final ConcurrentHashMap<String, ClientSession> sessions = new ConcurrentHashMap<>();

    /** Client connections that are still logging in, by id. */
    public final ConcurrentHashMap<String, PendingLogin> logins = new ConcurrentHashMap<>();

    private volatile boolean closing;

    /** Replaced whole by a reload, as {@link #settings} is. */
    private volatile Dialer dialer;

    private volatile Entrance entrance;

    private volatile ProxySettings settings;

    public Node(
            ProxySettings settings,
            Databases databases,
            Dialer dialer,
            Entrance entrance,
            FlagControl flags,
            ProxyListener listener,
            Planner planner,
            Usage usage,
            Effects effects) {
        this.settings = settings;
        this.databases = databases;
        this.entrance = entrance;
        this.dialer = dialer;
        this.flags = flags;
        this.listener = listener;
        this.planner = planner;
        this.usage = usage;
        this.effects = effects;
    }

    public ProxySettings settings() {
        return settings;
    }

    public Dialer dialer() {
        return dialer;
    }

    public Entrance entrance() {
        return entrance;
    }

    /** Whether no client can log in any more, and sessions end as soon as they are idle. */
    public boolean isClosing() {
        return closing;
    }

    void close() {
        closing = true;
    }

    public TrafficBook traffic() {
        return traffic;
    }

    /** Client connections at present, and how many there have been. */
    public ClientCounts clients() {
        return new ClientCounts(clients.get(), settings.maxClients(), traffic.acceptedConnections());
    }

    /** How long transactions may go on when this node closes. */
    public Duration drainTimeout() {
        return settings.drainTimeout();
    }

    /** How long clients may stay before that. */
    public Duration clientsMayStay() {
        return settings.listening().clientsMayStay();
    }

    /**
     * From now on limits, times and the log go by this. The databases in it are {@link Databases}' business.
     *
     * @param newEntrance how clients come in by these settings
     * @param newDialer how backends are reached by them
     */
    public void configure(ProxySettings newer, Entrance newEntrance, Dialer newDialer) {
        dialer = newDialer;
        entrance = newEntrance;
        settings = newer;
    }
}
