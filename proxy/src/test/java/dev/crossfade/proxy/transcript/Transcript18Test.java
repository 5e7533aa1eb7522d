package dev.crossfade.proxy.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.transcript.Player.Delivery;
import dev.crossfade.testing.PostgresServer;
import org.junit.jupiter.api.Test;

/** The corpus on PostgreSQL 18, and what differs by the version of the protocol, which PostgreSQL 15 does not speak. */
class Transcript18Test extends Corpus {
    private static final String VERSIONS = "versions.txt";

    Transcript18Test() {
        super(PostgresServer.version18(), VERSIONS);
    }

    /** PostgreSQL 18 itself comes out of that with an internal error (XX000, StartTransactionCommand). */
    @Override
    boolean isMeant(Script script) {
        return !script.name().equals("a simple Query that succeeds behind extended messages without Sync");
    }

    /** What version a client speaks with the proxy does not depend on the server behind it. */
    @Test
    void beforeAnOlderServerAnswersAreThoseOfTheNewer() throws Exception {
        try (Theatre older = new Theatre(PostgresServer.shared())) {
            for (Script script : Script.read(VERSIONS)) {
                Transcript direct = Player.play(script, theatre.direct(), Delivery.WHOLE);
                Transcript proxied = Player.play(script, older.proxied(), Delivery.PIECES);
                assertThat(direct.withoutLocations().difference(proxied, "direct", "proxy before an older server"))
                        .as(script.where())
                        .isEmpty();
            }
        }
    }
}
