package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldingCheck;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.Shrinking;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@link MySqlTwinTest} on schemas that are generated too: types, collations, keys, NULL, defaults. What differs is shrunk to
 * the statements that it needs. {@code -Dcrossfade.twin.schemas}, {@code -Dcrossfade.twin.statements} (for each stage and side of
 * each schema) and {@code -Dcrossfade.twin.seed} make it longer or different, {@code -Dcrossfade.twin.seconds} begins no schema after that; {@code -Dcrossfade.twin.schema} plays the schema of one seed.
 */
class MySqlSchemaTwinTest {
    private static final int SCHEMAS = Integer.getInteger("crossfade.twin.schemas", 7);
    /** Schemas that differed once: a NULL in one of two NOT NULL columns that are merged, at complete; a default of bytes. */
    private static final List<Long> FOUND = List.of(651868317L, 106471728L);

    private static final int STATEMENTS = Integer.getInteger("crossfade.twin.statements", 20);
    private static final long SEED = Long.getLong("crossfade.twin.seed", 20261126L);
    private static final int MAX_SECONDS = Integer.getInteger("crossfade.twin.seconds", 600);
    private static final int STATEMENTS_BETWEEN_COMPARISONS = 10;
    private static final int MAX_DIFFERENCES = Integer.getInteger("crossfade.twin.differences", 4);
    /** ER_NO_DEFAULT_FOR_FIELD */
    private static final int NO_DEFAULT = 1364;

    /** ER_TRUNCATED_WRONG_VALUE: that of NOT NULL columns without a default, where zero dates are none. */
    private static final int BAD_VALUE = 1292;

    /** ER_WARN_DATA_OUT_OF_RANGE */
    private static final int OUT_OF_RANGE = 1264;

    /** ER_DUP_ENTRY */
    private static final int DUPLICATE = 1062;

    /** ER_BAD_NULL_ERROR */
    private static final int NOT_NULL = 1048;

    /**
     * WARN_DATA_TRUNCATED, ER_TRUNCATED_WRONG_VALUE, ER_DATA_TOO_LONG, ER_WRONG_VALUE_FOR_TYPE, ER_SIGNAL_EXCEPTION of a function that does not come back, ER_INVALID_JSON_TEXT and
     * ER_BAD_NULL_ERROR: the functions are made in strict mode.
     */
    private static final Set<Integer> DO_NOT_CONVERT = Set.of(1265, 1292, 1406, 1411, 1644, 3140, NOT_NULL);

    private static final int MAX_SHRINKING_TRIES = 40;

    private final Rewriter rewriter = new Rewriter();
    private final FoldingCheck folding = new FoldingCheck(rewriter, SEED);
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<Integer, Integer> failed = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int executed;
    private int changed;

    /** What else there is to try at a stage. */
    private enum Variant {
        PLAIN,
        /** The old columns are dropped. */
        CONTRACTED,
        /** Without strict mode. */
        LENIENT
    }

    /** Both databases, the side that is spoken and the stage. */
    private record Play(
            MySqlSchema schema,
            Connection migrating,
            Connection twin,
            String database,
            Stage stage,
            Side side,
            Variant variant) {
        Catalog begin() throws SQLException {
            schema.tables(migrating, null, stage);
            schema.tables(twin, side, stage);
            Catalog catalog = MySqlShop.catalog(migrating, database);
            if (variant != Variant.CONTRACTED) {
                return catalog;
            }
            schema.contract(migrating);
            return MySqlShop.without(catalog, schema.migration(database));
        }

        MySqlSession session() {
            return MySqlSession.of(database, false, variant == Variant.LENIENT ? "" : "STRICT_TRANS_TABLES");
        }

        /** Puts both sessions into the mode that is played, or back into the server's own. */
        void mode(boolean played) throws SQLException {
            if (variant == Variant.LENIENT) {
                String set = "SET sql_mode = " + (played ? "''" : "DEFAULT");
                MySqlShop.run(migrating, set);
                MySqlShop.run(twin, set);
            }
        }

        /** Whether the twin keeps something else where the migrating table, whose truth new is, has to refuse a value. */
        boolean storesWhatDoesNotFit(MySqlSpeaker.Spoken spoken, MySqlOutcome refused) {
            return variant == Variant.LENIENT
                    && !stage.isBefore(Stage.LIVE)
                    && schema.kind.conversion() != Conversion.IDENTITY
                    && DO_NOT_CONVERT.contains(refused.errno())
                    && saysWhatDoesNotConvert(spoken)
                    && (refused.errno() != NOT_NULL
                            || Stream.of(Side.values())
                                    .flatMap(s -> schema.columns(s).stream())
                                    .anyMatch(c -> refused.message().contains("'" + c + "'")));
        }

        private boolean saysWhatDoesNotConvert(MySqlSpeaker.Spoken spoken) {
            return Stream.concat(schema.kind.bad().stream().flatMap(List::stream), Stream.of(schema.kind.wrong()))
                    .filter(literal -> !literal.isEmpty() && !literal.equals("NULL"))
                    .anyMatch(literal -> spoken.sql().contains(literal)
                            || (literal.startsWith("'")
                                    && spoken.sql().contains('"' + literal.substring(1, literal.length() - 1) + '"'))
                            || spoken.values().stream()
                                    .anyMatch(v -> literal.equals("'" + v + "'") || literal.equals(String.valueOf(v))));
        }

        /** Whether the new side's twin has a value now that the old column could not hold, though it must. */
        boolean holdsMoreThanOld() throws SQLException {
            String range = schema.rangeOfOld();
            if (side == Side.OLD || stage == Stage.COMPLETE || range == null) {
                return false;
            }
            try (Statement statement = twin.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM t WHERE n1 NOT BETWEEN " + range)) {
                rows.next();
                return rows.getInt(1) > 0;
            }
        }
    }

