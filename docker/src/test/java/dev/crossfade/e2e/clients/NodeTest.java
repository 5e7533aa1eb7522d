package dev.crossfade.e2e.clients;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** node's pg, with its cursors, streams and COPY. */
@Timeout(180)
class NodeTest {
    static Stream<Arguments> everyPart() {
        return PoolingMode.all().stream()
                .flatMap(mode -> Stream.of("statements", "transactions", "streams", "notifications")
                        .map(part -> Arguments.of(mode, part)));
    }

    @ParameterizedTest
    @MethodSource("everyPart")
    void isToldTheSame(PoolingMode mode, String part) throws Exception {
        Stand.plain(mode)
                .same((way, said) -> Programs.node(way, "node-pg.js", part)
                        .lines()
                        // direct a statement that DDL has changed fails for ever; on a shared connection it is prepared
                        // anew
                        .filter(line -> !(mode.isShared() && line.startsWith("after DDL again")))
                        .forEach(said::told));
    }
}
