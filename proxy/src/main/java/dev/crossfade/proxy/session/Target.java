package dev.crossfade.proxy.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.Users;
import dev.crossfade.proxy.plan.StatementRewriter;

/** A configured database at run time: who may log in, what its catalog is, whether it takes new clients. Thread-safe. */
public final class Target {
    /** Sets of rules in use at a time: one, or a few while a percentage of clients reads another side. */
    private static final int MAX_WATCHES = 64;

    private final ProxySettings.Database settings;
    private final Users users;
    private final StatementRewriter rewriter;
    private final Cache<WatchKey, StatementRewriter.Watch> watches =
            Caffeine.newBuilder().maximumSize(MAX_WATCHES).build();
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile boolean ready;

    private record WatchKey(RuleSet rules, long catalogVersion) {}

    /** Derives the users' keys, which takes milliseconds each. */
    public Target(ProxySettings.Database settings, StatementRewriter rewriter) {
        this.settings = settings;
        this.users = new Users(settings.name(), settings.users());
        this.rewriter = rewriter;
    }

    public String name() {
        return settings.name();
    }

    public ProxySettings.Backend backend() {
        return settings.backend();
    }

    Users users() {
        return users;
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
