package dev.crossfade.proxy.session;

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
    final Databases databases;
    final FlagControl flags;
    final ProxyListener listener;
    final Planner planner;
    final Usage usage;
    final Effects effects;
    final CancelKeys cancelKeys = new CancelKeys();
    final SequenceReaders sequenceReaders = new SequenceReaders();
    final TrafficBook traffic = new TrafficBook();
    final SessionLog log = new SessionLog(() -> settings().logging());

    /** Open client connections, from accept on. */
    final AtomicInteger clients = new AtomicInteger();

    /** Whether there is room for more of them. */
    final ClientLimits limits = new ClientLimits();

    /** Sessions from the end of their login on, by id. */
    final ConcurrentHashMap<String, Session> sessions = new ConcurrentHashMap<>();

    /** Client connections that are still logging in, by id. */
    final ConcurrentHashMap<String, Login> logins = new ConcurrentHashMap<>();

    volatile boolean closing;

    /** Replaced whole by a reload, as {@link #settings} is. */
    volatile Dialer dialer;

    volatile Entrance entrance;

    volatile ProxySettings settings;

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

    private ProxySettings settings() {
        return settings;
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