    @Test
    void generatedSchemasCannotBeToldFromTheirTwins() throws SQLException {
        MysqlServer server = MysqlServer.shared();
        Properties settings = new Properties();
        settings.setProperty("useAffectedRows", "true");
        settings.setProperty("useServerPrepStmts", "true");
        settings.setProperty("connectionTimeZone", "SERVER");
        settings.setProperty("yearIsDateType", "false");
        String database = server.createDatabase();
        Long only = Long.getLong("crossfade.twin.schema");
        Random seeds = new Random(SEED);
        List<Long> known = only == null ? FOUND : List.of(only);
        int most = only == null ? known.size() + SCHEMAS : 1;
        long end = System.nanoTime() + MAX_SECONDS * 1_000_000_000L;
        int schemas = 0;
        try (Connection migrating = server.connect(database, settings);
                Connection twin = server.connect(server.createDatabase(), settings)) {
            for (; schemas < most && differences.size() < MAX_DIFFERENCES && System.nanoTime() < end; schemas++) {
                long seed = schemas < known.size() ? known.get(schemas) : seeds.nextInt(Integer.MAX_VALUE);
                MySqlSchema schema = new MySqlSchema(seed);
                schema.functions(migrating, database);
                for (Stage stage : Stage.values()) {
                    for (Side side : Side.values()) {
                        for (Variant variant : variants(seed, stage)) {
                            play(new Play(schema, migrating, twin, database, stage, side, variant), seed);
                        }
                    }
                }
            }
        }
        int refusals = refused.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "MySQL twin test of generated schemas: seed %d, %d schemas, %d statements, %d of them rewritten, failed"
                        + " alike: %s, %d refused: %s%n",
                SEED, schemas, executed, changed, failed, refusals, refused);
        System.out.printf("folding: %d shared, %d alone%n", folding.shared(), folding.alone());
        assertThat(differences).as("seed " + SEED).isEmpty();
        assertThat(folding.shared()).isGreaterThan(5 * folding.alone());
        assertThat(refusals).isLessThan(executed / 5);
    }

    /** A third of the schemas are played without strict mode. */
    private static List<Variant> variants(long seed, Stage stage) {
        Variant usual = seed % 3 == 0 ? Variant.LENIENT : Variant.PLAIN;
        return stage == Stage.COMPLETE ? List.of(usual, Variant.CONTRACTED) : List.of(usual);
    }

    private void play(Play play, long seed) throws SQLException {
        Catalog catalog = play.begin();
        MySqlSchemaSpeaker speaker = new MySqlSchemaSpeaker(
                play.schema(),
                play.side(),
                play.stage(),
                seed
                        ^ (play.stage().variant()
                                        + play.side()
                                        + (play.variant() == Variant.CONTRACTED ? "contracted" : ""))
                                .hashCode());
        List<MySqlSpeaker.Spoken> said = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < STATEMENTS && found.isEmpty(); i++) {
            MySqlSpeaker.Spoken spoken = speaker.next();
            said.add(spoken);
            compare(play, spoken, catalog, found, true);
            if (i % STATEMENTS_BETWEEN_COMPARISONS == STATEMENTS_BETWEEN_COMPARISONS - 1) {
                rows(play, catalog, found);
            }
        }
        if (!found.isEmpty()) {
            List<MySqlSpeaker.Spoken> shortest =
                    Shrinking.shortest(said, list -> fails(play, list), MAX_SHRINKING_TRIES);
            differences.add("%nschema %d: %s%n%s%n  shortest list found, from new tables on:%s"
                    .formatted(
                            seed,
                            play.schema(),
                            found.get(0),
                            shortest.stream()
                                    .map(s -> "%n    %s %s".formatted(s.sql(), s.values()))
                                    .collect(Collectors.joining())));
        }
    }

    private boolean fails(Play play, List<MySqlSpeaker.Spoken> list) {
        List<String> found = new ArrayList<>();
        try {
            Catalog catalog = play.begin();
            for (MySqlSpeaker.Spoken spoken : list) {
                compare(play, spoken, catalog, found, false);
            }
            rows(play, catalog, found);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return !found.isEmpty();
    }

    private void rows(Play play, Catalog catalog, List<String> found) throws SQLException {
        compare(play, new MySqlSpeaker.Spoken("SELECT * FROM t", List.of()), catalog, found, false);
        if (play.stage() == Stage.OFF || play.stage() == Stage.COMPLETE) {
            return;
        }
        String query = play.schema().disagreeing(play.stage());
        try (Statement statement = play.migrating().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            if (rows.getInt(1) > 0) {
                found.add(play.stage() + ", " + play.side() + ": " + rows.getInt(1) + " rows do not agree: " + query);
            }
        }
    }

    private void compare(Play play, MySqlSpeaker.Spoken spoken, Catalog catalog, List<String> found, boolean counted)
            throws SQLException {
        RewriteRequest request = RewriteRequest.forMySql(
                spoken.sql(),
                play.schema().rules(play.database(), play.stage(), play.side()),
                catalog,
                Set.of(),
                play.session());
        if (counted) {
            folding.check(request, 1);
        }
        RewriteResult result = rewriter.rewrite(request);
        String rewritten = spoken.sql();
        if (result instanceof RewriteResult.Refused no) {
            if (counted) {
                refused.merge(
                        no.message().replaceAll("g[0-9a-z]{2,6} ", "g ").replace(play.database(), "shop"),
                        1,
                        Integer::sum);
            }
            if (no.message().contains("the rewriter failed") || no.message().contains("syntax")) {
                found.add(no.message() + ": " + spoken.sql());
            }
            return;
        }
        if (result instanceof RewriteResult.Rewritten yes) {
            rewritten = yes.sql();
            changed += counted ? 1 : 0;
        }
        play.twin().setAutoCommit(false);
        play.mode(true);
        MySqlOutcome expected = MySqlOutcome.of(play.twin(), spoken.sql(), spoken);
        MySqlOutcome actual = MySqlOutcome.of(play.migrating(), rewritten, spoken);
        play.mode(false);
        boolean unheld = (expected.errno() == 0 && actual.errno() == OUT_OF_RANGE && play.holdsMoreThanOld())
                // where a key stands in the way as well, the value is looked at first
                || ((expected.errno() == 0 || expected.errno() == DUPLICATE)
                        && play.storesWhatDoesNotFit(spoken, actual));
        if (unheld) {
            play.twin().rollback();
        }
        play.twin().setAutoCommit(true);
        if (unheld) { // the way back must stay open
            for (Connection connection : List.of(play.migrating(), play.twin())) {
                MySqlShop.run(
                        connection, "ALTER TABLE t AUTO_INCREMENT = 1"); // the highest and one, which a rollback keeps
            }
            refused.merge("a value that the other side cannot hold", counted ? 1 : 0, Integer::sum);
            return;
        }
        if (counted) {
            executed++;
            if (expected.errno() != 0) {
                failed.merge(expected.errno(), 1, Integer::sum);
            }
        }
        boolean same = expected.errno() == 0
                ? isSame(play, expected, actual) || isReplaced(play, spoken, expected, actual)
                : expected.isSameError(actual) || (expected.errno() == NO_DEFAULT && actual.errno() == BAD_VALUE);
        if (!same) {
            found.add("%s (%s), speaks %s: %s %s%n  rewritten: %s%n  twin:      %s%n  migrating: %s"
                    .formatted(
                            play.stage(),
                            play.variant(),
                            play.side(),
                            spoken.sql(),
                            spoken.values(),
                            rewritten,
                            cut(expected),
                            cut(actual)));
        }
    }

    /**
     * What a function computes keeps its rows and names, but MySQL makes a wider type of it in some places where it has a
     * column's own: bigint of int, varchar of char or an enum, varbinary of binary.
     */
    private static boolean isSame(Play play, MySqlOutcome expected, MySqlOutcome actual) {
        return play.schema().kind.conversion() == Conversion.FUNCTION
                ? expected.rows().equals(actual.rows())
                        && expected.count() == actual.count()
                        && expected.errno() == actual.errno()
                        && families(expected).equals(families(actual))
                : expected.equals(actual);
    }

    private static List<String> families(MySqlOutcome outcome) {
        List<String> families = new ArrayList<>();
        for (String column : outcome.columns()) {
            int space = column.lastIndexOf(' ', column.lastIndexOf('('));
            String type = column.substring(space + 1, column.lastIndexOf('('));
            families.add(column.substring(0, space + 1)
                    + switch (type) {
                        case "CHAR", "VARCHAR", "ENUM", "SET", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT" -> "text";
                        case "BINARY", "VARBINARY", "BLOB", "MEDIUMBLOB" -> "bytes";
                        case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT", "BIT" -> "integer";
                        default -> type;
                    });
        }
        return families;
    }

    /** The one known difference: REPLACE of a row that is not filled yet. */
    private static boolean isReplaced(
            Play play, MySqlSpeaker.Spoken spoken, MySqlOutcome expected, MySqlOutcome actual) {
        return spoken.sql().startsWith("REPLACE")
                && (play.stage() == Stage.DUAL_WRITE || play.stage() == Stage.SHADOW)
                && actual.errno() == 0
                && actual.count() > expected.count();
    }

    private static String cut(Object shown) {
        String text = shown.toString();
        return text.length() > 900 ? text.substring(0, 900) + "..." : text;
    }
}
