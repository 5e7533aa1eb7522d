package dev.crossfade.e2e.clients.mysql;

import dev.crossfade.e2e.clients.Programs;
import dev.crossfade.e2e.clients.mysql.Stand.Kind;
import dev.crossfade.testing.DebianPackages;
import dev.crossfade.testing.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs out of Debian's packages: the mariadb shell, mariadb-dump (mysqldump), and Python with PyMySQL. */
@Timeout(120)
class ProgramsTest {
    private static final String SCHEMA =
            "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v varchar(40), b varbinary(9), d decimal(9,2), ts datetime);"
                    + "INSERT INTO t (v, b, d, ts) VALUES ('gr\u00c3\u00bcn', x'00ff27', 1.25, '2024-02-29 12:00:00'), (NULL, NULL,"
                    + " -7, NULL);CREATE VIEW w AS SELECT id, v FROM t;";

    @ParameterizedTest
    @EnumSource
    void theShell(Kind kind) throws Exception {
        for (String option : List.of("--batch", "--table", "--compress", "--vertical", "--quick")) {
            Stand.of(kind)
                    .same((address, said) -> run(
                                    address,
                                    shell(address, option, "--force", "--show-warnings"),
                                    SCHEMA
                                            + "SELECT * FROM t; SELECT 1/0; SELECT * FROM nowhere; INSERT INTO t VALUES (1, 'x', 'y',"
                                            + " 0, NULL); SHOW CREATE TABLE t; DELIMITER //\nCREATE PROCEDURE p () BEGIN SELECT 1;"
                                            + " SELECT v FROM t; END//\nDELIMITER ;\nCALL p(); SELECT COUNT(*) FROM w; USE mysql;"
                                            + " SELECT DATABASE();\n")
                            .forEach(said::told));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDumpAndItsRestoration(Kind kind) throws Exception {
        Stand.of(kind).same((address, said) -> {
            run(address, shell(address, "--batch"), SCHEMA).forEach(said::told);
            List<String> dump = run(
                    address,
                    program(
                            address,
                            "mariadb-dump",
                            "--single-transaction",
                            "--routines",
                            "--triggers",
                            "--skip-dump-date",
                            "--hex-blob",
                            address.database()),
                    "");
            dump.stream()
                    .filter(line -> !line.startsWith("-- Host:") && !line.startsWith("-- MariaDB dump"))
                    .forEach(said::told);
            run(address, shell(address, "--batch"), "DROP VIEW w; DROP TABLE t;");
            run(address, shell(address, "--batch"), String.join("\n", dump)).forEach(said::told);
            run(address, shell(address, "--batch"), "SELECT *, HEX(b) FROM t; SELECT * FROM w")
                    .forEach(said::told);
        });
    }

    @ParameterizedTest
    @EnumSource
    void python(Kind kind) throws Exception {
        Path packages = DebianPackages.unpacked("python-mysql", "python3-pymysql");
        Path script = Files.createTempFile("crossfade-pymysql", ".py");
        try (var in = ProgramsTest.class.getResourceAsStream("/clients/pymysql-client.py")) {
            Files.write(script, in.readAllBytes());
        }
        String python = Programs.pythonProgram();
        Stand.of(kind)
                .same((address, said) -> Program.run(
                                address,
                                Map.of(
                                        "PYTHONPATH",
                                        packages.resolve("usr/lib/python3/dist-packages")
                                                .toString(),
                                        "PYTHONIOENCODING",
                                        "utf-8"),
                                List.of(
                                        python,
                                        script.toString(),
                                        address.host(),
                                        Integer.toString(address.port()),
                                        address.database(),
                                        Address.USER,
                                        Address.PASSWORD),
                                "")
                        .forEach(said::told));
        Files.delete(script);
    }

    private static List<String> shell(Address address, String... options) {
        List<String> command = program(address, "mariadb", options);
        command.add(address.database());
        return command;
    }

    private static List<String> program(Address address, String name, String... options) {
        Path programs = MariaDbServer.programs();
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("usr/bin/" + name).toString(),
                "--no-defaults",
                "--host=" + address.host(),
                "--port=" + address.port(),
                "--protocol=TCP",
                "--user=" + Address.USER,
                "--password=" + Address.PASSWORD,
                "--default-character-set=utf8mb4"));
        try (var files = Files.walk(programs.resolve("usr/lib"))) {
            Path plugins = files.filter(file -> file.endsWith("caching_sha2_password.so"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
            command.add("--plugin-dir=" + plugins);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        command.addAll(List.of(options));
        return command;
    }

    private static List<String> run(Address address, List<String> command, String input) throws Exception {
        return Program.run(address, Map.of("LD_LIBRARY_PATH", MariaDbServer.libraries()), command, input);
    }
}
