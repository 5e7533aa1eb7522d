package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole migration in which something dies at the commit of every step: the connection, the server (a process of it, by
 * SIGKILL, so that it recovers), or Crossfade, of which nothing reaches the server any more and another one takes over. It
 * ends as if nothing had happened.
 */
class CrashTest {
    private static final String NAME = "part-code";
    private static final List<String> FORWARD = List.of(
            "announce", "expand", "dual-write", "backfill", "index", "verify", "ready", "release", "contract", "done");

    /** Otherwise Crossfade dies in some of the steps only: it takes seconds until the dead one is taken down. */
    private static final boolean WHOLE = Boolean.getBoolean("crossfade.crash.whole");

    @TempDir
    Path folder;

    private static Lab parts() {
        return new Lab(
                "CREATE TABLE parts (id serial PRIMARY KEY, code int NOT NULL UNIQUE CHECK (code > 0), place int)",
                "CREATE INDEX by_code ON parts (place, code DESC)",
                "INSERT INTO parts (code, place) SELECT i, i FROM generate_series(1, 300) i");
    }

    private static MigrationSpec spec() {
        MigrationSpec spec = Lab.guarded(Lab.spec(
                NAME,
                "parts",
                Conversion.FUNCTION,
                List.of("code"),
                List.of(new NewColumn("label", "text", "CAST(code AS text)")),
                Map.of("code", "CAST(label AS int)")));
        return new MigrationSpec(spec.migration(), spec.backfill(), Duration.ZERO, spec.guard(), spec.digest());
    }

    /** Crossfade, which may die and come back. */
    private final class Node implements AutoCloseable {
        private final Lab lab;
        private final CrashingRelay relay;
        private FileFlagControl flags;
        private JdbcMigrationEngine engine;
        private int lives;

        Node(Lab lab, CrashingRelay relay) {
            this.lab = lab;
            this.relay = relay;
            open();
        }

        private void open() {
            lives++;
            lab.port = relay.port();
            flags = FileFlagControl.open(folder.resolve("flags.json"));
            engine = lab.open(flags, spec());
        }

        MigrationStatus status() {
            if (relay.isDead()) {
                close();
                relay.revive();
                open();
            }
            return engine.migration(NAME);
        }

        @Override
        public void close() {
            engine.close();
            flags.close();
        }
    }

