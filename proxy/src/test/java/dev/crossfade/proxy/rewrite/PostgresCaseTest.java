package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Execution.Outcome;
import dev.crossfade.proxy.rewrite.PostgresCase.Said;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the folders {@code case/postgresql/NAME}, see {@link PostgresCase}: each statement runs rewritten on the migrating table
 * and as it is on the table that has only the side its client speaks; the two must end alike and leave the same rows, unless the
 * statement is refused or the file says that it differs. {@code expected.sql} shows what becomes of it, and is compared too.
 */
class PostgresCaseTest {
    private static final String ONLY = System.getProperty("crossfade.cases.only", ".*");

    private final Rewriter rewriter = new Rewriter();
    private final FoldingCheck folding = new FoldingCheck(rewriter, 20261127L);

    @TestFactory
    Stream<DynamicTest> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(PostgresCaseTest.class.getResource("/case/postgresql"))
                .toURI());
        List<Path> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.filter(f -> f.getFileName().toString().matches(ONLY))
                    .sorted()
                    .toList();
        }
        assertThat(names).isNotEmpty();
        return names.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> play(path)));
    }

    /** Two databases, one of them migrating. */
    private record Pair(
            PostgresCase of, Connection migrating, Connection twin, Stage stage, Side side, Catalog catalog) {
        RewriteRequest request(String sql, List<Integer> types) throws SQLException {
            RuleSet rules = new RuleSet(List.of(MigrationRule.of(of.migration(), stage, side)));
            return new RewriteRequest(sql, types, rules, catalog, hidden(), true);
        }

        /** The table where its name alone does not mean it, now: as a session of the data plane asks the server. */
        private Set<TableName> hidden() throws SQLException {
            TableName table = of.migration().table();
            try (PreparedStatement statement =
                    migrating.prepareStatement("SELECT to_regclass(quote_ident(?)) IS DISTINCT FROM to_regclass(?)")) {
                statement.setString(1, table.name());
                statement.setString(2, PostgresCase.quoted(of.migration()));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBoolean(1) ? Set.of(table) : Set.of();
                }
            }
        }
    }

    private void play(Path folder) throws IOException, SQLException {
        PostgresCase one = PostgresCase.read(folder);
        StringBuilder shown = new StringBuilder();
        PostgresServer server = PostgresServer.shared();
        for (Stage stage : one.stages()) {
            for (Side side : Side.values()) {
                try (Connection migrating = server.connect(server.createDatabase());
                        Connection twin = server.connect(server.createDatabase())) {
                    one.make(migrating, null, stage);
                    one.make(twin, side, stage);
                    Catalog catalog = one.guarded(RegressCatalog.load(migrating), stage);
                    Pair pair = new Pair(one, migrating, twin, stage, side, catalog);
                    for (Said said : one.statements()) {
                        if (said.side() == side) {
                            say(pair, said, shown);
                        }
                    }
                    leaves(pair);
                }
            }
        }
        Path expected = folder.resolve("expected.sql");
        if (Boolean.getBoolean("crossfade.cases.write")) {
            Files.writeString(expected, shown.toString());
        }
        assertThat(shown).hasToString(Files.readString(expected));
    }

    private void say(Pair pair, Said said, StringBuilder shown) throws SQLException {
        String title = pair.stage().variant() + ", speaks " + said.side().variant();
        RewriteRequest request = pair.request(
                said.spoken().sql(),
                said.spoken().types().stream().map(PostgresCase::oid).toList());
        folding.check(request, 5);
        RewriteResult result = rewriter.rewrite(request);
        shown.append("-- ").append(title).append('\n').append(said.text()).append('\n');
        if (result instanceof RewriteResult.Refused refused) {
            shown.append("-- refused: ").append(refused.message()).append("\n\n");
            return;
        }
        String sql = said.spoken().sql();
        String rewritten = sql;
        if (result instanceof RewriteResult.Rewritten yes) {
            rewritten = yes.sql();
            shown.append("-- becomes\n").append(rewritten).append('\n');
        } else {
            shown.append("-- untouched\n");
        }
        if (sql.contains("random()")) { // the same numbers on both, if it is called as often
            TwinSchema.run(pair.twin(), "SELECT setseed(0.25)");
            TwinSchema.run(pair.migrating(), "SELECT setseed(0.25)");
        }
        Outcome actual = Execution.run(pair.migrating(), rewritten, said.spoken());
        shown.append(show(actual)).append("\n\n");
        Outcome expected = Execution.run(pair.twin(), sql, said.spoken());
        if (said.differs()) {
            return;
        }
        if (expected.sqlState().isEmpty()) {
            assertThat(actual).as(title + ": " + sql + "\n" + rewritten).isEqualTo(expected);
        } else {
            assertThat(actual.sqlState())
                    .as(title + ": " + sql + "\n" + rewritten + "\n" + actual + "\n" + expected)
                    .isEqualTo(expected.sqlState());
        }
    }

    private static String show(Outcome outcome) {
        if (!outcome.sqlState().isEmpty()) {
            return "-- error " + outcome.sqlState();
        }
        List<String> lines = new ArrayList<>();
        if (!outcome.parameters().isEmpty()) {
            lines.add("-- parameters " + outcome.parameters());
        }
        if (!outcome.columns().isEmpty()) {
            lines.add("-- " + String.join(", ", outcome.columns()));
        }
        outcome.rows().forEach(row -> lines.add("--   " + String.join(" | ", row)));
        if (!outcome.counts().isEmpty()) {
            lines.add(
                    "-- count " + outcome.counts().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return lines.isEmpty() ? "-- nothing" : String.join("\n", lines);
    }

    /** All rows in the end, as the client sees them; and no row whose sides do not agree, the unread side too. */
    private void leaves(Pair pair) throws SQLException {
        ColumnMigration migration = pair.of().migration();
        String read = "SELECT * FROM " + PostgresCase.quoted(migration);
        String title = pair.stage() + ", speaks " + pair.side().variant();
        RewriteResult result = rewriter.rewrite(pair.request(read, List.of()));
        String rewritten = result instanceof RewriteResult.Rewritten yes ? yes.sql() : read;
        assertThat(Execution.run(pair.migrating(), rewritten, Speaker.Spoken.plain(rewritten)))
                .as(title + ": the rows in the end")
                .isEqualTo(Execution.run(pair.twin(), read, Speaker.Spoken.plain(read)));
        if (pair.stage() == Stage.OFF) {
            return;
        }
        List<String> disagreeing = new ArrayList<>();
        try (Statement statement = pair.migrating().createStatement();
                ResultSet rows = statement.executeQuery(pair.of().disagreeing(pair.stage()))) {
            while (rows.next()) {
                disagreeing.add(rows.getString(1));
            }
        }
        assertThat(disagreeing).as(title + ": rows whose sides do not agree").isEmpty();
    }
}
