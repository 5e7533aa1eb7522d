package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.rehearsal.Answer.Compare;
import dev.crossfade.admin.rehearsal.Pair.Ask;
import dev.crossfade.admin.rehearsal.Pair.Step;
import dev.crossfade.admin.rehearsal.Report.Played;
import dev.crossfade.admin.rehearsal.Rows.Row;
import dev.crossfade.flags.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the statements of the census, each as the user who sent it, with values of sampled rows; and reads and inserts that
 * touch the table as a whole. Works while no other client does, so that the twin stays equal. For use by one thread.
 */
final class StatementClient implements AutoCloseable {
    private static final int MOST_STATEMENTS = 300;
    private static final List<String> CONSTANTS = List.of("1", "a", "2020-01-01", "true", "{}", "10.0.0.1");
    private static final int TRIES = 3;

    private final Opener opener;
    private final String user;
    private final Rows rows;
    private final Random random = new Random(42);
    private final Map<String, Pair> pairs = new HashMap<>();
    private final List<Playable> playable = new ArrayList<>();
    private final List<Played> notPlayed = new ArrayList<>();
    private long fresh;

    /** Opens a pair of connections as a user. */
    interface Opener {
        Pair as(String user) throws SQLException;
    }

    /**
     * A statement of the census.
     *
     * @param refusal why it would be refused, and at which stages; null when it would not
     */
    record Seen(
            String statement,
            String user,
            String application,
            @Nullable String refusal) {}

    private record Playable(Seen seen, Template template, String constant, Pair pair) {}

    /**
     * @param user who reads and inserts by itself, and plays for users that do not exist
     * @param users that exist
     */
    StatementClient(Opener opener, String user, List<String> users, Rows rows, List<Seen> census) throws SQLException {
        this.opener = opener;
        this.user = user;
        this.rows = rows;
        this.fresh = greatestKey() + 1_000_000;
        for (Seen seen : census) {
            prepare(seen, users.contains(seen.user()) ? seen.user() : user);
        }
    }

    private Pair pair(String as) throws SQLException {
        Pair known = pairs.get(as);
        if (known == null) {
            known = opener.as(as);
            pairs.put(as, known);
        }
        return known;
    }

    private void prepare(Seen seen, String as) throws SQLException {
        Optional<String> obstacle = seen.refusal() != null
                ? Optional.of("it would be refused " + seen.refusal())
                : playable.size() >= MOST_STATEMENTS
                        ? Optional.of("one of more than " + MOST_STATEMENTS)
                        : Template.obstacle(seen.statement());
        if (obstacle.isPresent()) {
            notPlayed.add(new Played(seen.statement(), seen.user(), seen.application(), false, obstacle.get()));
            return;
        }
        Template template = Template.of(seen.statement());
        Answer last = null;
        for (String constant : CONSTANTS) {
            for (int i = 0; i < TRIES; i++) {
                last = pair(as).tryOnTwin(ask(template, constant));
                if (!last.isError() || String.valueOf(last.sqlState()).startsWith("23")) {
                    playable.add(new Playable(seen, template, constant, pair(as)));
                    return;
                }
            }
            if (template.places().stream().allMatch(place -> place.limit() || isKnown(place.column()))) {
                break;
            }
        }
        notPlayed.add(new Played(
                seen.statement(),
                seen.user(),
                seen.application(),
                false,
                "no values were found with which it works without Crossfade: " + last));
    }

    private boolean isKnown(@Nullable String column) {
        return column != null
                && rows.table().columns().stream()
                        .anyMatch(known -> known.name().equals(column));
    }

    /** All values from one row, so that those that belong together do. */
    private Ask ask(Template template, String constant) {
        Row row = rows.rows().get(random.nextInt(rows.rows().size()));
        Map<Integer, @Nullable String> numbered = new HashMap<>();
        List<@Nullable String> values = new ArrayList<>();
        boolean inserts = template.sql().stripLeading().regionMatches(true, 0, "insert", 0, 6);
        for (Template.Place place : template.places()) {
            if (place.number() > 0 && numbered.containsKey(place.number())) {
                values.add(numbered.get(place.number()));
                continue;
            }
            String column = place.column();
            String value;
            if (place.limit()) {
                value = "10";
            } else if (column != null && isKnown(column)) {
                value = inserts && rows.table().key().equals(List.of(column)) && fresh > 0
                        ? Long.toString(fresh++)
                        : row.values().get(column);
            } else {
                value = newValue(column, row, constant);
            }
            values.add(value);
            numbered.put(place.number(), value);
        }
        return new Ask(template.sql(), values);
    }

