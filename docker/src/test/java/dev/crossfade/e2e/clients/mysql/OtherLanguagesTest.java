package dev.crossfade.e2e.clients.mysql;

import dev.crossfade.e2e.clients.Programs;
import dev.crossfade.e2e.clients.mysql.Stand.Kind;
import dev.crossfade.testing.DebianPackages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** node's mysql2, PHP's mysqli and PDO, and Python's MySQLdb: three libraries that share no code. */
@Timeout(120)
class OtherLanguagesTest {
    /** What mysql2 writes of servers that number what is in compressed packets as these; Crossfade does not. */
    private static final String OUT_OF_ORDER = "Warning: got packets out of order";

    static Stream<Arguments> node() {
        return Stream.concat(
                each("statements", "compressed", "transactions", "streams"),
                Stream.of(Arguments.of(Kind.MYSQL, "encrypted"))); // MariaDB 10.11 has no certificate by itself
    }

    static Stream<Arguments> php() {
        return each("plain", "zlib", "found");
    }

    static Stream<Arguments> python() {
        return each("plain", "compressed");
    }

    private static Stream<Arguments> each(String... parts) {
        return Arrays.stream(Kind.values()).flatMap(kind -> Stream.of(parts).map(part -> Arguments.of(kind, part)));
    }

    @ParameterizedTest
    @MethodSource
    void node(Kind kind, String part) throws Exception {
        same(kind, Map.of(), Programs.nodeCommand("node-mysql2.js"), part);
    }

    @ParameterizedTest
    @MethodSource
    void php(Kind kind, String part) throws Exception {
        Path root = DebianPackages.unpacked("php", "php-common", "php8.2-common", "php8.2-cli", "php8.2-mysql");
        List<String> command = new ArrayList<>(List.of(
                root.resolve("usr/bin/php8.2").toString(),
                "-n",
                "-d",
                "extension_dir=" + root.resolve("usr/lib/php/20220829"),
                "-d",
                "mysqli.allow_local_infile=1"));
        for (String extension : List.of("mysqlnd", "mysqli", "pdo", "pdo_mysql")) {
            command.addAll(List.of("-d", "extension=" + extension));
        }
        command.add(Programs.file("mysql-client.php").toString());
        same(kind, Map.of(), command, part);
    }

    @ParameterizedTest
    @MethodSource
    void python(Kind kind, String part) throws Exception {
        Path root = DebianPackages.unpacked("python-mysqldb", "python3-mysqldb", "libmariadb3");
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        Map<String, String> environment = Map.of(
                "PYTHONPATH",
                root.resolve("usr/lib/python3/dist-packages").toString(),
                "PYTHONIOENCODING",
                "utf-8",
                "LD_LIBRARY_PATH",
                libraries.toString(),
                "MARIADB_PLUGIN_DIR",
                libraries.resolve("libmariadb3/plugin").toString());
        same(
                kind,
                environment,
                List.of(
                        Programs.pythonProgram(),
                        Programs.file("mysqldb-client.py").toString()),
                part);
    }

    private static void same(Kind kind, Map<String, String> environment, List<String> program, String part)
            throws Exception {
        Stand.of(kind).same((address, said) -> {
            List<String> command = new ArrayList<>(program);
            command.addAll(List.of(
                    address.host(),
                    Integer.toString(address.port()),
                    address.database(),
                    Address.USER,
                    Address.PASSWORD,
                    part));
            List<String> lines = Program.run(address, environment, command, "");
            lines.stream().filter(line -> !line.startsWith(OUT_OF_ORDER)).forEach(said::told);
            if (!lines.get(lines.size() - 1).equals("exit 0")) {
                throw new IllegalStateException(
                        "it ended badly: " + lines.subList(Math.max(0, lines.size() - 15), lines.size()));
            }
        });
    }
}
