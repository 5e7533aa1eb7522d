package dev.crossfade.e2e.clients.mysql;

import dev.crossfade.e2e.clients.mysql.Stand.Kind;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** MariaDB's Connector/J, with MariaDB and with MySQL. */
@Timeout(120)
class MariaDbConnectorTest {
    static Stream<Arguments> everySetting() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                                "useServerPrepStmts=false",
                                "useServerPrepStmts=true",
                                "useServerPrepStmts=true&useBulkStmts=true",
                                "useServerPrepStmts=true&disablePipeline=true",
                                "useCompression=true",
                                "useBulkStmtsForInserts=true&rewriteBatchedStatements=true")
                        .map(settings -> Arguments.of(kind, settings)));
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void isToldTheSame(Kind kind, String settings) throws Exception {
        Stand.of(kind).same((address, said) -> JdbcWork.all(address, "mariadb", settings, said));
    }

    @ParameterizedTest
    @EnumSource
    void sendsSeveralStatementsItsOwnFilesAndLargeValues(Kind kind) throws Exception {
        for (String settings : List.of("allowMultiQueries=true", "allowMultiQueries=true&useServerPrepStmts=true")) {
            Stand.of(kind).same((address, said) -> {
                try (Connection connection = address.connect("mariadb", settings)) {
                    JdbcWork.severalStatements(connection, said);
                }
            });
        }
        Stand.of(kind).same((address, said) -> {
            try (Connection connection = address.connect("mariadb", "allowLocalInfile=true")) {
                JdbcWork.localFile(connection, said);
            }
        });
        Stand.of(kind).same((address, said) -> {
            try (Connection connection = address.connect("mariadb", "useServerPrepStmts=true")) {
                JdbcWork.largeValues(connection, said);
            }
            try (Connection connection = address.connect("mariadb", "")) {
                JdbcWork.timeOuts(connection, said);
            }
        });
    }
}
