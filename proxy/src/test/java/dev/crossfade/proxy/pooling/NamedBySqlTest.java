package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL's EXECUTE and DEALLOCATE of the protocol's statements where server connections are shared, over stages of a migration. */
@Timeout(60)
class NamedBySqlTest {
    private static final ColumnMigration MIGRATION = new ColumnMigration(
            "m",
            "shop",
            ProxyFixture.CUSTOMERS,
            ColumnMigration.Conversion.IDENTITY,
            List.of("v"),
            List.of(new ColumnMigration.NewColumn("w", "text", "v")),
            Map.of("v", "w"));

    private static final String STAGE = "SELECT 'STAGE' FROM customers";

    private final ProxyFixture fixture = new ProxyFixture(TestPools.byTransaction(1));
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        fixture.server.execute(
                fixture.backendDatabase,
                "CREATE TABLE public.customers (id int, v text)",
                "INSERT INTO public.customers VALUES (1, 'one')",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + PostgresServer.APP_USER);
        long oid = Long.parseLong(
                fixture.server.queryOne(fixture.backendDatabase, "SELECT 'public.customers'::regclass::oid"));
        fixture.proxy.publish(
                "shop",
                new Catalog(
                        1,
                        Map.of(
                                ProxyFixture.CUSTOMERS,
                                new Catalog.Relation(ProxyFixture.CUSTOMERS, oid, 'r', List.of(), Set.of())),
                        Set.of()));
        fixture.rewriter.plans = NamedBySqlTest::plan;
        client = login();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        fixture.close();
    }

    private RawClient login() throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    /** STAGE in a text becomes the stage's name. */
    private static RewriteResult plan(RewriteRequest request) {
        List<RewriteResult.Touch> touches = List.of(new RewriteResult.Touch("m", Side.OLD));
        int at = request.sql().indexOf("'STAGE'");
        if (at < 0) {
            return new RewriteResult.Untouched(touches);
        }
        String stage = "'" + request.rules().rules().get(0).writes() + "'";
        return new RewriteResult.Rewritten(
                request.sql().replace("'STAGE'", stage),
                List.of(new RewriteResult.Edit(at, at + 7, stage, "test")),
                List.of(),
                touches);
    }

    private static RuleSet rules(Stage stage) {
        return new RuleSet(List.of(MigrationRule.of(MIGRATION, stage, Side.OLD)));
    }

    private static String rows(List<Message> messages) {
        return messages.stream()
                .filter(m -> m.type() == 'D')
                .map(m -> m.text().substring(6))
                .collect(Collectors.joining(","));
    }

    private static String types(List<Message> messages) {
        return messages.stream().map(m -> String.valueOf(m.type())).collect(Collectors.joining());
    }

    private List<Message> run(String statement) throws Exception {
        return client.bind("", statement).execute("", 0).sync().exchange(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStatementPreparedAgainBehindADeallocateBetweenOthersFollowsTheStage(boolean begun) throws Exception {
        fixture.flags.publish(begun ? rules(Stage.OFF) : RuleSet.NONE);
        client.parse("s1", STAGE).sync().exchange(1);
        assertThat(types(client.query("BEGIN; DEALLOCATE s1; COMMIT").exchange(1)))
                .isEqualTo("CCCZ");
        assertThat(types(client.parse("s1", STAGE).sync().exchange(1))).isEqualTo("1Z");
        assertThat(rows(run("s1"))).isEqualTo(begun ? "OLD" : "STAGE");
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(rows(run("s1"))).isEqualTo("BOTH");
    }

    @Test
    void soItDoesWithinTheSameBurst() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        client.parse("s1", STAGE).sync().exchange(1);
        client.query("BEGIN; DEALLOCATE s1; COMMIT").exchange(1);
        assertThat(rows(client.parse("s1", STAGE)
                        .bind("", "s1")
                        .execute("", 0)
                        .sync()
                        .bind("", "s1")
                        .execute("", 0)
                        .sync()
                        .exchange(2)))
                .isEqualTo("OLD,OLD");
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(rows(run("s1"))).isEqualTo("BOTH");
    }

    @Test
    void aStatementThatStandsBesideAnotherThatIsDeallocatedFollowsTheStage() throws Exception {
        client.parse("s1", STAGE).parse("s2", "SELECT 2").sync().exchange(1);
        client.query("EXPLAIN EXECUTE s1").exchange(1);
        client.query("BEGIN; DEALLOCATE s2; COMMIT").exchange(1);
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(rows(run("s1"))).isEqualTo("BOTH");
        assertThat(run("s2").get(0).field('C')).isEqualTo("26000");
    }

    @Test
    void whatMayBeGoneIsNotRunWithTheTextOfAnotherStage() throws Exception {
        client.parse("s1", STAGE).parse("s2", "SELECT 2").sync().exchange(1);
        client.query("EXPLAIN EXECUTE s1; EXPLAIN EXECUTE s2").exchange(1);
        assertThat(types(client.query("BEGIN; DEALLOCATE U&\"s2\"; COMMIT").exchange(1)))
                .isEqualTo("CCCZ");
        assertThat(rows(run("s1"))).isEqualTo("STAGE");
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(run("s1").get(0).field('C')).isEqualTo("26000");
        assertThat(types(client.parse("s1", STAGE).sync().exchange(1))).isEqualTo("1Z");
        assertThat(rows(run("s1"))).isEqualTo("BOTH");
    }

    @Test
    void whatStandsForAnotherStageIsPreparedAgainForExplain() throws Exception {
        client.parse("s1", "SELECT 'STAGE' FROM customers WHERE v IS NOT NULL")
                .sync()
                .exchange(1);
        client.query("EXPLAIN EXECUTE s1").exchange(1);
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(rows(run("s1"))).isEqualTo("BOTH");
        fixture.flags.publish(RuleSet.NONE);
        assertThat(rows(run("s1"))).isEqualTo("STAGE");
        assertThat(rows(client.query("EXPLAIN (VERBOSE) EXECUTE s1").exchange(1)))
                .contains("STAGE")
                .doesNotContain("BOTH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXECUTE s1", "SELECT 1; EXECUTE s1", "EXPLAIN (VERBOSE) EXECUTE s1"})
    void whatWasPreparedForAStageIsExecutedAsItsOwnTextAfterTheMigration(String execute) throws Exception {
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        client.parse("s1", STAGE).sync().exchange(1);
        assertThat(rows(run("s1"))).isEqualTo("BOTH");
        fixture.flags.publish(RuleSet.NONE);
        assertThat(rows(client.query(execute).exchange(1))).contains("STAGE").doesNotContain("BOTH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PREPARE p AS " + STAGE, "SELECT 1; PREPARE p AS " + STAGE, "/* /* c */ */ PREPARE p AS " + STAGE
            })
    void whatIsPreparedBySqlIsSaidUntilItIsDeallocated(String prepare) throws Exception {
        fixture.proxy.watchColumns("shop", List.of(MIGRATION));
        Duration patience = Duration.ofSeconds(10);
        client.query("SELECT 'no'; PREPARE other AS SELECT 1 FROM customers").exchange(1);
        assertThat(fixture.proxy.prepared("shop", "m", patience)).isEmpty();
        client.query(prepare).exchange(1);
        assertThat(fixture.proxy.prepared("shop", "m", patience).values()).containsExactly(Optional.of(prepare));
        client.query("SELECT 2; PREPARE long AS SELECT '" + "x".repeat(1 << 20) + "'")
                .exchange(1);
        assertThat(fixture.proxy.prepared("shop", "m", patience).values()).containsExactly(Optional.of(prepare));
        client.query("DISCARD ALL").exchange(1);
        assertThat(fixture.proxy.prepared("shop", "m", patience)).isEmpty();
        client.query("SELECT 2; PREPARE long AS SELECT '" + "x".repeat(1 << 20) + "'")
                .exchange(1);
        assertThat(fixture.proxy.prepared("shop", "m", patience).values()).containsExactly(Optional.empty());
    }

    @Test
    void anExecuteThatIsAnsweredByTheErrorOfItsPreparationOpensNoTransaction() throws Exception {
        fixture.server.execute(fixture.backendDatabase, "CREATE TABLE public.going (a int)");
        fixture.server.execute(fixture.backendDatabase, "GRANT ALL ON public.going TO " + PostgresServer.APP_USER);
        client.parse("s1", "SELECT a FROM going").sync().exchange(1);
        fixture.server.execute(fixture.backendDatabase, "DROP TABLE public.going");
        fixture.proxy.renewConnections("shop");
        List<Message> answer = client.query("EXECUTE s1").exchange(1);
        assertThat(types(answer)).isEqualTo("EZ");
        assertThat(answer.get(0).field('C')).isEqualTo("42P01");
        Awaitility.await().until(() -> fixture.proxy.pools().stream().allMatch(pool -> pool.active() == 0));
        assertThat(fixture.proxy.sessions()).singleElement().satisfies(session -> {
            assertThat(session.state()).isEqualTo("idle");
            assertThat(session.snapshot()).isZero();
        });
        try (RawClient other = login()) {
            assertThat(rows(other.query("SELECT 'other'").exchange(1))).isEqualTo("other");
        }
        assertThat(rows(client.query("SELECT 'next'").exchange(1))).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXECUTE s1(1);", "EXECUTE /* c */ s1(1)", "EXECUTE\"s1\"(1) ; "})
    void aPlainExecuteLeavesTheConnectionToOthers(String execute) throws Exception {
        client.parse("s1", "SELECT $1::int + 1").sync().exchange(1);
        assertThat(rows(client.query(execute).exchange(1))).isEqualTo("2");
        try (RawClient other = login()) {
            assertThat(rows(other.query("SELECT 'other'").exchange(1))).isEqualTo("other");
        }
    }
}
