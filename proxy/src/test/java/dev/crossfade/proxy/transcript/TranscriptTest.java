package dev.crossfade.proxy.transcript;

import dev.crossfade.testing.PostgresServer;

/** The corpus on PostgreSQL 15. */
class TranscriptTest extends Corpus {
    TranscriptTest() {
        super(PostgresServer.shared());
    }
}
