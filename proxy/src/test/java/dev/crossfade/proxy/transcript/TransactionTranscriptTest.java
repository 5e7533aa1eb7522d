package dev.crossfade.proxy.transcript;

import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.testing.PostgresServer;
import java.sql.SQLException;

/** The corpus through pooling by transaction. */
class TransactionTranscriptTest extends Corpus {
    TransactionTranscriptTest() {
        super(PostgresServer.shared());
    }

    @Override
    Theatre theatre(PostgresServer server) throws SQLException {
        return new Theatre(server, Pooling.DEFAULT.withMode(Pooling.Mode.TRANSACTION));
    }

    /** A client that is idle has no server connection that the server could end. */
    @Override
    boolean isMeant(Script script) {
        return !script.name().equals("the server ends a session that is idle");
    }
}
