package dev.crossfade.proxy.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.Accounts;
import dev.crossfade.proxy.plan.StatementRewriter;

/** A configured database at run time: who may log in, what its catalog is, whether it takes new clients. Thread-safe. */
public final class Target {
    /** Sets of rules in use at a time: one, or a few while a percentage of clients reads another side. */
    private static final int MAX_WATCHES = 64;

    private final String name;
    private final StatementRewriter rewriter;
    private final Cache<WatchKey, StatementRewriter.Watch> watches =
            Caffeine.newBuilder().maximumSize(MAX_WATCHES).build();
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile Configured configured;
    private volatile boolean ready;
    private volatile boolean removed;

    /** What the configuration says of it, and what was worked out from that. Replaced whole by a reload. */
    record Configured(ProxySettings.Database settings, Accounts accounts) {
        /** Derives the users' keys, which takes milliseconds each: never on an event loop. */
        static Configured of(ProxySettings.Database settings) {
            return new Configured(settings, new Accounts(settings));
        }
    }

    private record WatchKey(RuleSet rules, long catalogVersion) {}

    Target(Configured configured, StatementRewriter rewriter) {
        this.name = configured.settings().name();
        this.configured = configured;
        this.rewriter = rewriter;
    }

    public String name() {
        return name;
    }

    /** What the configuration says at present. */
    public ProxySettings.Database settings() {
        return configured.settings();
    }

    /** Where new server connections go. */
    public ProxySettings.Backend backend() {
        return configured.settings().backend();
    }

    Accounts accounts() {
        return configured.accounts();
    }

    Configured configured() {
        return configured;
    }

    /** From now on logins and new server connections go by this. */
    void configure(Configured newer) {
        Accounts before = configured.accounts();
        configured = newer;
        if (!before.equals(newer.accounts())) {
            before.close();
        }
    }

    /** Whether the configuration does not name it any more: its sessions end when they are idle. */
    boolean removed() {
        return removed;
    }

    void remove() {
        removed = true;
        ready = false;
        close();
    }

    /** Lets go of what it holds at the backend for itself. */
    public void close() {
        configured.accounts().close();
    }

    public Catalog catalog() {
        return catalog;
    }

    public void catalog(Catalog newer) {
        catalog = newer;
    }

    boolean ready() {
        return ready;
    }

    public void ready(boolean isReady) {
        ready = isReady;
    }

    /** The byte scan for {@code rules}, made once. */
    public StatementRewriter.Watch watch(RuleSet rules, Catalog ofCatalog) {
        return watches.get(new WatchKey(rules, ofCatalog.version()), key -> rewriter.watch(rules, ofCatalog));
    }
}