    /** Asks for what comes next whenever it waits for that, until it is in {@code step}. */
    private static void drive(Node node, String step, Runnable onEach) {
        List<String> stages = new ArrayList<>();
        await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            MigrationStatus status = node.status();
            assertThat(status.step()).as(status.blockedBy().toString()).isNotEqualTo("failed");
            if (status.step().equals(step)) {
                return !node.relay.isDying();
            }
            if (!stages.contains(status.stage() + status.step())) {
                stages.add(status.stage() + status.step());
                onEach.run();
            }
            try {
                if (status.step().equals("none")) {
                    node.engine.start(NAME);
                } else if (status.step().equals("ready") && status.stage().equals(status.requestedStage())) {
                    node.engine.advance(NAME);
                }
            } catch (CrossfadeException e) {
                // asked again: whatever it waits for, or has just lost, comes back
            }
            return false;
        });
    }

    private static List<String> deadly(CrashingRelay.Victim victim, boolean before) {
        return victim != CrashingRelay.Victim.CROSSFADE || WHOLE
                ? FORWARD
                : before
                        ? List.of("announce", "backfill", "release", "done")
                        : List.of("dual-write", "ready", "contract");
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTION,true",
        "CONNECTION,false",
        "SERVER,true",
        "SERVER,false",
        "CROSSFADE,true",
        "CROSSFADE,false"
    })
    void everyStepOutlivesIt(CrashingRelay.Victim victim, boolean before) throws IOException, SQLException {
        List<String> steps = deadly(victim, before);
        try (Lab lab = parts();
                CrashingRelay relay = new CrashingRelay(lab.server, victim, before, steps);
                Node node = new Node(lab, relay)) {
            int[] written = new int[1];
            drive(node, "done", () -> write(lab, written));
            assertThat(relay.pending()).as("steps in which nothing died").isEmpty();
            assertThat(node.lives).isEqualTo(victim == CrashingRelay.Victim.CROSSFADE ? steps.size() + 1 : 1);
            assertThat(lab.one(
                            "SELECT count(*) || ' ' || count(DISTINCT label) || ' ' || sum(label::bigint) FROM parts"))
                    .isEqualTo(300 + written[0] + " " + (300 + written[0]) + " "
                            + (45150 + 1000L * written[0] + written[0] * (written[0] + 1L) / 2));
            assertThat(lab.one("SELECT string_agg(attname || ' ' || attnotnull, ', ' ORDER BY attnum) FROM pg_attribute"
                            + " WHERE attrelid = 'parts'::regclass AND attnum > 0 AND NOT attisdropped"))
                    .isEqualTo("id true, place false, label true");
            assertThat(lab.one("SELECT string_agg(c.relname || ' ' || i.indisvalid, ', ' ORDER BY c.relname)"
                            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid ="
                            + " 'parts'::regclass"))
                    .isEqualTo("by_code true, parts_code_key true, parts_pkey true");
            nothingIsLeft(lab);
            lab.sql("INSERT INTO parts (label) VALUES ('xyz')");
        }
    }

    @ParameterizedTest
    @CsvSource({"CONNECTION,true", "CONNECTION,false", "SERVER,true", "CROSSFADE,false"})
    void soDoesAnAbort(CrashingRelay.Victim victim, boolean before) throws IOException, SQLException {
        try (Lab lab = parts();
                CrashingRelay relay = new CrashingRelay(lab.server, victim, before, List.of());
                Node node = new Node(lab, relay)) {
            int[] written = new int[1];
            drive(node, "ready", () -> write(lab, written));
            relay.arm(List.of("abort", "abort", "abort"));
            await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                MigrationStatus status = node.status();
                assertThat(status.step()).as(status.blockedBy().toString()).isNotEqualTo("failed");
                if (status.step().equals("ready")) {
                    try {
                        node.engine.abort(NAME);
                    } catch (CrossfadeException e) {
                        // asked again
                    }
                }
                return status.step().equals("none")
                        && !relay.isDying()
                        && "0".equals(lab.one("SELECT count(*) FROM crossfade.migration"));
            });
            assertThat(relay.pending()).isEmpty();
            assertThat(lab.one("SELECT count(*) || ' ' || sum(code) FROM parts"))
                    .isEqualTo(
                            300 + written[0] + " " + (45150 + 1000L * written[0] + written[0] * (written[0] + 1L) / 2));
            assertThat(lab.one("SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute"
                            + " WHERE attrelid = 'parts'::regclass AND attnum > 0 AND NOT attisdropped"))
                    .isEqualTo("id code place");
            assertThat(lab.one("SELECT count(*) FROM pg_proc WHERE pronamespace = 'crossfade'::regnamespace"))
                    .isEqualTo("0");
            nothingIsLeft(lab);
        }
    }

    /** By old, around the proxy: the guard carries it. Tried again while the server recovers. */
    private static void write(Lab lab, int[] written) {
        int next = 1000 + written[0] + 1;
        await().atMost(Lab.PATIENCE).ignoreExceptions().until(() -> {
            if ("0"
                    .equals(lab.one("SELECT count(*) FROM pg_attribute WHERE attrelid = 'parts'::regclass"
                            + " AND attname = 'code' AND NOT attisdropped"))) {
                return true;
            }
            lab.sql("SET synchronous_commit = on; INSERT INTO parts (code, place) VALUES (" + next
                    + ", 1) ON CONFLICT DO NOTHING"); // which the tests' server leaves off
            written[0]++;
            return true;
        });
    }

    private static void nothingIsLeft(Lab lab) {
        assertThat(lab.one("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
        assertThat(lab.one("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                .isEqualTo("0");
        assertThat(lab.one("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"))
                .isEqualTo("0");
        await().atMost(Lab.PATIENCE)
                .until(() -> "0"
                        .equals(lab.one("SELECT count(*) FROM pg_locks WHERE relation = 'parts'::regclass"
                                + " AND pid <> pg_backend_pid()")));
        assertThat(lab.one("SELECT count(*) FROM pg_prepared_xacts")).isEqualTo("0");
    }
}
