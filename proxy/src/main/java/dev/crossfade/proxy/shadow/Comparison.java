package dev.crossfade.proxy.shadow;

import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.OwnSessions;
import dev.crossfade.proxy.ShadowReport.Row;
import dev.crossfade.proxy.ShadowReport.Sample;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.plan.Literals;
import dev.crossfade.proxy.shadow.Judgement.Difference;
import dev.crossfade.proxy.shadow.Judgement.KeyColumn;
import dev.crossfade.proxy.shadow.Rows.Column;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One read, asked of both sides in one snapshot.
 *
 * <pre>
 *   settings ─► names ─► BEGIN ─► old, new (which is first is by chance: it warms the server's cache for the other)
 *      │         │                  │ alike ──────────────────────────────────────────► agreed
 *      │         └ mean others      │ differ, and two plans could ─► both again with plans alike ─┬ differ ─┐
 *      └ refused      │             └ differ ──────────────────────────────────┐                  └ undecided
 *            └────────┴─► skipped                                              └─► which keys ◄───────────┘─► mismatch
 * </pre>
 *
 * Confined to its connection's event loop. Where the connection is lost, {@link Shadow} says so.
 */
final class Comparison {
    /** For one statement in the server. */
    private static final int STATEMENT_TIMEOUT_MILLIS = 2_000;

    /** For a lock that one of them needs. */
    private static final int LOCK_TIMEOUT_MILLIS = 100;

    /** For one answer, before the connection is given up. */
    private static final long ANSWER_TIMEOUT_MILLIS = 5_000;

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;SET LOCAL statement_timeout="
            + STATEMENT_TIMEOUT_MILLIS + ";SET LOCAL lock_timeout=" + LOCK_TIMEOUT_MILLIS
            + ";SET LOCAL application_name='" + OwnSessions.SHADOW + "';SET LOCAL max_parallel_workers_per_gather=0"
            + ";SET LOCAL synchronize_seqscans=off;SAVEPOINT crossfade";

    /** Both texts then read the tables' rows in one order, and do the same with them. */
    private static final String PLANS_ALIKE =
            "SET LOCAL enable_indexscan=off;SET LOCAL enable_indexonlyscan=off;SET LOCAL enable_bitmapscan=off"
                    + ";SET LOCAL enable_hashagg=off;SET LOCAL enable_hashjoin=off;SET LOCAL enable_mergejoin=off";

    private static final byte[] UNNAMED = {};

    /** Errors that say nothing about the text: resources, conflicts, locks, time-outs, the operator, the system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58", "XX");

    private final ShadowRead read;
    private final String newText;
    private final ReadNature nature;
    private final ShadowConnection connection;
    private final Shadow.Books books;
    private final Supplier<Snapshot> current;
    private final Runnable over;
    private final Runnable unusable;

    /**
     * @param current the newest snapshot
     * @param over when the connection can be used for another
     * @param unusable when it cannot
     */
    Comparison(
            ShadowRead read,
            String newText,
            ReadNature nature,
            ShadowConnection connection,
            Shadow.Books books,
            Supplier<Snapshot> current,
            Runnable over,
            Runnable unusable) {
        this.read = read;
        this.newText = newText;
        this.nature = nature;
        this.connection = connection;
        this.books = books;
        this.current = current;
        this.over = over;
        this.unusable = unusable;
    }

    /** What unqualified names mean on a connection under its settings. */
    private record Names(long catalogVersion, List<TableName> watched, Set<TableName> hidden) {}

    @SuppressWarnings("ReferenceEquality") // equal settings are one object
    void run() {
        ServerConnection server = connection.connection();
        Settings wanted = read.settings();
        if (server.settings() == wanted) {
            names();
            return;
        }
        connection.ask(server.settings().sqlTo(wanted), ANSWER_TIMEOUT_MILLIS, answer -> {
            if (answer.error != null) {
                books.skipped(Shadow.SETTINGS);
                unusable.run();
                return;
            }
            server.settings(wanted);
            names();
        });
    }

    private void names() {
        ServerConnection server = connection.connection();
        if (server.finding(read.settings()) instanceof Names known
                && known.catalogVersion == read.catalog().version()
                && known.watched.equals(read.watched())) {
            named(known.hidden);
            return;
        }
        StringBuilder sql =
                new StringBuilder("SELECT pg_catalog.to_regclass(n)::pg_catalog.oid FROM pg_catalog.unnest(ARRAY[");
        String separator = "";
        for (TableName table : read.watched()) {
            sql.append(separator).append(Settings.literal(TableName.quote(table.name())));
            separator = ",";
        }
        connection.ask(sql.append("]::pg_catalog.text[]) AS n").toString(), ANSWER_TIMEOUT_MILLIS, answer -> {
            if (answer.error != null || answer.rows.size() != read.watched().size()) {
                books.skipped(Shadow.NAMES);
                unusable.run();
                return;
            }
            Set<TableName> hidden = hidden(answer);
            server.finding(read.settings(), new Names(read.catalog().version(), read.watched(), hidden));
            named(hidden);
        });
    }

    private Set<TableName> hidden(Answer oids) {
        Set<TableName> hidden = new HashSet<>();
        for (int i = 0; i < oids.rows.size(); i++) {
            TableName table = read.watched().get(i);
            Catalog.Relation relation = read.catalog().relation(table);
            byte[] oid = Rows.values(oids.rows.get(i)).get(0);
            String meant = oid == null ? "" : new String(oid, StandardCharsets.US_ASCII);
            if (relation == null || !meant.equals(Long.toString(relation.oid()))) {
                hidden.add(table);
            }
        }
        return hidden;
    }

    private void named(Set<TableName> hidden) {
        if (!hidden.equals(read.plan().hidden())) {
            books.skipped(Shadow.NAMES);
            over.run();
            return;
        }
        connection.ask(BEGIN, ANSWER_TIMEOUT_MILLIS, begun -> {
            if (begun.error != null) {
                undecided(begun.error);
            } else if (ThreadLocalRandom.current().nextBoolean()) {
                ask(read.oldText(), old -> ask(newText, now -> asked(old, now)));
            } else {
                ask(newText, now -> ask(read.oldText(), old -> asked(old, now)));
            }
        });
    }

    /** Asks and, where that fails, goes back to where the transaction can go on. */
    private void ask(String text, java.util.function.Consumer<Answer> then) {
        ByteBufAllocator allocator = connection.connection().channel().alloc();
        ByteBuf messages = Messages.parse(allocator, UNNAMED, Messages.utf8(text), read.types());
        append(
                messages,
                Messages.end(Messages.begin(allocator, Frontend.BIND)
                        .writeByte(0)
                        .writeByte(0)
                        .writeBytes(read.bound())));
        append(messages, Messages.describe(allocator, 'P', UNNAMED));
        append(
                messages,
                Messages.end(
                        Messages.begin(allocator, Frontend.EXECUTE).writeByte(0).writeInt(ShadowConnection.MAX_ROWS)));
        append(messages, Messages.empty(Frontend.SYNC));
        connection.ask(messages, ANSWER_TIMEOUT_MILLIS, answer -> {
            if (answer.error == null) {
                then.accept(answer);
            } else {
                connection.ask("ROLLBACK TO SAVEPOINT crossfade", ANSWER_TIMEOUT_MILLIS, back -> then.accept(answer));
            }
        });
    }

    private static void append(ByteBuf messages, ByteBuf message) {
        try {
            messages.writeBytes(message);
        } finally {
            message.release();
        }
    }

    private void asked(Answer old, Answer now) {
        if (old.error != null) {
            String state = old.error.sqlState();
            if (isPassing(state)) {
                undecided(old.error);
            } else {
                books.skipped(Shadow.FAILS);
                end();
            }
        } else if (now.error != null) {
            if (isPassing(now.error.sqlState())) {
                undecided(now.error);
            } else {
                mismatch("error", now.error, old, now, Set.of());
            }
        } else if (old.truncated || now.truncated) {
            books.skipped(Shadow.TOO_LARGE);
            end();
        } else {
            books.took(old.nanos, now.nanos);
            judge(old, now, Judgement.between(old, now));
        }
    }

    private void judge(Answer old, Answer now, Difference difference) {
        switch (difference) {
            case NONE -> agreed();
            case COLUMNS -> mismatch("columns", null, old, now, Set.of());
            case ORDER -> {
                if (nature.ordered()) {
                    again(Difference.ORDER);
                } else {
                    agreed();
                }
            }
            case ROWS -> {
                if (nature.planMatters()) {
                    again(Difference.ROWS);
                } else {
                    differ("rows", old, now);
                }
            }
        }
    }

    /** Both again, with plans alike, and old a second time, for what is not the same twice. */
    private void again(Difference first) {
        connection.ask(PLANS_ALIKE, ANSWER_TIMEOUT_MILLIS, set -> {
            if (set.error != null) {
                undecided(set.error);
                return;
            }
            ask(
                    read.oldText(),
                    old -> ask(newText, now -> ask(read.oldText(), twice -> askedAgain(first, old, now, twice))));
        });
    }

    private void askedAgain(Difference first, Answer old, Answer now, Answer twice) {
        for (Answer answer : List.of(old, now, twice)) {
            if (answer.error != null) {
                undecided(answer.error);
                return;
            }
            if (answer.truncated) {
                undecided(Shadow.TOO_LARGE);
                return;
            }
        }
        Difference difference = Judgement.between(old, now);
        if (Judgement.between(old, twice) != Difference.NONE) {
            undecided(Shadow.NOT_REPEATABLE);
        } else if (difference == Difference.NONE && first == Difference.ORDER) {
            agreed(); // rows that are equal to what they are ordered by
        } else if (difference == Difference.ROWS && first == Difference.ROWS) {
            differ("rows", old, now);
        } else if (difference == Difference.ORDER && nature.ordered()) {
            mismatch("order", null, old, now, Set.of());
        } else {
            undecided(Shadow.PLAN_DECIDES);
        }
    }

    /** A row is told by its table's primary key, of which the client may have asked for the columns. */
    private void differ(String what, Answer old, Answer now) {
        Set<Long> tables = new TreeSet<>();
        for (Column column : Rows.columns(old.description)) {
            if (column.tableOid() != 0) {
                tables.add(column.tableOid());
            }
        }
        if (tables.isEmpty()) {
            mismatch(what, null, old, now, Set.of());
            return;
        }
        String oids = String.join(",", tables.stream().map(String::valueOf).toList());
        connection.ask(
                "SELECT indrelid::pg_catalog.int8, a FROM pg_catalog.pg_index, pg_catalog.unnest(indkey) a WHERE indisprimary"
                        + " AND indrelid IN (" + oids + ")",
                ANSWER_TIMEOUT_MILLIS,
                answer -> {
                    Set<KeyColumn> keys = new HashSet<>();
                    for (byte[] row : answer.rows) {
                        List<byte[]> values = Rows.values(row);
                        keys.add(new KeyColumn(number(values.get(0)), (int) number(values.get(1))));
                    }
                    mismatch(what, null, old, now, keys);
                });
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }

    private void mismatch(String what, @Nullable ErrorFields error, Answer old, Answer now, Set<KeyColumn> keys) {
        if (!stillHolds()) {
            undecided(Shadow.STAGE_CHANGED);
            return;
        }
        books.differed(shows -> {
            List<Row> rows = what.equals("rows") ? Judgement.rows(old, now, keys, shows) : List.of();
            return new Sample(
                    Instant.now(),
                    read.user(),
                    read.application(),
                    Literals.without(read.plan().text()),
                    what,
                    error == null ? null : error.sqlState() + (shows ? " " + error.message() : ""),
                    old.rows.size(),
                    now.rows.size(),
                    rows);
        });
        end();
    }

    /** Whether the migrations are where they were: else the texts may not fit the tables any more. */
    private boolean stillHolds() {
        Snapshot newest = current.get();
        for (String migration : read.migrations()) {
            var then = read.snapshot().migrations().get(migration);
            var now = newest.migrations().get(migration);
            if (then == null ? now != null : !then.equals(now)) {
                return false;
            }
        }
        return true;
    }

    private void agreed() {
        books.agreed();
        end();
    }

    private static boolean isPassing(String sqlState) {
        return sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2));
    }

    private void undecided(ErrorFields error) {
        undecided(error.sqlState());
    }

    private void undecided(String why) {
        books.undecided(why);
        end();
    }

    private void end() {
        connection.ask("ROLLBACK", ANSWER_TIMEOUT_MILLIS, answer -> over.run());
    }
}
