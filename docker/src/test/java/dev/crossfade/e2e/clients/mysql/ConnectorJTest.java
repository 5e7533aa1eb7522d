package dev.crossfade.e2e.clients.mysql;

import dev.crossfade.e2e.clients.mysql.Stand.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MySQL's Connector/J under the settings that change what goes over the wire. */
@Timeout(120)
class ConnectorJTest {
    private static final Stand STAND = Stand.of(Kind.MYSQL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "useServerPrepStmts=true",
                "useServerPrepStmts=true&cachePrepStmts=true&sslMode=DISABLED",
                "rewriteBatchedStatements=true",
                "rewriteBatchedStatements=true&useServerPrepStmts=true",
                "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=5",
                "useCompression=true",
                "useCompression=true&useServerPrepStmts=true&sslMode=REQUIRED",
                "useAffectedRows=true&sessionVariables=sql_mode='ANSI'&characterEncoding=latin1",
                "useInformationSchema=true&cacheServerConfiguration=true&useLocalSessionState=true&sslMode=REQUIRED"
            })
    void isToldTheSame(String settings) throws Exception {
        STAND.same((address, said) -> JdbcWork.all(address, "mysql", settings, said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "useServerPrepStmts=true"})
    void sendsAndReadsMoreThanAPacketHolds(String settings) throws Exception {
        STAND.same((address, said) -> {
            try (Connection connection = address.connect("mysql", settings)) {
                JdbcWork.largeValues(connection, said);
            }
        });
    }

    @Test
    void cancelsWhatTakesTooLong() throws Exception {
        STAND.same((address, said) -> {
            try (Connection connection = address.connect("mysql", "")) {
                JdbcWork.timeOuts(connection, said);
            }
        });
    }

    @Test
    void sendsSeveralStatementsAtOnce() throws Exception {
        for (String settings : List.of("allowMultiQueries=true", "allowMultiQueries=true&useServerPrepStmts=true")) {
            STAND.same((address, said) -> {
                try (Connection connection = address.connect("mysql", settings)) {
                    JdbcWork.severalStatements(connection, said);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&useCompression=true", "&sslMode=REQUIRED"})
    void loadsItsOwnFiles(String settings) throws Exception {
        STAND.same((address, said) -> {
            try (Connection connection = address.connect("mysql", "allowLoadLocalInfile=true" + settings)) {
                JdbcWork.localFile(connection, said);
            }
        });
    }

    @Test
    void streamsRows() throws Exception {
        STAND.same((address, said) -> {
            try (Connection connection = address.connect("mysql", "");
                    Statement statement =
                            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                statement.setFetchSize(Integer.MIN_VALUE);
                int count = 0;
                try (ResultSet rows = statement.executeQuery(
                        "WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 1000) SELECT n,"
                                + " REPEAT('x', 1000) FROM g")) {
                    while (rows.next()) {
                        count += rows.getInt(1);
                    }
                }
                said.add("sum", count);
            }
        });
    }
}
