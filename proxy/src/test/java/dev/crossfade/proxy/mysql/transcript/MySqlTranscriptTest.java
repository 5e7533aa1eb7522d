package dev.crossfade.proxy.mysql.transcript;

import dev.crossfade.testing.MysqlServer;
import java.sql.SQLException;

class MySqlTranscriptTest extends MySqlCorpus {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();

    MySqlTranscriptTest() throws SQLException {
        super(SERVER.host(), SERVER.port(), false, DATABASE, SERVER.connect(DATABASE));
    }
}