    private @Nullable String newValue(@Nullable String column, Row row, String constant) {
        List<@Nullable String> news = row.news();
        int index = -1;
        for (int i = 0; i < rows.shape().news().size(); i++) {
            if (rows.shape().news().get(i).name().equals(column)) {
                index = i;
            }
        }
        return index >= 0 && news != null ? news.get(index) : constant;
    }

    /** Of a key of one whole number; far below zero when it is none, or when there is no room above. */
    private long greatestKey() {
        if (rows.table().key().size() != 1
                || rows.table().column(rows.table().key().get(0)).category() != 'N') {
            return Long.MIN_VALUE / 2;
        }
        try {
            long most = rows.rows().stream()
                    .mapToLong(row -> Long.parseLong(
                            String.valueOf(row.of(rows.table().key()).get(0))))
                    .max()
                    .orElse(0);
            return most > Integer.MAX_VALUE - 100_000_000L ? Long.MIN_VALUE / 2 : most;
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE / 2;
        }
    }

    /** How many transactions make a round. */
    int size() {
        return playable.size() + 4;
    }

    /** One transaction; {@code number} below {@link #size}. */
    void work(int number) throws SQLException {
        if (number < playable.size()) {
            Playable one = playable.get(number);
            Ask ask = ask(one.template(), one.constant());
            one.pair().transaction(List.of(new Step(ask, ask, one.template().varies() ? Compare.COUNT : Compare.ALL)));
            return;
        }
        String olds = TableFacts.names(rows.shape().migration().oldColumns());
        String key = TableFacts.names(rows.table().key());
        String old = TableName.quote(rows.shape().migration().oldColumns().get(0));
        String from = " FROM " + rows.table().name().quoted();
        Row row = rows.rows().get(random.nextInt(rows.rows().size()));
        switch (number - playable.size()) {
            case 0 ->
                own(Step.same(
                        "SELECT count(*), count(" + old + "), min(" + old + "), max(" + old + ")" + from, List.of()));
            case 1 ->
                own(Step.same("SELECT " + key + ", " + olds + from + " ORDER BY " + key + " LIMIT 25", List.of()));
            case 2 -> {
                List<@Nullable String> value =
                        row.of(List.of(rows.shape().migration().oldColumns().get(0)));
                own(Step.same("SELECT count(*)" + from + " WHERE " + old + " = ?", value));
            }
            default -> insertNumbered(row);
        }
    }

    /** An INSERT that leaves a number to the server: both must give the same one. */
    private void insertNumbered(Row row) throws SQLException {
        List<String> given = rows.table().stored().stream()
                .filter(column -> !column.isNumbered())
                .map(TableFacts.Column::name)
                .toList();
        if (given.size() == rows.table().stored().size() || given.isEmpty()) {
            return;
        }
        String insert = "INSERT INTO " + rows.table().name().quoted() + " (" + TableFacts.names(given) + ") VALUES ("
                + given.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") RETURNING "
                + TableFacts.names(rows.table().key());
        own(Step.same(insert, row.of(given)));
    }

    private void own(Step step) throws SQLException {
        pair(user).transaction(List.of(step));
    }

    /** Whether all rows as a client sees them, the given columns, are the twin's; what differs is counted as a failure. */
    boolean allRowsAreTheTwins(List<String> columns) throws SQLException {
        String key = TableFacts.names(rows.table().key());
        return pair(user)
                .transaction(List.of(Step.same(
                        "SELECT " + TableFacts.names(columns) + " FROM "
                                + rows.table().name().quoted() + " ORDER BY " + key,
                        List.of())));
    }

    /** What was played and what was not. */
    List<Played> played() {
        List<Played> all = new ArrayList<>();
        playable.forEach(one -> all.add(
                new Played(one.seen().statement(), one.seen().user(), one.seen().application(), true, null)));
        all.addAll(notPlayed);
        return all;
    }

    @Override
    public void close() {
        pairs.values().forEach(Pair::close);
    }
}
