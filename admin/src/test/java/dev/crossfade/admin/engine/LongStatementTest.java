package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LongStatementTest {
    /** What is waited for, as it was told. */
    private static final class Told implements Control {
        final List<List<String>> told = new ArrayList<>();

        @Override
        public void proceed() {}

        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public void rest(long millis) {}

        @Override
        public void blockedBy(List<String> blockers) {
            told.add(blockers);
        }

        @Override
        public void progress(Meter meter) {}
    }

    /** Nobody would watch it; the next engine begins it anew. */
    @Test
    void nothingLongBeginsOnceTheEngineIsBeingClosed() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdownNow();
        Told control = new Told();
        AtomicBoolean asked = new AtomicBoolean();
        assertThatThrownBy(() -> new LongStatement(null, executor, control, 0).asks("counts", 7, () -> {
                    asked.set(true);
                    return "";
                }))
                .isInstanceOf(Control.StoppedException.class);
        assertThat(asked).isFalse();
        assertThat(control.told).containsExactly(List.of("counts"), List.of());
    }
}
