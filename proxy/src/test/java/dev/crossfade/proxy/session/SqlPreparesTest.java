package dev.crossfade.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPreparesTest {
    private final SqlPrepares prepares = new SqlPrepares();

    private static byte[] bytes(String sql) {
        return sql.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(List<byte[]> names) {
        return names.stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList();
    }

    private static SqlPrepares.@Nullable Plain plain(byte[] text) {
        return SqlPrepares.names(text).plain();
    }

    private void prepare(String sql) {
        prepares.prepared(bytes(sql), Plan.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXECUTE s1",
                "execute S1 ( 1 ) ;",
                "/* c */ EXECUTE /* c */ s1",
                "EXECUTE--c\n s1",
                "--c\rEXECUTE/**/s1",
                "EXECUTE\"s1\"",
                "EXECUTE s1;\n"
            })
    void aPlainExecuteIsTold(String sql) {
        assertThat(SqlPrepares.executedName(bytes(sql))).isEqualTo("s1");
        assertThat(plain(bytes(sql)))
                .satisfies(plain -> assertThat(new String(plain.name(), StandardCharsets.UTF_8))
                        .isEqualTo("s1"));
        assertThat(names(SqlPrepares.named(bytes(sql)))).containsExactly("s1");
    }

    /** What is executed under another name has been prepared for it: both must mean the same. */
    @Test
    void whatAPlainTextNamesIsWhatItExecutes() {
        for (String sql : List.of(
                "EXECUTE --" + "c".repeat(300) + "\n s1",
                "/* EXECUTE -- */ EXECUTE s1(\n a)",
                "EXECUTE s1('EXECUTE s2')",
                "/* DEALLOCATE s2 */ DEALLOCATE s1")) {
            assertThat(plain(bytes(sql))).as(sql).isNotNull();
            assertThat(names(SqlPrepares.named(bytes(sql)))).as(sql).containsExactly("s1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EXECUTE s1; SELECT 1", "SELECT 1; EXECUTE s1", "EXECUTEs1", "EXECUTE U&\"s1\"", "EXECUTE 's1'"})
    void whatIsNoPlainExecuteIsNotTakenForOne(String sql) {
        assertThat(plain(bytes(sql))).isNull();
        assertThat(SqlPrepares.executedName(bytes(sql))).isNull();
    }

    @Test
    void aNameIsComparedAsTheServerDoes() {
        assertThat(names(SqlPrepares.named(bytes("SELECT 1; EXECUTE \"Ü\"\"x\"; EXECUTE Äb"))))
                .containsExactly("Ü\"x", "Äb");
        prepare("PREPARE \"p\" AS SELECT 1");
        assertThat(prepares.mayRun(bytes("EXECUTE p"))).hasSize(1);
        prepare("PREPARE " + "q".repeat(80) + " AS SELECT 2;");
        assertThat(prepares.mayRun(bytes("EXECUTE " + "q".repeat(63)))).hasSize(1);
    }

    /** A client that looks what it has prepared could execute none of it any more. */
    @Test
    void aWordThatBeginsLikePrepareIsNone() {
        prepare("PREPARE p AS SELECT 1");
        prepare("SELECT parameter_types FROM pg_prepared_statements WHERE name = 'p'");
        prepare("SELECT prepared, _prepare, prepare$1, préprepare FROM dinners");
        assertThat(prepares.mayRun(bytes("EXECUTE p"))).hasSize(1);
        prepare("DO 'BEGIN EXECUTE ''PREPARE p AS SELECT 2''; END'");
        assertThat(prepares.mayRun(bytes("EXECUTE p"))).isNull();
    }

    /** Written in escapes, it may be any: nothing that runs it may be taken for harmless. */
    @Test
    void aNameInEscapesIsNotTold() {
        prepare("PREPARE U&\"\\0070\" AS SELECT 1");
        assertThat(prepares.mayRun(bytes("EXECUTE p"))).isNull();
        assertThat(SqlPrepares.allDeallocated(bytes("SELECT 1; DEALLOCATE U&\"\\0070\"")))
                .isNull();
    }

    @Test
    void deallocatedIsWhatDeallocateNames() {
        assertThat(names(SqlPrepares.allDeallocated(
                        bytes("EXECUTE a; DEALLOCATE b; deallocate PREPARE/**/\"C\"; DO 'DEALLOCATE d'"))))
                .containsExactly("b", "C", "d");
        assertThat(SqlPrepares.allDeallocated(bytes("SELECT 1"))).isEmpty();
        assertThat(SqlPrepares.allDeallocated(null)).isNull();
        assertThat(SqlPrepares.allDeallocated(bytes("SELECT 1; DEALLOCATE /* a /* b */ */ c")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DEALLOCATE ALL", "deallocate prepare all ;", "/* c */ DISCARD/**/ALL;", "DEALLOCATE--\nALL"})
    void allAreDeallocated(String sql) {
        assertThat(SqlPrepares.deallocatesAll(bytes(sql))).isTrue();
        assertThat(SqlPrepares.mayDeallocate(bytes(sql))).isTrue();
    }

    @Test
    void aCommentAloneIsNotWorthLookingAt() {
        assertThat(SqlPrepares.mayDeallocate(bytes("/* a */ SELECT 1"))).isFalse();
        assertThat(SqlPrepares.deallocatesAll(bytes("DEALLOCATEPREPARE ALL"))).isFalse();
    }

    private List<String> preparedTexts() {
        return prepares.preparedTexts()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void textsAreKeptThatPrepareAmongOthersToo() {
        List<String> preparing = List.of(
                "PREPARE p AS SELECT 1",
                "SELECT 1; PREPARE q AS SELECT 2",
                "/* /* nested */ */ PREPARE/**/r(int)AS SELECT $1",
                "PREPARE U&\"\\0070\" AS SELECT 3");
        preparing.forEach(this::prepare);
        prepare("INSERT INTO notes VALUES ('prepared; to prepare dinner')");
        prepare("PREPARE TRANSACTION 'x'");
        prepare("DEALLOCATE PREPARE p");
        assertThat(preparedTexts()).containsExactlyInAnyOrderElementsOf(preparing);
        assertThat(prepares.areTextsComplete()).isTrue();
        assertThat(prepares.mayRun(bytes("EXECUTE p"))).isNull();
        prepares.deallocatedAll(prepares.sent());
        assertThat(preparedTexts()).isEmpty();
        assertThat(prepares.isEmpty()).isTrue();
    }

    @Test
    void aTransactionIsNoStatement() {
        prepare("PREPARE TRANSACTION 'x'");
        prepare("prepare transaction E'\\x' ;");
        assertThat(prepares.isEmpty()).isTrue();
        prepare("PREPARE transaction AS SELECT 1");
        assertThat(prepares.mayRun(bytes("EXECUTE transaction"))).hasSize(1);
        prepare("PREPARE TRANSACTION 'x'; PREPARE p AS SELECT 1");
        assertThat(preparedTexts()).hasSize(2);
    }

    @Test
    void whatIsSentAgainAndAgainIsKeptOnce() {
        String all = "PREPARE p AS SELECT 1; EXECUTE p; DEALLOCATE p --" + "x".repeat(1000);
        for (int i = 0; i < 2000; i++) {
            prepare(all);
        }
        assertThat(preparedTexts()).containsExactly(all);
        assertThat(prepares.areTextsComplete()).isTrue();
        prepares.deallocatedAll(prepares.sent());
        prepare("PREPARE q AS SELECT '" + "x".repeat(1 << 19) + "'");
        assertThat(prepares.areTextsComplete()).isTrue();
    }

    @Test
    void whatIsTooLongToBeKeptIsSaidToBeMissing() {
        String tooLong = "x".repeat(1 << 20);
        prepare("INSERT INTO notes VALUES ('prepared', '" + tooLong + "')");
        assertThat(prepares.areTextsComplete()).isTrue();
        prepare("PREPARE p AS SELECT '" + tooLong + "'");
        assertThat(prepares.areTextsComplete()).isFalse();
        assertThat(preparedTexts()).isEmpty();
        assertThat(prepares.mayRun(bytes("EXECUTE p"))).isNull();
        long before = prepares.sent();
        prepare("SELECT 1; PREPARE p AS SELECT '" + tooLong + "'");
        prepares.deallocatedAll(before);
        assertThat(prepares.areTextsComplete()).isFalse();
        prepares.deallocatedAll(prepares.sent());
        assertThat(prepares.areTextsComplete()).isTrue();
        assertThat(prepares.isEmpty()).isTrue();
    }

    /** Each of these took time by the square of its length. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longTextsTakeTimeByTheirLength() {
        String spaces = " ".repeat(300_000);
        for (String sql : List.of(
                "DEALLOCATE x" + spaces + "y",
                "DEALLOCATE ALL" + spaces + "y",
                "DEALLOCATE" + spaces + ";",
                "EXECUTE" + spaces + ";",
                "EXECUTE--".repeat(30_000),
                "EXECUTE --".repeat(30_000) + "\n",
                "EXECUTE/*".repeat(30_000),
                "PREPARE a--".repeat(30_000),
                "PREPARE/*".repeat(30_000),
                "EXECUTE /* " + "EXECUTE ".repeat(30_000),
                "DEALLOCATE--PREPARE--".repeat(30_000),
                "/*".repeat(150_000) + " EXECUTE DEALLOCATE")) {
            byte[] text = bytes(sql);
            long start = System.nanoTime();
            assertThat(SqlPrepares.deallocatedName(text)).isNull();
            assertThat(SqlPrepares.deallocatesAll(text)).isFalse();
            assertThat(plain(text)).isNull();
            SqlPrepares.named(text);
            SqlPrepares.allDeallocated(text);
            prepares.prepared(text, Plan.NONE);
            assertThat(System.nanoTime() - start).as(sql.substring(0, 20)).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }
}
