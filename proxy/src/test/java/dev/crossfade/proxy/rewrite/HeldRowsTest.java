package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.rewrite.HeldRows.Act;
import dev.crossfade.proxy.rewrite.RewriteResult.ResultColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldRowsTest {
    private static final List<ResultColumn> COLUMNS = List.of(new ResultColumn(0, 1001, 2));

    private final HeldRows held = new HeldRows();

    private Act act(String statement) {
        List<Act> acts = held.read(statement, true, true);
        assertThat(acts).as(statement).hasSize(1);
        return acts.get(0);
    }

    private void done(String statement, List<ResultColumn> columns) {
        held.done(act(statement), columns);
    }

    private List<ResultColumn> columns(String statement) {
        return held.columns(act(statement));
    }

    @Test
    void nothingIsReadBeforeSomethingIsHeld() {
        assertThat(held.read("FETCH c", false, true)).isNull();
        assertThat(held.isUsed()).isFalse();
        done("DECLARE c CURSOR FOR SELECT 1", COLUMNS);
        assertThat(held.read("FETCH c", false, true)).hasSize(1);
        assertThat(held.read("SELECT 'declare'; BEGIN", false, true)).isNull();
        assertThat(held.read("FETCH 'c", false, true)).isNull();
    }

    @Test
    void aTextsStatementsAreToldApart() {
        assertThat(held.read("BEGIN;; DECLARE c CURSOR FOR SELECT ';'; FETCH c; /* ; */ COMMIT;", true, true))
                .hasSize(4)
                .satisfies(acts -> {
                    assertThat(acts.get(0)).isNull();
                    assertThat(acts.get(1).name()).isEqualTo("c");
                    assertThat(acts.get(3)).isNull();
                });
    }

    @Test
    void cursorsEndWithTheirTransaction() {
        done("DECLARE c CURSOR FOR SELECT 'with hold'", COLUMNS);
        done("DECLARE \"C\" NO SCROLL CURSOR WITH HOLD FOR SELECT 1", COLUMNS);
        done("PREPARE c AS SELECT 1", COLUMNS);
        for (String fetch : List.of("FETCH C", "fetch all in c", "FETCH FORWARD 3 FROM c", "FETCH \"C\"")) {
            assertThat(columns(fetch)).as(fetch).isEqualTo(COLUMNS);
        }
        held.transactionEnded();
        assertThat(columns("FETCH c")).isEmpty();
        assertThat(columns("FETCH \"C\"")).isEqualTo(COLUMNS);
        assertThat(columns("EXECUTE C (1, 'x')")).isEqualTo(COLUMNS);
        done("CLOSE ALL", List.of());
        assertThat(columns("FETCH \"C\"")).isEmpty();
        assertThat(columns("EXECUTE c")).isEqualTo(COLUMNS);
    }

    @Test
    void aNameMeansWhatItWasGivenLast() {
        done("PREPARE p AS SELECT 1", COLUMNS);
        done("DEALLOCATE PREPARE p", List.of());
        assertThat(columns("EXECUTE p")).isEmpty();
        done("PREPARE p (int) AS SELECT 1", COLUMNS);
        done("DISCARD ALL", List.of());
        assertThat(columns("EXECUTE p")).isEmpty();
        done("DECLARE c CURSOR FOR SELECT 1", COLUMNS);
        done("DECLARE c CURSOR FOR SELECT 2", List.of());
        assertThat(columns("FETCH c")).isEmpty();
    }

    @Test
    void nothingIsReadAnyMoreOnceNothingIsHeld() {
        done("DECLARE c CURSOR FOR SELECT 1", COLUMNS);
        held.idle();
        assertThat(held.isUsed()).isTrue();
        held.transactionEnded();
        held.idle();
        assertThat(held.isUsed()).isFalse();
        assertThat(held.read("FETCH c", false, true)).isNull();
        done("PREPARE p AS SELECT 1", COLUMNS);
        done("DEALLOCATE p", List.of());
        assertThat(held.isUsed()).isTrue();
        held.idle();
        assertThat(held.isUsed()).isFalse();
    }

    @Test
    void whatIsNotReadLeavesNoOldColumnsBehind() {
        done("PREPARE p AS SELECT 1", COLUMNS);
        done("DECLARE c CURSOR FOR SELECT 1", COLUMNS);
        Act unread = held.unread().get(0);
        assertThat(held.columns(unread)).isEmpty();
        held.done(unread, List.of());
        assertThat(columns("EXECUTE p")).isEmpty();
        assertThat(columns("FETCH c")).isEmpty();
    }

    @Test
    void noMoreIsKeptThanTheLimit() {
        for (int i = 0; i < HeldRows.MAX_HELD; i++) {
            done("PREPARE p" + i + " AS SELECT 1", COLUMNS);
        }
        assertThat(columns("EXECUTE p0")).isEqualTo(COLUMNS);
        done("DECLARE c CURSOR FOR SELECT 1", COLUMNS);
        assertThat(columns("EXECUTE p0")).isEmpty();
        assertThat(columns("FETCH c")).isEqualTo(COLUMNS);
    }
}
