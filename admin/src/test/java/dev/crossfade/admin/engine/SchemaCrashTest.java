package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.SchemaChange;
import dev.crossfade.admin.engine.SchemaChangeTest.Case;
import dev.crossfade.flags.CrossfadeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes of the schema in which something dies at every commit and in every statement outside transactions: they end as if
 * nothing had happened, forward and back.
 */
class SchemaCrashTest {
    /** Otherwise connections die; Crossfade does in two steps of one kind (it takes seconds), and the server in one kind. */
    private static final boolean WHOLE = Boolean.getBoolean("crossfade.crash.whole");

    /** What is recorded on the way forward, and which statements stand outside transactions. */
    private static final Map<String, List<String>> FORWARD = Map.of(
            "notNull", List.of("scan", "check", "sql:VALIDATE", "validate", "set", "done"),
            "check", List.of("scan", "add", "sql:VALIDATE", "validate", "done"),
            "foreignKey", List.of("scan", "add", "sql:VALIDATE", "validate", "done"),
            "unique", List.of("scan", "index", "sql:INDEX CONCURRENTLY", "building", "constraint", "done"),
            "createIndex", List.of("index", "sql:INDEX CONCURRENTLY", "building", "done"),
            "dropIndex", List.of("drop", "sql:INDEX CONCURRENTLY", "done"),
            "dropColumn", List.of("release", "not null", "ready", "drop", "done"));

    private static final Map<String, List<String>> BACK = Map.of(
            "notNull", List.of("set", "validate", "check", "scan"),
            "check", List.of("validate", "add", "scan"),
            "foreignKey", List.of("validate", "add", "scan"),
            "unique", List.of("constraint", "index", "scan"),
            "createIndex", List.of("index", "sql:INDEX CONCURRENTLY"),
            "dropIndex", List.of("drop", "sql:INDEX CONCURRENTLY"));

    static Stream<Arguments> crashes() {
        List<Arguments> crashes = new ArrayList<>();
        SchemaChangeTest.cases().forEach(one -> {
            for (boolean before : new boolean[] {true, false}) {
                crashes.add(Arguments.of(one, CrashingRelay.Victim.CONNECTION, before));
                String form = one.change().form();
                if (WHOLE || (form.equals("unique") && before)) {
                    crashes.add(Arguments.of(one, CrashingRelay.Victim.CROSSFADE, before));
                }
                if (WHOLE || (form.equals("notNull") && !before)) {
                    crashes.add(Arguments.of(one, CrashingRelay.Victim.SERVER, before));
                }
            }
        });
        return crashes.stream();
    }

    /** Crossfade, which may die and come back. */
    private static final class Node implements AutoCloseable {
        private final Lab lab;
        private final CrashingRelay relay;
        private final SchemaChange change;
        private JdbcMigrationEngine engine;

        Node(Lab lab, CrashingRelay relay, SchemaChange change) {
            this.lab = lab;
            this.relay = relay;
            this.change = change;
            open();
        }

        private void open() {
            lab.port = relay.port();
            engine = lab.open(new FakeFlags(), SchemaChangeTest.spec(change));
        }

        MigrationStatus status() {
            if (relay.isDead()) {
                engine.close();
                relay.revive();
                open();
            }
            return engine.migration("change");
        }

        /** Asks for what comes next whenever it waits for that, until it is in {@code step}. */
        void drive(String step, String from, String verb) {
            await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                MigrationStatus status = status();
                assertThat(status.step()).as(status.blockedBy().toString()).isNotEqualTo("failed");
                if (status.step().equals(step) && status.blockedBy().isEmpty()) {
                    return !relay.isDying();
                }
                try {
                    if (status.step().equals(from)) {
                        MigrationStatus unused =
                                verb.equals("start") ? engine.start("change") : engine.rollback("change");
                    } else if (status.step().equals("ready")) {
                        engine.advance("change");
                    }
                } catch (CrossfadeException e) {
                    // asked again: whatever it waits for, or has just lost, comes back
                }
                return false;
            });
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void everyStepOutlivesIt(Case one, CrashingRelay.Victim victim, boolean before) throws IOException {
        String form = one.change().form();
        boolean all = WHOLE || victim != CrashingRelay.Victim.CROSSFADE;
        List<String> steps = FORWARD.get(form);
        try (Lab lab = SchemaChangeTest.orders();
                CrashingRelay relay = new CrashingRelay(lab.server, victim, before, all ? steps : steps.subList(1, 3));
                Node node = new Node(lab, relay, one.change())) {
            node.drive("done", "none", "start");
            assertThat(relay.pending()).as("where nothing died").isEmpty();
            assertThat(lab.one(one.asks())).isEqualTo(one.after());
            if (one.comesBack()) {
                relay.arm(all ? BACK.get(form) : List.of());
                node.drive("none", "done", "rollback");
                assertThat(relay.pending())
                        .as("where nothing died on the way back")
                        .isEmpty();
                assertThat(lab.one(one.asks())).isEqualTo(one.before());
                assertThat(lab.one("SELECT count(*) FROM crossfade.change")).isEqualTo("0");
            }
            assertThat(lab.one("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) || ' ' || sum(price) FROM orders"))
                    .isEqualTo("2000 2001000");
        }
    }
}
