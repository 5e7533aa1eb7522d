package dev.crossfade.e2e.clients;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Python's psycopg2, and psycopg 3 with its pipelines. */
@Timeout(180)
class PsycopgTest {
    static Stream<Arguments> everyScript() {
        return PoolingMode.all().stream()
                .flatMap(mode -> Stream.of("psycopg2-client.py", "psycopg3-client.py")
                        .map(script -> Arguments.of(mode, script)));
    }

    @ParameterizedTest
    @MethodSource("everyScript")
    void isToldTheSame(PoolingMode mode, String script) throws Exception {
        // By transaction psycopg 3 must not evict statements from its cache: it does so by a DEALLOCATE in the extended
        // protocol, which Crossfade refuses with 26000 there so far.
        int cached = mode.isShared() ? 100 : 3;
        Stand.plain(mode)
                .same((way, said) -> Programs.python(way, script, Integer.toString(cached))
                        .lines()
                        // direct a statement that DDL has changed fails for ever; on a shared connection it is prepared
                        // anew
                        .filter(line -> !(mode.isShared() && line.startsWith("after DDL")))
                        .forEach(said::told));
    }
}
