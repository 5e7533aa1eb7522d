package dev.crossfade.admin.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.tool.Said.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Command lines, options and what lines of output say: values in, values out. */
class WordsTest {
    private static final Path FOLDER = Path.of("/tmp/run");
    private static final String PASSWORD = "pass:w\"o\\r d";

    private static Job job(String table, String alter, Map<String, String> options) {
        return new Job(
                "rewrite-t",
                new Job.Server("db.example", 5432, "shop", "crossfade", PASSWORD),
                "public",
                table,
                alter,
                options,
                Map.of());
    }

    @Test
    void noCommandLineHoldsThePasswordAndFilesHoldItEscaped() {
        for (ChangeTool tool : ChangeTool.ALL) {
            for (boolean dry : new boolean[] {true, false}) {
                Invocation invocation = tool.invocation(
                        job("t", tool.forPostgres() ? null : "ENGINE=InnoDB", Map.of()),
                        Path.of("/bin/tool"),
                        FOLDER,
                        dry);
                assertThat(invocation.command()).noneMatch(argument -> argument.contains("pass:"));
                assertThat(invocation.environment().values()).noneMatch(value -> value.contains("pass:"));
                assertThat(invocation.toString()).doesNotContain("pass:");
                assertThat(invocation.files().values())
                        .singleElement()
                        .asString()
                        .contains(
                                tool.forPostgres() ? "*:*:*:*:pass\\:w\"o\\\\r d" : "password=\"pass:w\\\"o\\\\r d\"");
            }
        }
    }

    @Test
    void theDryRunIsOneAndTheRunIsNone() {
        Job repack = job("My \"t\"", null, Map.of());
        assertThat(new PgRepack()
                        .invocation(repack, Path.of("pg_repack"), FOLDER, true)
                        .command())
                .containsExactly(
                        "pg_repack",
                        "--no-password",
                        "--elevel=DEBUG",
                        "--no-kill-backend",
                        "--wait-timeout=60",
                        "--table=\"public\".\"My \"\"t\"\"\"",
                        "--dry-run");
        Job alter = job("t", "ADD b INT", Map.of());
        PtOnlineSchemaChange pt = new PtOnlineSchemaChange();
        assertThat(pt.invocation(alter, Path.of("pt"), FOLDER, true).command())
                .contains("--dry-run", "--no-version-check")
                .doesNotContain("--execute");
        assertThat(pt.invocation(alter, Path.of("pt"), FOLDER, false).command())
                .contains("--execute", "--pause-file=/tmp/run/pause", "F=/tmp/run/client.cnf,D=public,t=t")
                .doesNotContain("--dry-run");
        GhOst ghost = new GhOst();
        assertThat(ghost.invocation(alter, Path.of("gh-ost"), FOLDER, true).command())
                .doesNotContain("--execute");
        assertThat(ghost.invocation(alter, Path.of("gh-ost"), FOLDER, false).command())
                .contains("--execute", "--serve-socket-file=/tmp/run/s", "--allow-on-master", "--alter=ADD b INT");
    }

    @Test
    void optionsThatAreSafeOverrideWhatIsSetByDefault() {
        Map<String, String> options =
                Map.of("jobs", "2", "wait-timeout", "5", "kill-backend", "true", "no-analyze", "true");
        assertThat(new PgRepack().problems(options)).isEmpty();
        assertThat(new PgRepack()
                        .invocation(job("t", null, options), Path.of("pg_repack"), FOLDER, false)
                        .command())
                .contains("--jobs=2", "--wait-timeout=5", "--no-analyze")
                .doesNotContain("--no-kill-backend", "--wait-timeout=60", "--kill-backend");
        assertThat(new PtOnlineSchemaChange()
                        .problems(Map.of("max-load", "Threads_running=50,Threads_connected:9", "sleep", "0.5")))
                .isEmpty();
    }

    @Test
    void optionsThatChangeTheTargetRunProgramsOrPrintSecretsAreRefused() {
        Map<ChangeTool, List<String>> refused = Map.of(
                new PgRepack(),
                List.of("all", "dbname", "table", "host", "echo", "elevel", "password", "schema", "index", "dry-run"),
                new PtOnlineSchemaChange(),
                List.of("plugin", "print", "ask-pass", "password", "config", "execute", "set-vars", "new-table-name"),
                new GhOst(),
                List.of(
                        "hooks-path",
                        "debug",
                        "password",
                        "ask-pass",
                        "conf",
                        "database",
                        "execute",
                        "test-on-replica"));
        refused.forEach((tool, names) -> names.forEach(name -> assertThat(tool.problems(Map.of(name, "1")))
                .as("%s --%s", tool.program(), name)
                .singleElement()
                .asString()
                .contains("'" + name + "'")
                .contains("cannot be given here; known: ")));
        assertThat(new PgRepack().problems(Map.of("jobs", "two", "order-by", "--all", "no-analyze", "maybe")))
                .containsExactlyInAnyOrder(
                        "option jobs of pg_repack takes a number, not 'two'",
                        "option no-analyze of pg_repack takes true or false, not 'maybe'",
                        "option order-by of pg_repack takes columns such as created_at DESC, id, not '--all'");
        assertThat(new PgRepack().problems(Map.of("order-by", "id", "no-order", "true")))
                .containsExactly("options order-by and no-order of pg_repack exclude each other");
    }

