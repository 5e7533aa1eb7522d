package dev.crossfade.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.admin.config.ConfigurationException;
import dev.crossfade.admin.config.ConfigurationProblem;
import dev.crossfade.admin.config.Secret;
import dev.crossfade.admin.rest.AdminServer;
import dev.crossfade.admin.rest.FakeDataPlane;
import dev.crossfade.admin.rest.FakeEngine;
import dev.crossfade.admin.rest.FakeFlags;
import dev.crossfade.admin.rest.FakeRehearsals;
import dev.crossfade.admin.rest.FakeReload;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ShadowReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossfadeTest {
    @TempDir
    Path folder;

    private final FakeFlags flags = new FakeFlags();
    private final FakeEngine engine = new FakeEngine(flags);
    private final FakeDataPlane dataPlane = new FakeDataPlane();
    private final FakeReload reload = new FakeReload();
    private final FakeRehearsals rehearsals = new FakeRehearsals();
    private final Map<String, String> environment = new HashMap<>(Map.of("CROSSFADE_TOKEN", "t0ken"));
    private AdminServer server;

    /** What a run of the program left. */
    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void start() {
        server = AdminServer.start(
                new AdminServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new Secret("t0ken"),
                        folder.resolve("audit.jsonl"),
                        "0.0.0-test"),
                flags,
                engine,
                dataPlane,
                reload,
                rehearsals);
        environment.put("CROSSFADE_ADMIN", server.uri().toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Crossfade.run(new PrintWriter(out), new PrintWriter(err), environment::get, false, args);
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void flagsAreShownAndFlipped() throws Exception {
        assertThat(run("flag", "list")).isEqualTo(new Run(0, """
                FLAG                            IS   FOR  CAN BE
                migration.customer-name.speaks  old  all  old, new
                migration.customer-name.stage   off  all  off, dual-write, shadow, live, ramp-down, complete
                """, ""));
        assertThat(run("flag", "set", "migration.customer-name.stage", "dual-write"))
                .isEqualTo(new Run(0, """
                        FLAG                           IS          FOR  CAN BE
                        migration.customer-name.stage  dual-write  all  off, dual-write, shadow, live, ramp-down, complete
                        """, ""));
        assertThat(run("flag", "set", "migration.customer-name.stage", "shadow", "--percent", "25")
                        .out())
                .contains("shadow  25 %");
        JsonNode flag = json(
                run("flag", "get", "migration.customer-name.stage", "--json").out());
        assertThat(flag.get("percent").asInt()).isEqualTo(25);
    }

    @Test
    void aRefusalIsToldWithItsHintAndExitCodeOne() throws Exception {
        Run refused = run("flag", "set", "migration.customer-name.stage", "live");
        assertThat(refused).isEqualTo(new Run(1, "", """
                crossfade: from off the next stage is dual-write
                     hint: go one step at a time
                """));
        Run asJson = run("flag", "set", "migration.customer-name.stage", "live", "--json");
        assertThat(asJson.exitCode()).isEqualTo(1);
        assertThat(asJson.out()).isEmpty();
        assertThat(json(asJson.err()).get("problem").asText()).isEqualTo("STAGE_JUMP");
    }

    /** What it has become is in its answer; it is not asked again. */
    @Test
    void aStartThatIsDoneIsNoErrorWhereNothingElseAnswers() {
        engine.fallsSilent = true;
        Run start = run("migration", "start", "customer-name");
        assertThat(start.err()).isEmpty();
        assertThat(start.exitCode()).isZero();
        assertThat(start.out()).contains("step      ready");
    }

    @Test
    void aMigrationIsShownAndDriven() throws Exception {
        assertThat(run("migration", "start", "customer-name")).isEqualTo(new Run(0, """
                customer-name: public.customers in database shop
                  stage     dual-write, permitted up to ramp-down
                  step      ready
                  evidence  backfilled at 2026-11-22T10:00:00Z, verified not yet
                            200,000 rows compared, 0 differ, 0 do not convert
                  rehearsal none
                """, ""));
        assertThat(run("migration", "advance", "customer-name").out()).contains("stage     shadow");
        assertThat(run("migration", "rollback", "customer-name").out()).contains("stage     dual-write");
        assertThat(run("migration", "pause", "customer-name").out()).contains("ready (paused:");
        assertThat(run("migration", "resume", "customer-name").out()).doesNotContain("paused");
        engine.backfilling(50_000, 200_000);
        assertThat(run("migration", "status", "customer-name").out())
                .contains("""
                  step      backfill
                  progress  25 %, 50,000 of about 200,000 rows, 5,000 rows/s, 12 s left
                """)
                .contains("  waits for verification has not run\n");
        assertThat(run("migration", "list")).isEqualTo(new Run(0, """
                MIGRATION      DATABASE  TABLE             STAGE       STEP      DONE
                customer-name  shop      public.customers  dual-write  backfill  25 %
                """, ""));
        assertThat(run("migration", "plan", "customer-name")).isEqualTo(new Run(0, """
                1. expand: adds the new columns
                     ALTER TABLE "public"."customers" ADD COLUMN "full_name" text;
                   lock      ACCESS EXCLUSIVE for at most 200 ms
                   expected  milliseconds
                   check     the column exists
                   way back  ALTER TABLE "public"."customers" DROP COLUMN "full_name"
                """, ""));
        assertThat(run("migration", "plan", "customer-name", "--markdown")).isEqualTo(new Run(0, """
                # Migration customer-name

                Table `public.customers` of database `shop`, at present at stage dual-write, step backfill. A phase begins \
                when the check of the one before it holds: that is its go; else it is no-go, and the rollback named there is the way back.

                | | phase | action | lock on the table | expected duration | check: go / no-go | rollback |
                |---|---|---|---|---|---|---|
                | 1 | expand | adds the new columns | ACCESS EXCLUSIVE for at most 200 ms | milliseconds | the column exists | ALTER TABLE "public"."customers" DROP COLUMN "full\\_name" |

                ## 1. expand

                ```sql
                ALTER TABLE "public"."customers" ADD COLUMN "full_name" text;
                ```
                """, ""));
        assertThat(run("migration", "schema").out()).startsWith("{").contains("\"title\": \"Crossfade migration\"");
        assertThat(json(run("migration", "status", "customer-name", "--json").out())
                        .at("/progress/rowsDone")
                        .asLong())
                .isEqualTo(50_000);
        assertThat(run("migration", "abort", "customer-name").exitCode()).isZero();
        assertThat(run("migration", "start", "nope")).isEqualTo(new Run(1, "", """
                crossfade: there is no migration nope
                     hint: GET /v1/migrations lists them
                """));
    }

    @Test
    void watchingEndsWhenNothingIsLeftToWaitFor() {
        engine.backfilling(50_000, 200_000);
        CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(engine::ready);
        Run watch = run("migration", "status", "customer-name", "--watch");
        assertThat(watch.exitCode()).isZero();
        assertThat(watch.out()).isEqualTo("""
                        customer-name  off  backfill  [#####...............]  25 %, 50,000 of about 200,000 rows, 5,000 rows/s, 12 s left
                        customer-name  off  ready
                        """);
    }

    @Test
    void aRewriteIsExplained() {
        assertThat(run("rewrite", "--database", "shop", "--stage", "live", "SELECT fullname FROM customers"))
                .isEqualTo(new Run(0, """
                        in   SELECT fullname FROM customers
                        out  SELECT full_name AS fullname FROM customers

                        replace fullname
                        by      full_name AS fullname
                        why     reads come from new
                        """, ""));
        assertThat(run("rewrite", "--database", "shop", "SELECT 1")).isEqualTo(new Run(0, """
                in   SELECT 1
                out  the same
                """, ""));
        assertThat(run("rewrite", "--database", "shop", "MERGE INTO customers …"))
                .isEqualTo(new Run(1, "in   MERGE INTO customers …\n", """
                        crossfade: refused with SQLSTATE 0A000: MERGE into a migrating table
                             hint: write INSERT … ON CONFLICT
                        """));
    }

    @Test
    void sessionsUsageAndAuditAreTables() {
        assertThat(run("sessions").out().lines().toList()).hasSize(2).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("ID  DATABASE  USER  APPLICATION     FROM       STATE");
            assertThat(lines.get(1)).startsWith("7   shop      app   orders-service  127.0.0.1  idle in transaction");
        });
        assertThat(run("usage").out()).contains("customer-name  old     shop      app   orders-service      12,345");
        assertThat(run("audit").out()).isEqualTo("Nothing has been changed yet.\n");
        run("flag", "set", "migration.customer-name.stage", "dual-write");
        assertThat(run("audit", "--key", "migration.customer-name").out())
                .contains("flag.set", "off  dual-write  done", "token (");
    }

    @Test
    void aRehearsalIsFollowedToItsEnd() throws Exception {
        rehearsals.required = true;
        assertThat(run("migration", "start", "customer-name")).isEqualTo(new Run(1, "", """
                crossfade: may not be started: not rehearsed
                     hint: rehearse it
                """));
        assertThat(run("migration", "status", "customer-name").out())
                .endsWith("  rehearsal none, and start asks for one\n");
        CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(() -> rehearsals.state = "failed");
        Run failed = run("migration", "rehearse", "customer-name");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).containsPattern("\\d\\.\\d s  sampling rows\n");
        CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(() -> rehearsals.state = "passed");
        Run passed = run("migration", "rehearse", "--json", "customer-name");
        assertThat(passed.exitCode()).isZero();
        assertThat(passed.err()).contains("sampling rows");
        assertThat(json(passed.out()).path("state").asText()).isEqualTo("passed");
        assertThat(run("migration", "rehearse", "--last", "customer-name").exitCode())
                .isZero();
    }

    @Test
    void theCensusSaysWhatWouldBeRefusedAndWhy() {
        Run census = run("migration", "census", "customer-name");
        assertThat(census.exitCode()).isZero();
        assertThat(census.out().lines().toList())
                .satisfies(lines -> {
                    assertThat(lines.get(0)).matches("OUTCOME +EXECUTIONS +USER +APPLICATION +LAST +STATEMENT");
                    assertThat(lines.get(1)).startsWith("refused         1,234  app   orders-service");
                    assertThat(lines.get(1)).endsWith("COPY customers FROM STDIN");
                    assertThat(lines.get(2)).startsWith("rewritten       1,234  app   orders-service");
                })
                .endsWith("from dual-write to ramp-down: COPY into a migrating table", "  instead: write INSERT");
        assertThat(run("migration", "census", "--check", "customer-name").exitCode())
                .isEqualTo(1);
    }

    @Test
    void aSessionIsEnded() {
        assertThat(run("sessions", "end", "7")).isEqualTo(new Run(0, "Session 7 has been ended.\n", ""));
        assertThat(dataPlane.ended).containsExactly("7");
        assertThat(run("sessions", "end", "8")).isEqualTo(new Run(1, "", """
                crossfade: there is no session 8
                     hint: GET /v1/sessions lists all that have logged in
                """));
    }

    @Test
    void aStatementIsCancelled() {
        assertThat(run("sessions", "cancel", "7").out())
                .isEqualTo("The backend was asked to cancel what session 7 is doing.\n");
        assertThat(dataPlane.cancelled).containsExactly("7");
    }

    @Test
    void poolsAreATable() {
        assertThat(run("pools")).isEqualTo(new Run(0, """
                DATABASE  USER  POOLING      ACTIVE  IDLE  LOGIN  LIMIT  WAITING  MAXWAIT  OPENED  CLOSED  FAILED
                shop      app   transaction      18     1      1     20        7    1.5 s   1,234   1,214       3
                """, ""));
    }

    @Test
    void readsThatDifferAreShown() {
        dataPlane.shadow = new ShadowReport(
                "customer-name",
                Instant.EPOCH,
                1_234,
                1,
                Map.of("the plan decides", 2L),
                Map.of("view", 3L),
                5_678,
                Duration.ofNanos(200_000),
                Duration.ofNanos(1_500_000),
                Duration.ofNanos(300_000),
                Duration.ofNanos(1_600_000),
                List.of(new ShadowReport.Sample(
                        Instant.EPOCH,
                        "app",
                        "orders",
                        "SELECT id, full_name FROM customers WHERE id < ?",
                        "rows",
                        null,
                        2,
                        1,
                        List.of(new ShadowReport.Row(
                                Map.of("id", "17"), List.of(new ShadowReport.Value("full_name", "Ann Lee", null)))))));
        assertThat(run("migration", "shadow", "customer-name")).isEqualTo(new Run(0, """
                1,234 reads compared, 1 differ, 5,678 dropped
                old  p50 0.20 ms, p99 1.50 ms
                new  p50 0.30 ms, p99 1.60 ms
                undecided: 2  the plan decides
                not compared: 3  view

                1970-01-01T00:00:00Z  app (orders): SELECT id, full_name FROM customers WHERE id < ?
                  rows differ; rows: old 2, new 1
                  id=17
                    full_name: old Ann Lee, new NULL
                """, ""));
        assertThat(run("migration", "shadow", "customer-name", "--check").exitCode())
                .isEqualTo(1);
        assertThat(run("migration", "shadow", "customer-name", "--json").out())
                .contains("\"mismatches\" : 1", "\"p99Millis\" : 1.5");
    }

    @Test
    void aDatabaseIsPausedAndResumed() {
        assertThat(run("database", "pause", "shop", "--deadline", "30s")).isEqualTo(new Run(0, """
                DATABASE  LISTENS ON      POOLING  STATE
                shop      127.0.0.1:6432  session  paused
                """, ""));
        assertThat(dataPlane.pausedFor).isEqualTo(Duration.ofSeconds(30));
        assertThat(run("database", "resume", "shop").out()).contains("session  serving");
        dataPlane.blocked = true;
        Run blocked = run("database", "pause", "shop");
        assertThat(blocked.exitCode()).isEqualTo(1);
        assertThat(blocked.err())
                .contains("database shop is not paused: after 5000 ms 1 session was in a transaction: 7 (user app,")
                .contains("hint: Everything goes on as before.");
        assertThat(run("database", "list").out()).contains("shop      127.0.0.1:6432  session  serving");
    }

    @Test
    void aReloadSaysWhatChangedOrAllThatIsWrong() {
        assertThat(run("reload")).isEqualTo(new Run(0, "Nothing has changed.\n", ""));
        reload.changed = List.of("database crm: added", "migration id: added");
        assertThat(run("reload")).isEqualTo(new Run(0, "database crm: added\nmigration id: added\n", ""));
        reload.failure = new ConfigurationException(List.of(
                new ConfigurationProblem("crossfade.yaml", 7, 5, "unknown key 'poling'", "did you mean 'pooling'?"),
                new ConfigurationProblem("crossfade.yaml", 3, 1, "'databases' is empty", "add one")));
        assertThat(run("reload")).isEqualTo(new Run(1, "", """
                crossfade.yaml:3:1: 'databases' is empty; add one
                crossfade.yaml:7:5: unknown key 'poling'; did you mean 'pooling'?
                crossfade: 2 problems in the configuration; the old one stays in force
                     hint: mend what is named and ask again
                """));
        reload.failure = new CrossfadeException(Problem.RESTART_NEEDED, "flags.path has changed", "restart");
        assertThat(run("reload")).isEqualTo(new Run(1, "", """
                crossfade: flags.path has changed
                     hint: restart
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flag",
                "flag set migration.x.stage",
                "flag set a b --percent many",
                "nonsense",
                "migration status",
                "rewrite SELECT",
                "doctor",
                "flag list --admin nowhere"
            })
    void wrongUsageIsExitCodeTwo(String line) {
        Run run = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).containsPattern("Usage: crossfade|Did you mean");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void noServerAndAWrongTokenAreToldApart() {
        environment.put("CROSSFADE_TOKEN", "wrong");
        assertThat(run("flag", "list")).isEqualTo(new Run(1, "", """
                crossfade: the token is wrong
                     hint: send Authorization: Bearer TOKEN; the CLI takes it from CROSSFADE_TOKEN
                """));
        String uri = server.uri().toString();
        server.close();
        assertThat(run("flag", "list", "--admin", uri)).isEqualTo(new Run(1, "", """
                crossfade: no Crossfade answers at %s
                     hint: start one with 'crossfade serve -c FILE', or name another with --admin URL or CROSSFADE_ADMIN
                """.formatted(uri)));
    }

    @Test
    void helpAndVersion() {
        Run help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains(
                        "serve",
                        "doctor",
                        "migration",
                        "flag",
                        "rewrite",
                        "sessions",
                        "usage",
                        "audit",
                        "database",
                        "pools",
                        "reload",
                        "Exit codes: 0 done");
        assertThat(run("migration", "--help").out()).contains("advance", "rollback", "One stage back.");
        assertThat(run("--version").out()).matches("(?s)crossfade \\d+\\.\\d+.*");
        assertThat(run("flag", "set", "--version")).isEqualTo(run("--version"));
    }

    @Test
    void aWrongLogFormatIsToldBeforeAnythingStarts() {
        environment.put("CROSSFADE_LOG_FORMAT", "yaml");
        Run run = run("serve", "-c", folder.resolve("none.yaml").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("CROSSFADE_LOG_FORMAT is \"yaml\"; write one of text, json");
    }

    @Test
    void aWrongConfigurationIsExitCodeTwo() throws Exception {
        Path file = Files.writeString(folder.resolve("crossfade.yaml"), "databases: {}\nflag: 1\n");
        assertThat(run("doctor", "-c", file.toString())).isEqualTo(new Run(2, "", """
                %1$s:1:12: 'databases' is empty; add at least one database
                %1$s:2:1: unknown key 'flag' in the configuration; did you mean 'flags'?
                crossfade: 2 problems in the configuration
                """.formatted(file)));
    }
}
