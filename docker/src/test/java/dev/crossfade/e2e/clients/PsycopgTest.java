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
        Stand.plain(mode)
                .same((way, said) -> Programs.python(way, script).lines().forEach(said::told));
    }
}
