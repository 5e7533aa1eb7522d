package dev.crossfade.proxy.plan;

import dev.crossfade.flags.Side;
import dev.crossfade.proxy.ClientUsage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Who speaks which side of which migration. Thread-safe. */
public final class Usage {
    /** Combinations of migration, side, user and application; later ones are not counted apart but under one name. */
    private static final int MAX_ENTRIES = 10_000;

    private static final String OTHERS = "(others)";

    private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();

    private record Key(String migration, Side side, String database, String user, String application) {}

    private static final class Entry {
        private final LongAdder statements = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private volatile long lastSeenMillis;
        private volatile String lastStatement = "";
    }

    /** A statement was executed, or refused. */
    public void count(
            String migration,
            Side side,
            String database,
            String user,
            String application,
            boolean refused,
            String sql) {
        Key key = new Key(migration, side, database, user, application);
        Entry entry = entries.get(key);
        if (entry == null) {
            if (entries.size() >= MAX_ENTRIES) {
                key = new Key(migration, side, database, OTHERS, OTHERS);
            }
            entry = entries.computeIfAbsent(key, ignored -> new Entry());
        }
        entry.statements.increment();
        if (refused) {
            entry.refused.increment();
        }
        entry.lastSeenMillis = System.currentTimeMillis();
        entry.lastStatement = sql;
    }

    public List<ClientUsage> report() {
        return entries.entrySet().stream()
                .map(e -> new ClientUsage(
                        e.getKey().migration(),
                        e.getKey().side(),
                        e.getKey().database(),
                        e.getKey().user(),
                        e.getKey().application(),
                        e.getValue().statements.sum(),
                        e.getValue().refused.sum(),
                        Instant.ofEpochMilli(e.getValue().lastSeenMillis),
                        Literals.without(e.getValue().lastStatement)))
                .toList();
    }
}
