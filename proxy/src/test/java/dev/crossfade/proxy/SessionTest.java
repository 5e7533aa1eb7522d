package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.RewriteResult.Edit;
import dev.crossfade.proxy.rewrite.RewriteResult.Refused;
import dev.crossfade.proxy.rewrite.RewriteResult.ResultColumn;
import dev.crossfade.proxy.rewrite.RewriteResult.Rewritten;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import dev.crossfade.proxy.rewrite.RewriteResult.Untouched;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots, plans and hidden messages: with a rewriter that replaces {@code v} by a marker of the stage. */
@Timeout(60)
class SessionTest {
    private static final ColumnMigration MIGRATION = new ColumnMigration(
            "m",
            "shop",
            ProxyFixture.CUSTOMERS,
            ColumnMigration.Conversion.IDENTITY,
            List.of("v"),
            List.of(new ColumnMigration.NewColumn("w", "text", "v")),
            Map.of("v", "w"));

    private ProxyFixture fixture;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        fixture = new ProxyFixture();
        fixture.server.execute(
                fixture.backendDatabase,
                "CREATE TABLE public.customers (id int, v text)",
                "INSERT INTO public.customers VALUES (1, 'one')",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + PostgresServer.APP_USER);
        publishCatalog(1);
        fixture.rewriter.plans = SessionTest::plan;
        client = login();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        fixture.close();
    }

    private void publishCatalog(long version) {
        long oid = Long.parseLong(
                fixture.server.queryOne(fixture.backendDatabase, "SELECT 'public.customers'::regclass::oid"));
        fixture.proxy.publish(
                "shop",
                new Catalog(
                        version,
                        Map.of(
                                ProxyFixture.CUSTOMERS,
                                new Catalog.Relation(ProxyFixture.CUSTOMERS, oid, 'r', List.of(), Set.of())),
                        Set.of()));
    }

    private RawClient login() throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    /** STAGE in a text becomes the stage's name; REFUSE is refused; a hidden table is left alone. */
    private static RewriteResult plan(RewriteRequest request) {
        List<Touch> touches = List.of(new Touch("m", Side.OLD));
        if (request.hidden().contains(ProxyFixture.CUSTOMERS)) {
            return new Untouched(List.of());
        }
        if (request.sql().contains("REFUSE")) {
            return new Refused("0A000", "REFUSE cannot be rewritten", "leave it out", 8, touches);
        }
        int at = request.sql().indexOf("'STAGE'");
        if (at < 0) {
            return new Untouched(touches);
        }
        String stage = "'" + request.rules().rules().get(0).writes() + "-" + "x".repeat(10) + "'";
        String sql = request.sql().replace("'STAGE'", stage);
        return new Rewritten(
                sql, List.of(new Edit(at, at + 7, stage, "test")), List.of(new ResultColumn(0, 4711, 7)), touches);
    }

    private static RuleSet rules(Stage stage) {
        return new RuleSet(List.of(MigrationRule.of(MIGRATION, stage, Side.OLD)));
    }

    private static String types(List<Message> messages) {
        return messages.stream().map(m -> String.valueOf(m.type())).collect(Collectors.joining());
    }

    private static String rows(List<Message> messages) {
        return messages.stream()
                .filter(m -> m.type() == 'D')
                .map(m -> m.text().substring(6))
                .collect(Collectors.joining(","));
    }

    @Test
    void withoutRulesNothingIsRewritten() throws Exception {
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .isEqualTo("STAGE");
        assertThat(fixture.rewriter.requests).isEmpty();
    }

    @Test
    void simpleAndExtendedAreRewrittenAndHiddenMessagesAreNotSeen() throws Exception {
        long snapshot = fixture.flags.publish(rules(Stage.OFF));
        List<Message> simple = client.query("SELECT 'STAGE' FROM customers").exchange(1);
        assertThat(types(simple)).isEqualTo("TDCZ");
        assertThat(rows(simple)).isEqualTo("OLD-xxxxxxxxxx");
        List<Message> extended =
                client.extended("SELECT 'STAGE' FROM customers").sync().exchange(1);
        assertThat(types(extended)).isEqualTo("12TDCZ");
        assertThat(extended.get(2).body()).containsSequence(0, 0, 0x12, 0x67, 0, 7);
        assertThat(simple.get(0).body()).containsSequence(0, 0, 0x12, 0x67, 0, 7);
        assertThat(fixture.proxy.firstEffectNanos(snapshot)).isPresent();
        assertThat(fixture.proxy.firstEffectNanos(snapshot + 1)).isEmpty();
        assertThat(rows(client.query("SELECT count(*) FROM pg_prepared_statements WHERE name <> ''")
                        .exchange(1)))
                .isEqualTo("0");
        assertThat(fixture.proxy.usage()).singleElement().satisfies(usage -> {
            assertThat(usage.statements()).isEqualTo(2);
            assertThat(usage.lastStatement()).isEqualTo("SELECT ? FROM customers");
        });
    }

    @Test
    void theErrorsPositionPointsIntoTheClientsText() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        List<Message> answer =
                client.query("SELECT 'STAGE', nope FROM customers").exchange(1);
        assertThat(answer.get(0).field('P')).isEqualTo("17");
        answer = client.extended("SELECT 'STAGE', nope FROM customers").sync().exchange(1);
        assertThat(answer.get(0).field('P')).isEqualTo("17");
    }

    @Test
    void statementsPreparedBeforeArePreparedAgainAlsoInAPipeline() throws Exception {
        client.parse("s", "SELECT 'STAGE' FROM customers")
                .describe('S', "s")
                .sync()
                .exchange(1);
        client.parse("", "SELECT 'STAGE' FROM customers").sync().exchange(1);
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        List<Message> answer = client.bind("", "s")
                .execute("", 0)
                .bind("", "s")
                .describe('P', "")
                .execute("", 0)
                .bind("", "")
                .execute("", 0)
                .sync()
                .exchange(1);
        assertThat(types(answer)).isEqualTo("2DC2TDC2DCZ");
        assertThat(rows(answer)).isEqualTo("BOTH-xxxxxxxxxx,BOTH-xxxxxxxxxx,BOTH-xxxxxxxxxx");
        fixture.flags.publish(RuleSet.NONE);
        assertThat(rows(client.bind("", "s").execute("", 0).sync().exchange(1))).isEqualTo("STAGE");
    }

    /** Found by InterleavingTest, seed 20264846. */
    @Test
    void inAFailedTransactionWhatWasPreparedAtAnotherStageIsUsedAsItStands() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        client.parse("s", "SELECT 'STAGE' FROM customers")
                .parse("r", "ROLLBACK")
                .sync()
                .exchange(1);
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        client.query("BEGIN").exchange(1);
        List<Message> answer = client.query("SELEC")
                .bind("", "s", "1")
                .sync()
                .describe('S', "s")
                .sync()
                .bind("", "r")
                .execute("", 0)
                .bind("", "s")
                .execute("", 0)
                .sync()
                .exchange(4);
        assertThat(types(answer)).isEqualTo("EZEZEZ2C2DCZ");
        assertThat(answer.get(2).field('C')).as("one parameter too many").isEqualTo("08P01");
        assertThat(rows(answer)).isEqualTo("BOTH-xxxxxxxxxx");
    }

    @Test
    void aTransactionKeepsItsSnapshotToTheEnd() throws Exception {
        long first = fixture.flags.publish(rules(Stage.OFF));
        client.query("BEGIN").query("SELECT 'STAGE' FROM customers").exchange(2);
        long second = fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(rows(client.query("SELECT 'STAGE', 1 FROM customers").exchange(1)))
                .startsWith("OLD");
        assertThat(fixture.flags.transactions().barrier(second, Duration.ofMillis(50)))
                .singleElement()
                .asString()
                .contains("idle in transaction");
        assertThat(fixture.proxy.sessions()).singleElement().satisfies(session -> {
            assertThat(session.snapshot()).isEqualTo(first);
            assertThat(session.state()).isEqualTo("idle in transaction");
        });
        client.query("COMMIT").exchange(1);
        assertThat(fixture.flags.transactions().barrier(second, Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .startsWith("BOTH");
    }

    @Test
    void refusalsLeaveTheTransactionAsAnyErrorDoes() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        List<Message> simple = client.query("SELECT REFUSE FROM customers").exchange(1);
        assertThat(types(simple)).isEqualTo("EZ");
        assertThat(simple.get(0).field('C')).isEqualTo("0A000");
        assertThat(simple.get(0).field('M')).isEqualTo("REFUSE cannot be rewritten");
        assertThat(simple.get(0).field('H')).isEqualTo("leave it out");
        assertThat(simple.get(0).field('P')).isEqualTo("8");
        assertThat(simple.get(1).text()).isEqualTo("I");
        List<Message> extended = client.extended("SELECT 1")
                .extended("SELECT REFUSE FROM customers")
                .extended("SELECT 2")
                .sync()
                .extended("SELECT 3")
                .sync()
                .exchange(2);
        assertThat(types(extended)).isEqualTo("12TDCEZ12TDCZ");

        assertThat(types(client.query("BEGIN")
                        .query("SELECT REFUSE FROM customers")
                        .exchange(2)))
                .isEqualTo("CZEZ");
        List<Message> failed = client.query("SELECT REFUSE FROM customers").exchange(1);
        assertThat(failed.get(0).field('C')).isEqualTo("25P02");
        assertThat(failed.get(1).text()).isEqualTo("E");
        failed = client.extended("SELECT REFUSE FROM customers").sync().exchange(1);
        assertThat(failed.get(0).field('C')).isEqualTo("25P02");
        client.query("ROLLBACK").exchange(1);

        client.query("BEGIN").extended("SELECT REFUSE FROM customers").sync();
        List<Message> inside = client.exchange(2);
        assertThat(types(inside)).isEqualTo("CZEZ");
        assertThat(inside.get(3).text()).isEqualTo("E");
        client.query("ROLLBACK").exchange(1);
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .startsWith("OLD");
    }

    @Test
    void aStatementThatBecomesRefusedIsRefusedAtItsNextUse() throws Exception {
        client.parse("s", "SELECT 'REFUSE' FROM customers").sync().exchange(1);
        fixture.flags.publish(rules(Stage.OFF));
        List<Message> answer = client.bind("", "s").execute("", 0).sync().exchange(1);
        assertThat(types(answer)).isEqualTo("EZ");
        assertThat(answer.get(0).field('C')).isEqualTo("0A000");
        assertThat(types(client.describe('S', "s").sync().exchange(1))).isEqualTo("EZ");
        fixture.flags.publish(RuleSet.NONE);
        assertThat(rows(client.bind("", "s").execute("", 0).sync().exchange(1))).isEqualTo("REFUSE");
    }

    @Test
    void aDeallocatedStatementIsNotBroughtBack() throws Exception {
        client.parse("s", "SELECT 'STAGE' FROM customers")
                .parse("t", "SELECT 'STAGE' FROM customers")
                .sync()
                .query("DEALLOCATE s")
                .exchange(2);
        fixture.flags.publish(rules(Stage.OFF));
        assertThat(client.bind("", "s").sync().exchange(1).get(0).field('C')).isEqualTo("26000");
        assertThat(rows(client.bind("", "t").execute("", 0).sync().exchange(1))).startsWith("OLD");
        client.query("DISCARD ALL").exchange(1);
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(client.bind("", "t").sync().exchange(1).get(0).field('C')).isEqualTo("26000");
    }

    @Test
    void aParseThatWasSkippedChangesNothing() throws Exception {
        client.parse("s", "SELECT 'STAGE', 1 FROM customers").sync().exchange(1);
        client.extended("SELECT 1/0")
                .close('S', "s")
                .parse("s", "SELECT 2 FROM customers")
                .sync()
                .exchange(1);
        fixture.flags.publish(rules(Stage.OFF));
        assertThat(rows(client.bind("", "s").execute("", 0).sync().exchange(1))).startsWith("OLD");
    }

    @Test
    void temporaryTablesAndTheSearchPathHideATable() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .startsWith("OLD");
        client.query("CREATE TEMP TABLE customers AS SELECT 1").exchange(1);
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .isEqualTo("STAGE");
        client.query("DROP TABLE pg_temp.customers").exchange(1);
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .startsWith("OLD");
        List<Message> local = client.extended("BEGIN")
                .extended("SET LOCAL search_path = pg_catalog")
                .extended("SELECT 'STAGE' WHERE 'customers' <> ''")
                .extended("COMMIT")
                .extended("SELECT 'STAGE' FROM customers")
                .sync()
                .exchange(1);
        assertThat(rows(local)).isEqualTo("STAGE,OLD-xxxxxxxxxx");
    }

    @Test
    void inAFailedTransactionTheServerAnswersAndNamesAreNotAsked() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        client.query("BEGIN").query("SELECT 1/0").exchange(2);
        assertThat(client.query("SELECT 'STAGE' FROM customers")
                        .exchange(1)
                        .get(0)
                        .field('C'))
                .isEqualTo("25P02");
        List<Message> pipelined = client.query("ROLLBACK")
                .query("BEGIN")
                .query("SELECT 1/0")
                .query("SELECT 'STAGE' FROM customers")
                .query("ROLLBACK")
                .query("SELECT 'STAGE' FROM customers")
                .exchange(6);
        assertThat(types(pipelined)).isEqualTo("CZCZEZEZCZTDCZ");
        assertThat(pipelined.get(6).field('C')).isEqualTo("25P02");
    }

    @Test
    void aBarrierPassesWhileAClientPipelinesWithoutEnd() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        AtomicBoolean stop = new AtomicBoolean();
        Semaphore inFlight = new Semaphore(200);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                while (!stop.get()) {
                    inFlight.acquire();
                    client.extended("SELECT 'STAGE' FROM customers").sync().flush();
                }
                client.query("SELECT 'end'").flush();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Semaphore answered = new Semaphore(0);
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            try {
                String row = "";
                while (!row.equals("end")) {
                    Message message = client.read();
                    if (message.type() == 'D') {
                        row = message.text().substring(6);
                    }
                    if (message.type() == 'Z') {
                        inFlight.release();
                        answered.release();
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 20; i++) {
            answered.drainPermits();
            assertThat(answered.tryAcquire(20, TimeUnit.SECONDS))
                    .as("answers go on")
                    .isTrue();
            long number = fixture.flags.publish(rules(i % 2 == 0 ? Stage.DUAL_WRITE : Stage.OFF));
            assertThat(fixture.flags.transactions().barrier(number, Duration.ofSeconds(10)))
                    .isEmpty();
        }
        stop.set(true);
        writer.get(20, TimeUnit.SECONDS);
        reader.get(20, TimeUnit.SECONDS);
    }

    @Test
    void rulesAndPlansThatTakeTimeKeepTheOrder() throws Exception {
        CompletableFuture<RuleSet> late = new CompletableFuture<>();
        CountDownLatch planning = new CountDownLatch(1);
        fixture.rewriter.plans = request -> {
            try {
                planning.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return plan(request);
        };
        fixture.flags.publish(late);
        client.query("SELECT 'STAGE' FROM customers").query("SELECT 'second'").flush();
        Awaitility.await().until(() -> !fixture.flags.asked.isEmpty());
        late.complete(rules(Stage.OFF));
        Awaitility.await().until(() -> !fixture.rewriter.requests.isEmpty());
        planning.countDown();
        assertThat(rows(client.exchange(2))).isEqualTo("OLD-xxxxxxxxxx,second");
    }

    @Test
    void aClientThatDisconnectsInATransactionReleasesItsSlot() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        client.query("BEGIN").query("SELECT 'STAGE' FROM customers").exchange(2);
        long newer = fixture.flags.publish(rules(Stage.DUAL_WRITE));
        client.close();
        assertThat(fixture.flags.transactions().barrier(newer, Duration.ofSeconds(10)))
                .isEmpty();
        Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
    }

    @Test
    void executeOfAStatementPreparedBySqlBeforeIsRefused() throws Exception {
        client.query("PREPARE a AS SELECT 'STAGE' FROM customers")
                .query("PREPARE b AS SELECT 'b'")
                .exchange(2);
        fixture.flags.publish(rules(Stage.OFF));
        assertThat(client.query("EXECUTE a").exchange(1).get(0).field('C')).isEqualTo("0A000");
        assertThat(client.bind("", "a").sync().exchange(1).get(0).field('C')).isEqualTo("0A000");
        assertThat(rows(client.query("EXECUTE b").exchange(1))).isEqualTo("b");
        client.query("DEALLOCATE a").exchange(1);
        assertThat(client.query("EXECUTE a").exchange(1).get(0).field('C')).isEqualTo("26000");
    }

    @Test
    void executeOfAStatementPreparedBySqlRunsUnderTheRulesItWasPreparedUnder() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        client.query("PREPARE a AS SELECT 'STAGE' FROM customers").exchange(1);
        assertThat(rows(client.query("EXECUTE a").exchange(1))).startsWith("OLD");
        assertThat(rows(client.bind("", "a").execute("", 0).sync().exchange(1))).startsWith("OLD");
        client.query("BEGIN").exchange(1);
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        assertThat(rows(client.query("EXECUTE a").exchange(1)))
                .as("the transaction began before")
                .startsWith("OLD");
        client.query("COMMIT").exchange(1);
        assertThat(client.query("EXECUTE a").exchange(1).get(0).field('C')).isEqualTo("0A000");
        assertThat(client.bind("", "a").sync().exchange(1).get(0).field('C')).isEqualTo("0A000");
        client.query("DEALLOCATE a").exchange(1);
        client.query("PREPARE a AS SELECT 'STAGE' FROM customers").exchange(1);
        assertThat(rows(client.query("EXECUTE a").exchange(1))).startsWith("BOTH");
    }

    @Test
    void aStatementPreparedBehindADeallocateThatIsNotAnsweredYetIsNotForgotten() throws Exception {
        client.query("PREPARE a AS SELECT 'a'").exchange(1);
        for (String deallocate : List.of("DEALLOCATE a", "DEALLOCATE ALL", "DISCARD ALL")) {
            client.query(deallocate)
                    .query("PREPARE a AS SELECT 'STAGE' FROM customers")
                    .exchange(2);
            fixture.flags.publish(rules(Stage.DUAL_WRITE));
            assertThat(client.query("EXECUTE a").exchange(1).get(0).field('C'))
                    .as(deallocate)
                    .isEqualTo("0A000");
            fixture.flags.publish(RuleSet.NONE);
        }
    }

    @Test
    void executeOfAStatementOfTheProtocolIsRefusedWhereItsPlanMayBeOld() throws Exception {
        client.parse("a", "SELECT 'STAGE' FROM customers")
                .parse("b", "SELECT 'b'")
                .sync()
                .exchange(1);
        assertThat(rows(client.query("EXECUTE a").exchange(1))).isEqualTo("STAGE");
        fixture.flags.publish(rules(Stage.DUAL_WRITE));
        for (String sql : List.of("EXECUTE a", "execute \"a\" ;", "/* x */ EXECUTE a", "EXPLAIN ANALYZE EXECUTE a")) {
            assertThat(client.query(sql).exchange(1).get(0).field('C')).as(sql).isEqualTo("0A000");
        }
        assertThat(client.extended("EXECUTE a").sync().exchange(1).get(0).field('C'))
                .isEqualTo("0A000");
        assertThat(rows(client.query("EXECUTE b").exchange(1))).isEqualTo("b");
        assertThat(rows(client.bind("", "a").execute("", 0).sync().exchange(1))).startsWith("BOTH");
    }

    @Test
    void textsInAnotherEncodingAreRefusedWhereTheyMatter() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        client.query("SET client_encoding = 'LATIN1'").exchange(1);
        assertThat(rows(client.query("SELECT 'STAGE' FROM customers").exchange(1)))
                .startsWith("OLD");
        client.add('Q', "SELECT '", new byte[] {(byte) 0xe9}, "' FROM customers\0");
        assertThat(client.exchange(1).get(0).field('C')).isEqualTo("0A000");
        client.add('Q', "SELECT '", new byte[] {(byte) 0xe9}, "'\0");
        assertThat(types(client.exchange(1))).isEqualTo("TDCZ");
    }

    @Test
    void ddlIsReportedWhenItHasCommitted() throws Exception {
        client.query("BEGIN").query("CREATE VIEW seen AS SELECT 1").exchange(2);
        assertThat(fixture.catalogChanges).hasValue(0);
        client.query("COMMIT").exchange(1);
        assertThat(fixture.catalogChanges).hasValue(1);
    }

    @Test
    void anUpdateDoesNotMakeNamesUnknownAndSeveralOfThemGoTogether() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        assertThat(types(client.query("BEGIN; UPDATE customers SET v = 'STAGE'; UPDATE customers SET id = 2; COMMIT")
                        .exchange(1)))
                .isEqualTo("CCCCZ");
        assertThat(fixture.server.queryOne(fixture.backendDatabase, "SELECT v FROM customers"))
                .startsWith("OLD");
        List<Message> refused =
                client.query("SET search_path = x; UPDATE customers SET id = 3").exchange(1);
        assertThat(refused.get(0).field('C')).isEqualTo("0A000");
    }

    @Test
    void aTextAfterASettingThatSaysHowItIsReadWaitsForTheSetting() throws Exception {
        fixture.flags.publish(rules(Stage.OFF));
        List<Message> pipelined = client.query("SET standard_conforming_strings = off")
                .query("SELECT 'STAGE', 'it\\'s' FROM customers")
                .exchange(2);
        assertThat(rows(pipelined)).startsWith("OLD");
        assertThat(fixture.rewriter.requests.get(0).standardConformingStrings()).isFalse();
        List<Message> unsettled = client.extended("SET standard_conforming_strings = on")
                .extended("SELECT 'STAGE', '\\' FROM customers")
                .sync()
                .exchange(1);
        assertThat(types(unsettled)).isEqualTo("12nCEZ");
    }

    /** ALTER ROLE … SET reaches connections that are opened afterwards: what names mean is asked of each connection. */
    @Test
    void anotherServerConnectionMayHaveAnotherSearchPath() throws Exception {
        fixture.close();
        fixture = new ProxyFixture(Pooling.DEFAULT.withMode(Pooling.Mode.TRANSACTION));
        fixture.server.execute(
                fixture.backendDatabase,
                "CREATE TABLE public.customers (id int, v text)",
                "INSERT INTO public.customers VALUES (1, 'one')",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + PostgresServer.APP_USER);
        publishCatalog(1);
        fixture.rewriter.plans = SessionTest::plan;
        fixture.flags.publish(rules(Stage.LIVE));
        try (RawClient pooled = login()) {
            assertThat(rows(pooled.query("SELECT 'STAGE' FROM customers").exchange(1)))
                    .isEqualTo("BOTH-xxxxxxxxxx");
            fixture.server.execute(
                    fixture.backendDatabase,
                    "CREATE SCHEMA other",
                    "CREATE TABLE other.customers AS TABLE public.customers",
                    "GRANT ALL ON SCHEMA other TO " + PostgresServer.APP_USER,
                    "GRANT ALL ON other.customers TO " + PostgresServer.APP_USER,
                    "ALTER ROLE " + PostgresServer.APP_USER + " IN DATABASE " + fixture.backendDatabase
                            + " SET search_path = other, public");
            fixture.server.queryOne(
                    fixture.backendDatabase,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                            + " current_database()");
            Awaitility.await()
                    .until(() -> fixture.proxy.pools().stream().allMatch(pool -> pool.opened() == pool.closed()));
            assertThat(rows(pooled.query("SELECT 'STAGE' FROM customers").exchange(1)))
                    .isEqualTo("STAGE");
        }
    }
}
