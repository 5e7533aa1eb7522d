package dev.crossfade.proxy.session;

import dev.crossfade.flags.FlagControl;
import dev.crossfade.proxy.ProxyListener;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.BackendKeys;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.plan.Effects;
import dev.crossfade.proxy.plan.Planner;
import dev.crossfade.proxy.plan.Usage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all sessions of this process share. Every part is thread-safe. */
public final class Node {
    final ProxySettings settings;
    final Dialer dialer;
    final FlagControl flags;
    final ProxyListener listener;
    final Planner planner;
    final BackendKeys backendKeys;
    final Usage usage;
    final Effects effects;
    final CancelKeys cancelKeys = new CancelKeys();

    /** Open client connections, from accept on. */
    final AtomicInteger clients = new AtomicInteger();

    /** Sessions from the end of their login on, by id. */
    final ConcurrentHashMap<String, Session> sessions = new ConcurrentHashMap<>();

    /** Client connections that are still logging in, by id. */
    final ConcurrentHashMap<String, Login> logins = new ConcurrentHashMap<>();

    volatile boolean closing;

    public Node(
            ProxySettings settings,
            Dialer dialer,
            FlagControl flags,
            ProxyListener listener,
            Planner planner,
            BackendKeys backendKeys,
            Usage usage,
            Effects effects) {
        this.settings = settings;
        this.dialer = dialer;
        this.flags = flags;
        this.listener = listener;
        this.planner = planner;
        this.backendKeys = backendKeys;
        this.usage = usage;
        this.effects = effects;
    }
}