    /** Killed in that moment, a tool has the only copy of the table under another name. */
    @Test
    void waysThatHaveAMomentWithoutTheTableAreRefused() {
        PtOnlineSchemaChange pt = new PtOnlineSchemaChange();
        for (String method : List.of("drop_swap", "auto")) {
            assertThat(pt.problems(Map.of("alter-foreign-keys-method", method)))
                    .singleElement()
                    .asString()
                    .contains("takes rebuild_constraints or none");
        }
        assertThat(pt.problems(Map.of("alter-foreign-keys-method", "rebuild_constraints")))
                .isEmpty();
        assertThat(new GhOst().problems(Map.of("cut-over", "two-step")))
                .singleElement()
                .asString()
                .contains("takes atomic or default");
        assertThat(new GhOst().problems(Map.of("cut-over", "atomic"))).isEmpty();
    }

    @Test
    void jobsThatAToolCannotBeToldWithoutRiskAreRefused() {
        for (ChangeTool tool : List.of(new PtOnlineSchemaChange(), new GhOst())) {
            assertThat(tool.problems(job("t,D=mysql", "ENGINE=InnoDB", Map.of())))
                    .singleElement()
                    .asString()
                    .contains("cannot be given the name");
            assertThat(tool.problems(job("t", null, Map.of()))).hasSize(1);
            assertThat(tool.problems(job("t", "ALTER TABLE t ADD b INT", Map.of())))
                    .hasSize(1);
            assertThat(tool.problems(job("t", "ADD b INT, RENAME TO u", Map.of())))
                    .hasSize(1);
            assertThat(tool.problems(job("t", "rename customers", Map.of()))).hasSize(1);
            assertThat(tool.problems(job("t", "RENAME COLUMN a TO b, RENAME KEY k TO l", Map.of())))
                    .isEmpty();
        }
        assertThat(new PgRepack().problems(job("t", "ADD b INT", Map.of()))).hasSize(1);
    }

    @Test
    void pgRepackLines() {
        PgRepack tool = new PgRepack();
        assertThat(tool.read("DEBUG: ---- copy tuples ----")).isEqualTo(Said.of(Kind.STEP, "copies rows"));
        assertThat(tool.read("INFO: repacking table \"public.t\"").kind()).isEqualTo(Kind.STEP);
        assertThat(tool.read("NOTICE: Waiting for 2 transactions to finish. First PID: 24302"))
                .isEqualTo(Said.of(Kind.WAITS, "waits for 2 older transaction(s), the first of process 24302"));
        assertThat(tool.read("DEBUG: Waiting on ACCESS SHARE lock...").kind()).isEqualTo(Kind.WAITS);
        assertThat(tool.read("INFO: Skipping repack public.t due to timeout").kind())
                .isEqualTo(Kind.WARNING);
        assertThat(tool.read("WARNING: timed out, do not cancel conflicting backends")
                        .kind())
                .isEqualTo(Kind.WARNING);
        assertThat(tool.read("FATAL: interrupted")).isEqualTo(Said.of(Kind.WARNING, "interrupted"));
        assertThat(tool.read("DEBUG: sql_peek          : SELECT 1").kind()).isEqualTo(Kind.DETAIL);
    }

    @Test
    void ptOnlineSchemaChangeLines() {
        PtOnlineSchemaChange tool = new PtOnlineSchemaChange();
        assertThat(tool.read("Copying `w`.`t`:  12% 00:13 remain"))
                .isEqualTo(new Said(Kind.PROGRESS, "copies rows, 00:13 remain", 12));
        assertThat(tool.read("2026-11-26T19:02:25 Creating triggers..."))
                .isEqualTo(Said.of(Kind.STEP, "Creating triggers..."));
        assertThat(tool.read("Sleeping 60 seconds because /tmp/x/pause exists"))
                .isEqualTo(Said.of(Kind.WAITS, "is paused"));
        assertThat(tool.read("# Exiting on SIGINT.").kind()).isEqualTo(Kind.WARNING);
        assertThat(tool.read("The table `w`.`t` has triggers but --preserve-triggers was not specified.")
                        .kind())
                .isEqualTo(Kind.WARNING);
        assertThat(tool.read("  copy_rows, 10, 0.25").kind()).isEqualTo(Kind.DETAIL);
    }

    @Test
    void ghOstLines() {
        GhOst tool = new GhOst();
        assertThat(tool.read("Copy: 290/2915 9.9%; Applied: 3; Backlog: 0/100; Time: 1s(total), 0s(copy); streamer:"
                        + " mysql-bin.000003:6042; Lag: 0.01s, HeartbeatLag: 0.01s, State: migrating; ETA: 9s"))
                .isEqualTo(
                        new Said(Kind.PROGRESS, "copies rows, 290 of 2915, 3 changes applied, migrating, ETA 9s", 9.9));
        assertThat(tool.read("Copy: 290/2915 9.9%; Applied: 3; Backlog: 0/100; Time: 1s(total), 0s(copy); streamer:"
                                + " mysql-bin.000003:6042; State: throttled, commanded by user; ETA: 9s")
                        .kind())
                .isEqualTo(Kind.WAITS);
        assertThat(tool.read("2016-05-24 10:00:00 FATAL Unable to connect").kind())
                .isEqualTo(Kind.WARNING);
        assertThat(tool.read("[2021/01/22 15:11:08] [info] binlogsyncer.go:173 create BinlogSyncer")
                        .kind())
                .isEqualTo(Kind.DETAIL);
        assertThat(tool.read("# Migrating `w`.`t`; Ghost table is `w`.`_t_gho`").kind())
                .isEqualTo(Kind.DETAIL);
    }
}
