package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private static final List<Integer> HUNDRED =
            IntStream.rangeClosed(1, 100).boxed().toList();

    @Test
    void onlyWhatIsNeededRemains() {
        assertThat(Shrinking.shortest(HUNDRED, list -> list.containsAll(List.of(3, 17, 100)), 1000))
                .containsExactly(3, 17, 100);
        assertThat(Shrinking.shortest(HUNDRED, list -> list.contains(1), 1000)).containsExactly(1);
        assertThat(Shrinking.shortest(List.of(5), list -> true, 1000)).containsExactly(5);
    }

    /** What fails only together with one of two others. */
    @Test
    void noElementOfTheResultCanBeLeftOut() {
        List<Integer> shortest =
                Shrinking.shortest(HUNDRED, list -> list.contains(50) && (list.contains(7) || list.contains(80)), 1000);
        assertThat(shortest).hasSize(2).contains(50);
    }

    @Test
    void theSearchIsBoundedAndItsResultStillFails() {
        AtomicInteger tries = new AtomicInteger();
        List<Integer> shortest = Shrinking.shortest(
                new ArrayList<>(HUNDRED),
                list -> {
                    tries.incrementAndGet();
                    return list.size() > 60;
                },
                10);
        assertThat(tries).hasValueLessThanOrEqualTo(10);
        assertThat(shortest).hasSizeGreaterThan(60);
    }
}
