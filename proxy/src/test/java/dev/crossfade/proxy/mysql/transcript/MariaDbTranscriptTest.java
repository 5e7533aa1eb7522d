package dev.crossfade.proxy.mysql.transcript;

import dev.crossfade.testing.MariaDbServer;
import java.sql.SQLException;

class MariaDbTranscriptTest extends MySqlCorpus {
    private static final MariaDbServer SERVER = MariaDbServer.shared();
    private static final String DATABASE = SERVER.createDatabase();

    MariaDbTranscriptTest() throws SQLException {
        super(SERVER.host(), SERVER.port(), true, DATABASE, SERVER.connect(DATABASE));
    }
}
