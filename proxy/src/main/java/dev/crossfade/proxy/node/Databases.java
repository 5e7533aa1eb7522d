package dev.crossfade.proxy.node;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.Accounts;
import dev.crossfade.proxy.node.Target.Configured;
import dev.crossfade.proxy.plan.StatementRewriter;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The databases that a node serves, and where. A reload replaces them all at once; a {@link Target} stays the same object
 * as long as its name is configured. Reading takes no lock; changes come one at a time.
 */
public final class Databases {
    private final StatementRewriter rewriter;
    private final FlagControl flags;
    private final Executor aside;
    private final EventLoop shadowLoop;
    private volatile Served served = new Served(Map.of(), Map.of());

    private record Served(Map<String, Target> byName, Map<InetSocketAddress, Map<String, Target>> byAddress) {}

    /**
     * @param aside for work on statements that nobody waits for; may reject
     * @param shadowLoop for shadow reads, and no client's
     */
    public Databases(StatementRewriter rewriter, FlagControl flags, Executor aside, EventLoop shadowLoop) {
        this.rewriter = rewriter;
        this.flags = flags;
        this.aside = aside;
        this.shadowLoop = shadowLoop;
    }

    public @Nullable Target find(String name) {
        return served.byName.get(name);
    }

    /** Closes what they hold for themselves. */
    public void close() {
        served.byName.values().forEach(Target::close);
    }

    public List<Target> all() {
        return List.copyOf(served.byName.values());
    }

    /** By name, those that clients reach at an address of the configuration. */
    public Map<String, Target> at(InetSocketAddress listen) {
        return served.byAddress.getOrDefault(listen, Map.of());
    }

    /**
     * Derives the keys of users who are new or have changed, which takes milliseconds each. Changes nothing yet.
     *
     * @throws CrossfadeException when databases of two engines name one address: a client would have to be greeted as both do
     */
    public Change prepare(List<ProxySettings.Database> databases) {
        Map<InetSocketAddress, ProxySettings.Engine> engines = new HashMap<>();
        for (ProxySettings.Database database : databases) {
            ProxySettings.Engine other = engines.putIfAbsent(database.listen(), database.engine());
            if (other != null && other != database.engine()) {
                throw new CrossfadeException(
                        Problem.INVALID_REQUEST,
                        "databases of different engines cannot share " + database.listen(),
                        "Give each engine an address of its own.");
            }
        }
        List<Configured> configured = new ArrayList<>();
        for (ProxySettings.Database database : databases) {
            Target known = find(database.name());
            configured.add(
                    known != null && Accounts.areOfTheSame(known.settings(), database)
                            ? new Configured(database, known.accounts())
                            : Configured.of(database));
        }
        return new Change(configured);
    }

    /** A set of databases that may come into force. */
    public final class Change {
        private final List<Configured> configured;

        private Change(List<Configured> configured) {
            this.configured = configured;
        }

        /** The addresses, each with the names of its databases, in the order of the configuration. */
        public Map<InetSocketAddress, List<String>> addresses() {
            Map<InetSocketAddress, List<String>> addresses = new LinkedHashMap<>();
            configured.forEach(one -> addresses
                    .computeIfAbsent(one.settings().listen(), address -> new ArrayList<>())
                    .add(one.settings().name()));
            return addresses;
        }

        /** Puts it into force. Answers the databases that are not configured any more; they let nobody in. */
        public List<Target> commit() {
            Map<String, Target> byName = new LinkedHashMap<>();
            Map<InetSocketAddress, Map<String, Target>> byAddress = new HashMap<>();
            for (Configured one : configured) {
                Target target = find(one.settings().name());
                if (target == null) {
                    target = new Target(one, rewriter, flags, aside, shadowLoop);
                } else {
                    target.configure(one);
                }
                byName.put(target.name(), target);
                byAddress
                        .computeIfAbsent(one.settings().listen(), address -> new HashMap<>())
                        .put(target.name(), target);
            }
            Map<String, Target> before = served.byName;
            byAddress.replaceAll((address, targets) -> Map.copyOf(targets));
            served = new Served(Map.copyOf(byName), Map.copyOf(byAddress));
            Set<String> kept = byName.keySet();
            List<Target> removed = before.values().stream()
                    .filter(target -> !kept.contains(target.name()))
                    .toList();
            removed.forEach(Target::remove);
            return removed;
        }
    }
}
