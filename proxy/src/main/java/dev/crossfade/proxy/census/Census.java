package dev.crossfade.proxy.census;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.CensusEntry.Outcome;
import dev.crossfade.proxy.plan.Literals;
import dev.crossfade.proxy.plan.StatementRewriter;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.mysql.MySqlFingerprint;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The census of one database: which statements name a table of one of its migrations, begun or not, and what each stage
 * would make of them. Thread-safe; {@link #executed} never blocks: while there are no migrations it costs two volatile reads,
 * else a scan of the text for each, and some microseconds
 * where that finds a name.
 */
public final class Census {
    /** Statements counted apart, each by client; later ones are counted together and not tried. */
    static final int MAX_STATEMENTS = 5_000;

    /** Of a statement's text without literals, what is shown; what is cut off still tells it from others. */
    private static final int SHOWN_CHARACTERS = 1_000;

    private static final int COMPARED_CHARACTERS = 1 << 20;

    /** Longer texts are not kept: they are tried again, after the catalog has changed, when they come again. */
    private static final int KEPT_CHARACTERS = 4_000;

    private static final Forecast.Result PENDING = new Forecast.Result(Outcome.PENDING, List.of());
    private static final String OTHERS = "(more statements than the census keeps apart)";

    private final String database;
    private final StatementRewriter rewriter;
    private final FlagControl flags;
    private final Supplier<Catalog> catalog;
    private final BooleanSupplier isMySql;
    private final Executor workers;
    private final ConcurrentHashMap<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Counter others = new Counter();
    private volatile Watched watched = Watched.NOTHING;
    private volatile long lastSnapshot;
    private volatile List<ColumnMigration> watchedOnly = List.of();

    /** What is looked for at present. */
    private static final class Watched {
        private static final Watched NOTHING = new Watched(List.of(), Catalog.EMPTY, Map.of());
        private final List<ColumnMigration> migrations;
        private final Catalog catalog;
        private final Map<String, Watch> watches;

        private Watched(List<ColumnMigration> migrations, Catalog catalog, Map<String, Watch> watches) {
            this.migrations = migrations;
            this.catalog = catalog;
            this.watches = watches;
        }

        private boolean isNamedIn(byte[] text, boolean setting) {
            for (ColumnMigration migration : migrations) {
                if (isNamedIn(text, migration, setting)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isNamedIn(byte[] text, ColumnMigration migration, boolean setting) {
            Watch watch = watches.get(migration.name());
            return watch != null && (watch.scan(text, 0, text.length, setting) & Watch.WATCHED) != 0;
        }

        private List<ColumnMigration> namedIn(Example example) {
            byte[] text = example.sql.getBytes(StandardCharsets.UTF_8);
            return migrations.stream()
                    .filter(migration -> isNamedIn(text, migration, example.setting()))
                    .toList();
        }
    }

    /** Who executes. */
    public record Client(String user, String application, String address) {}

    private record Key(String statement, int hash, String user, String application) {}

    /** A text, decoded, as the rewriter is asked about it. */
    private record Example(
            String sql,
            List<Integer> parameterTypes,
            boolean standardConformingStrings,
            @Nullable MySqlSession mysql) {
        /** See {@link Watch#scan}. */
        boolean setting() {
            return mysql == null ? standardConformingStrings : mysql.lowerCaseTableNames();
        }

        Forecast.Result forecast(StatementRewriter rewriter, ColumnMigration migration, Catalog catalog) {
            return mysql == null
                    ? Forecast.of(rewriter, sql, parameterTypes, migration, catalog, standardConformingStrings)
                    : Forecast.ofMySql(rewriter, sql, migration, catalog, mysql);
        }
    }

    /** What a prepared statement's further executions are counted by. */
    public static final class Mark {
        private final Watched under;
        private final Client client;
        private final @Nullable Counter counter;

        private Mark(Watched under, Client client, @Nullable Counter counter) {
            this.under = under;
            this.client = client;
            this.counter = counter;
        }
    }

    private static final class Counter {
        private final LongAdder executions = new LongAdder();
        private final Instant firstSeen = Instant.now();
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile long lastSeenMillis;
        private volatile String address = "";
        private volatile @Nullable Example example;
        private volatile Forecasts forecasts = Forecasts.NONE;

        private void executed(Client client) {
            executions.increment();
            lastSeenMillis = System.currentTimeMillis();
            address = client.address();
        }
    }

    /** By migration; {@code under}: what they were made for. */
    private record Forecasts(Watched under, Map<String, Forecast.Result> results) {
        private static final Forecasts NONE = new Forecasts(Watched.NOTHING, Map.of());
    }

    /**
     * @param isMySql whether statements are for MySQL
     * @param workers where statements are tried; may reject, then they are tried when they come again
     */
    public Census(
            String database,
            StatementRewriter rewriter,
            FlagControl flags,
            Supplier<Catalog> catalog,
            BooleanSupplier isMySql,
            Executor workers) {
        this.isMySql = isMySql;
        this.database = database;
        this.rewriter = rewriter;
        this.flags = flags;
        this.catalog = catalog;
        this.workers = workers;
    }

    /**
     * Columns to look for besides those of migrations, each as the old column of a migration that is never carried out: a
     * statement that it would leave untouched at every stage does not name the column. Replaces those given before.
     */
    public synchronized void watch(List<ColumnMigration> columns) {
        watchedOnly = List.copyOf(columns);
        lastSnapshot = -1;
    }

    /** Whether a text names a column of {@link #watch}, by name or as part of {@code *}. Takes milliseconds where it names the table. */
    public boolean names(String watch, String sql) {
        Watched now = watched();
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        return now.migrations.stream()
                .filter(migration -> migration.name().equals(watch) && now.isNamedIn(text, migration, true))
                .anyMatch(migration -> new Example(
                                        sql,
                                        List.of(),
                                        true,
                                        isMySql.getAsBoolean()
                                                ? MySqlSession.of(
                                                        migration.table().schema())
                                                : null)
                                .forecast(rewriter, migration, now.catalog)
                                .outcome()
                        != Outcome.UNTOUCHED);
    }

    /** Whether it is worth asking {@link #names} about a text: whether it has the table's name in it. Takes a scan. */
    public Predicate<byte[]> mayName(String watch) {
        Watched now = watched();
        return text -> now.migrations.stream()
                .anyMatch(migration -> migration.name().equals(watch)
                        && (now.isNamedIn(text, migration, true) || now.isNamedIn(text, migration, false)));
    }

    /** Whether there are migrations to look for. */
    public boolean isActive() {
        return !watched().migrations.isEmpty();
    }

    /**
     * A statement is executed, or refused in place of that. On an event loop.
     *
     * @param before what this method answered for the same statement the last time, or null
     * @param text in an encoding in which ASCII is ASCII; what is not UTF-8 is read as far as it goes
     * @param parameterTypes OIDs as in Parse, asked for where the statement is new
     * @param client the same object as long as nothing of it changes
     */
    public Mark executed(
            @Nullable Mark before,
            byte[] text,
            Supplier<List<Integer>> parameterTypes,
            boolean standardConformingStrings,
            Client client) {
        return executed(
                before,
                text,
                client,
                standardConformingStrings,
                sql -> new Example(sql, parameterTypes.get(), standardConformingStrings, null));
    }

    /**
     * The same for a statement for MySQL.
     *
     * @param session how the text is read, as far as that is known; asked for where it names a table
     */
    public Mark executed(@Nullable Mark before, byte[] text, Supplier<MySqlSession> session, Client client) {
        return executed(before, text, client, false, sql -> new Example(sql, List.of(), true, session.get()));
    }

    @SuppressWarnings("ReferenceEquality") // of the client, as said above
    private Mark executed(
            @Nullable Mark before, byte[] text, Client client, boolean setting, Function<String, Example> read) {
        Watched now = watched();
        if (before != null && before.under == now && before.client == client) {
            if (before.counter != null) {
                before.counter.executed(client);
            }
            return before;
        }
        if (!now.isNamedIn(text, setting)) {
            return new Mark(now, client, null);
        }
        String sql = new String(text, StandardCharsets.UTF_8);
        Example mysql = isMySql.getAsBoolean() ? read.apply(sql) : null;
        Counter counter = counter(sql, mysql == null ? null : mysql.mysql, client);
        counter.executed(client);
        if (counter != others && counter.forecasts.under != now) {
            Example example = mysql == null ? read.apply(sql) : mysql;
            if (sql.length() <= KEPT_CHARACTERS) {
                counter.example = example;
            }
            forecast(counter, now, example);
        }
        return new Mark(now, client, counter);
    }

    private Counter counter(String sql, @Nullable MySqlSession mysql, Client client) {
        String whole = mysql == null
                ? Literals.without(sql, COMPARED_CHARACTERS)
                : MySqlFingerprint.of(sql, mysql, COMPARED_CHARACTERS);
        boolean fits = whole.length() <= SHOWN_CHARACTERS;
        Key key = new Key(
                fits ? whole : whole.substring(0, SHOWN_CHARACTERS) + "…",
                fits ? 0 : whole.hashCode(),
                client.user(),
                client.application());
        Counter counter = counters.get(key);
        if (counter != null) {
            return counter;
        }
        return counters.size() < MAX_STATEMENTS ? counters.computeIfAbsent(key, ignored -> new Counter()) : others;
    }

    private void forecast(Counter counter, Watched now, Example example) {
        if (!counter.asked.compareAndSet(false, true)) {
            return;
        }
        try {
            workers.execute(() -> {
                try {
                    counter.forecasts = new Forecasts(now, forecasts(now, example));
                } finally {
                    counter.asked.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            counter.asked.set(false);
        }
    }

    private Map<String, Forecast.Result> forecasts(Watched now, Example example) {
        Map<String, Forecast.Result> results = new LinkedHashMap<>();
        for (ColumnMigration migration : now.namedIn(example)) {
            results.put(migration.name(), example.forecast(rewriter, migration, now.catalog));
        }
        return results;
    }

    /** What is looked for under the newest snapshot and catalog. */
    private Watched watched() {
        Watched last = watched;
        Snapshot snapshot = flags.current();
        if (snapshot.number() == lastSnapshot && catalog.get().version() == last.catalog.version()) {
            return last;
        }
        return renew(snapshot);
    }

    private synchronized Watched renew(Snapshot snapshot) {
        Catalog newest = catalog.get();
        List<ColumnMigration> only = watchedOnly;
        List<ColumnMigration> migrations = Stream.concat(
                        snapshot.migrations().values().stream().map(MigrationState::migration), only.stream())
                .filter(migration -> migration.database().equals(database))
                .filter(migration -> newest.relation(migration.table()) != null)
                .sorted(Comparator.comparing(ColumnMigration::name))
                .toList();
        Watched last = watched;
        if (!migrations.equals(last.migrations) || newest.version() != last.catalog.version()) {
            Catalog expanded = Forecast.expanded(Forecast.withoutDefaults(newest, only), migrations);
            Map<String, Watch> watches = new LinkedHashMap<>();
            for (ColumnMigration migration : migrations) {
                RuleSet rules = Forecast.rules(migration, Stage.DUAL_WRITE);
                watches.put(
                        migration.name(),
                        isMySql.getAsBoolean()
                                ? rewriter.mySqlWatch(rules, expanded)
                                : rewriter.watch(rules, expanded));
            }
            watched = new Watched(migrations, expanded, watches);
        }
        lastSnapshot = snapshot.number();
        return watched;
    }

    /**
     * What was seen, refused statements first, then the most frequent. What was tried under an older catalog is tried again,
     * and reported as it was meanwhile.
     */
    public List<CensusEntry> report() {
        Watched now = watched();
        List<CensusEntry> entries = new ArrayList<>();
        counters.forEach((key, counter) -> {
            Forecasts made = counter.forecasts;
            Example example = counter.example;
            if (made.under != now && example != null) {
                forecast(counter, now, example);
            }
            for (ColumnMigration migration : now.migrations) {
                Forecast.Result result = made.results.get(migration.name());
                if (result != null) {
                    entries.add(entry(key, counter, migration, result));
                } else if (made.under != now
                        && (example == null || now.namedIn(example).contains(migration))) {
                    entries.add(entry(key, counter, migration, PENDING));
                }
            }
        });
        if (others.executions.sum() > 0) {
            now.migrations.forEach(
                    migration -> entries.add(entry(new Key(OTHERS, 0, "", ""), others, migration, PENDING)));
        }
        entries.sort(Comparator.comparing(CensusEntry::outcome)
                .thenComparing(Comparator.comparing(CensusEntry::executions).reversed())
                .thenComparing(CensusEntry::statement));
        return entries;
    }

    private CensusEntry entry(Key key, Counter counter, ColumnMigration migration, Forecast.Result result) {
        return new CensusEntry(
                migration.name(),
                database,
                key.user,
                key.application,
                key.statement,
                result.outcome(),
                result.refusals(),
                counter.executions.sum(),
                counter.address,
                counter.firstSeen,
                Instant.ofEpochMilli(counter.lastSeenMillis));
    }
}
