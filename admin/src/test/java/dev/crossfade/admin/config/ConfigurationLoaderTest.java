package dev.crossfade.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.Pooling;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationLoaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CROSSFADE_TOKEN", "t0ken", "APP_PASSWORD", "app-secret", "BLUE_PASSWORD", "blue-secret", "EMPTY", "");

    /** A configuration without fault; cases replace pieces of it, so their lines are this text's lines. */
    private static final String GOOD = """
            admin: {listen: 127.0.0.1:8642, token: "${env:CROSSFADE_TOKEN}"}
            flags: {store: file, path: flags.json}
            databases:
              shop:
                engine: postgresql
                listen: 127.0.0.1:6432
                pooling: session
                users: [{name: app, password: "${env:APP_PASSWORD}"}]
                backends:
                  blue: {host: 127.0.0.1, port: 5432, database: shop, user: crossfade, password: "${env:BLUE_PASSWORD}"}
            migrations: migrations/
            """;

    @TempDir
    Path folder;

    @Test
    void readsTheDesignsExample() throws IOException {
        Files.writeString(folder.resolve("green"), "green-secret\n");
        Configuration configuration = load(GOOD.replace(
                "migrations:",
                "      green: {host: \"::1\", port: 5433, database: shop, user: crossfade, password: \"${file:green}\"}\n"
                        + "migrations:"));
        assertThat(configuration.admin().listen()).hasToString("/127.0.0.1:8642");
        assertThat(configuration.admin().token()).isEqualTo(new Secret("t0ken"));
        assertThat(configuration.flags()).isEqualTo(folder.resolve("flags.json"));
        assertThat(configuration.databases()).singleElement().satisfies(database -> {
            assertThat(database.name()).isEqualTo("shop");
            assertThat(database.listen().getPort()).isEqualTo(6432);
            assertThat(database.users())
                    .containsExactly(new Configuration.User("app", new Secret("app-secret"), null, null));
            assertThat(database.blue())
                    .isEqualTo(new Configuration.Backend(
                            "127.0.0.1",
                            5432,
                            "shop",
                            "crossfade",
                            new Secret("blue-secret"),
                            dev.crossfade.proxy.BackendTls.DISABLED));
            assertThat(database.green())
                    .isEqualTo(new Configuration.Backend(
                            "::1",
                            5433,
                            "shop",
                            "crossfade",
                            new Secret("green-secret"),
                            dev.crossfade.proxy.BackendTls.DISABLED));
        });
        assertThat(configuration.migrations()).isEmpty();
        assertThat(configuration.toString()).doesNotContain("t0ken", "app-secret", "blue-secret", "green-secret");
    }

    @Test
    void fillsInDefaults() throws IOException {
        Configuration configuration = load("""
                databases:
                  shop:
                    listen: "[::1]:0"
                    users: [{name: app, password: a, backendUser: other, backendPassword: b}]
                    backends:
                      blue: {host: db.example.org, port: "${env:PORT}", database: shop, user: crossfade, password: 0123}
                """, Map.of("PORT", "5432"));
        assertThat(configuration.admin().listen().getPort()).isEqualTo(8642);
        assertThat(configuration.admin().listen().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(configuration.admin().token()).isNull();
        assertThat(configuration.flags()).isEqualTo(folder.resolve("flags.json"));
        Database database = configuration.databases().get(0);
        assertThat(database.blue().port()).isEqualTo(5432);
        assertThat(database.blue().password().value())
                .as("a number is taken as it is written")
                .isEqualTo("0123");
        assertThat(database.green()).isNull();
        assertThat(database.users().get(0).backendUser()).isEqualTo("other");
    }

    @Test
    void readsPooling() throws IOException {
        assertThat(load(GOOD).databases().get(0).pooling()).isEqualTo(Pooling.DEFAULT);
        assertThat(pooling("transaction")).isEqualTo(Pooling.DEFAULT.withMode(Pooling.Mode.TRANSACTION));
        assertThat(pooling("{mode: transaction, size: 5, maxPerDatabase: 50, warm: 2, maxWaiting: 9, queryWait: 3s,"
                        + " idleTransaction: 1m, transaction: 1h, clientIdle: 1d, serverIdle: off, serverLifetime: 30m,"
                        + " serverCheck: 5s}"))
                .isEqualTo(new Pooling(
                        Pooling.Mode.TRANSACTION,
                        5,
                        50,
                        2,
                        9,
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ZERO,
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(5)));
    }

    private Pooling pooling(String written) throws IOException {
        return load(GOOD.replace("pooling: session", "pooling: " + written))
                .databases()
                .get(0)
                .pooling();
    }

    @Test
    void readsWhatConcernsAllDatabases() throws IOException {
        assertThat(load(GOOD).running())
                .isEqualTo(new Configuration.Running(
                        10_000,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        new Configuration.Log(null, true, true, false),
                        ProxySettings.Listening.DEFAULT,
                        ProxySettings.KeepAlive.SYSTEMS));
        assertThat(load(GOOD + """
                        limits: {maxClients: 500}
                        timeouts: {login: 3s, connect: 800ms}
                        log: {level: WARN, connections: false, disconnections: false, serverConnections: true}
                        servers: {keepAlive: {idle: 2m, interval: 5s, count: 3}}
                        shutdown: {drainTimeout: 2m}
                        """).running())
                .isEqualTo(new Configuration.Running(
                        500,
                        Duration.ofSeconds(3),
                        Duration.ofMillis(800),
                        Duration.ofMinutes(2),
                        new Configuration.Log("WARN", false, false, true),
                        ProxySettings.Listening.DEFAULT,
                        new ProxySettings.KeepAlive(120, 5, 3)));
    }

    @Test
    void toolsAreNamedByTheirProgramsAndPathsAreMeantFromTheFilesFolder() throws IOException {
        assertThat(load(GOOD).tools().configured()).isEmpty();
        assertThat(load(GOOD + "tools: {pg_repack: bin/pg_repack, gh-ost: /opt/gh-ost}\n")
                        .tools()
                        .configured())
                .containsOnlyKeys("pg_repack", "gh-ost")
                .containsEntry("gh-ost", Path.of("/opt/gh-ost"))
                .hasEntrySatisfying(
                        "pg_repack", path -> assertThat(path).isAbsolute().endsWithRaw(Path.of("bin/pg_repack")));
        assertThatThrownBy(() -> load(GOOD + "tools: {pg_repck: /bin/x}\n")).hasMessageContaining("pg_repack");
    }

    @Test
    void readsHowMigrationsAreRehearsed() throws IOException {
        assertThat(load(GOOD).rehearsal()).isEqualTo(Configuration.Rehearsal.DEFAULT);
        assertThat(load(GOOD + "rehearsal: required\n").rehearsal())
                .isEqualTo(Configuration.Rehearsal.DEFAULT.withRequired(true));
        assertThat(load(GOOD + """
                        rehearsal: {start: required, data: generated, rows: 300, clients: 2, statements: 50, refused: report,
                          programs: /opt/pg/bin, otherVersion: accept, folder: throwaway, deadline: 1h, stepDeadline: 2m,
                          sampleTimeout: 3s}
                        """).rehearsal())
                .isEqualTo(new Configuration.Rehearsal(
                        true,
                        false,
                        300,
                        2,
                        50,
                        false,
                        Path.of("/opt/pg/bin"),
                        true,
                        folder.resolve("throwaway"),
                        Duration.ofHours(1),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(3)));
        assertThatThrownBy(() -> load(GOOD + "rehearsal: always\n"))
                .hasMessageContaining("'always' is neither advised nor required");
        assertThatThrownBy(() -> load(GOOD + "rehearsal: {data: real, rows: 1}\n"))
                .hasMessageContaining("'real' is neither sampled nor generated")
                .hasMessageContaining("rows");
    }

    @Test
    void howClientsComeInIsRead() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("sockets"));
        assertThat(load(GOOD + """
                        limits: {perListener: 300, perUser: 50, perAddress: 20}
                        clients:
                          unixSockets: {directory: sockets, mode: "0770"}
                          proxyProtocol: [10.0.0.0/8, 192.0.2.5, "2001:db8::/32"]
                          keepAlive: {idle: 60s, interval: 10s, count: 6}
                        shutdown: {clientsMayStay: 30s, handOver: true}
                        """).running().listening())
                .isEqualTo(new ProxySettings.Listening(
                        new ProxySettings.UnixSockets(directory, 0770),
                        List.of(
                                new AccessRule.Network(InetAddress.getByName("10.0.0.0"), 8),
                                new AccessRule.Network(InetAddress.getByName("192.0.2.5"), 32),
                                new AccessRule.Network(InetAddress.getByName("2001:db8::"), 32)),
                        new ProxySettings.KeepAlive(60, 10, 6),
                        300,
                        50,
                        20,
                        true,
                        Duration.ofSeconds(30)));
    }

    @Test
    void databasesMayShareAListener() throws IOException {
        String second = GOOD.substring(GOOD.indexOf("  shop:"), GOOD.indexOf("migrations:"))
                .replace("  shop:", "  crm:");
        Configuration configuration = load(GOOD.replace("migrations:", second + "migrations:"));
        assertThat(configuration.databases()).extracting(Database::name).containsExactly("shop", "crm");
    }

    @Test
    void dollarsCanBeMeantAndOneLineBreakOfAFileIsNotPartOfTheSecret() throws IOException {
        Files.writeString(folder.resolve("secret"), " two words \r\n");
        Configuration configuration = load(GOOD.replace("${env:APP_PASSWORD}", "a$b$${env:X}${file:secret}$"));
        assertThat(configuration.databases().get(0).users().get(0).password().value())
                .isEqualTo("a$b${env:X} two words $");
    }

    /** Name, what to replace in the good file, by what, and the problems: line:column: message; remedy. */
    static Stream<Arguments> problems() {
        return Stream.of(
                arguments(
                        "unknown key with a neighbour",
                        "pooling: session",
                        "poling: session",
                        "7:5: unknown key 'poling' in database shop; did you mean 'pooling'?"),
                arguments(
                        "unknown key at the top",
                        "migrations: migrations/",
                        "metrics: on",
                        "11:1: unknown key 'metrics' in the configuration; known here: admin, flags, databases, migrations,"
                                + " limits, timeouts, log, shutdown, tls, rules, clients, servers, rehearsal,"
                                + " tools"),
                arguments(
                        "missing key",
                        "    listen: 127.0.0.1:6432\n",
                        "",
                        "5:5: missing key 'listen' in database shop; add listen: 127.0.0.1:6432"),
                arguments(
                        "missing password",
                        ", password: \"${env:APP_PASSWORD}\"",
                        "",
                        "8:13: missing key 'password' in user 1 of database shop;"
                                + " add password: \"${env:APP_PASSWORD}\""),
                arguments(
                        "missing blue",
                        "blue: {",
                        "green: {",
                        "10:7: missing key 'blue' in backends of database shop; add blue: {host: 127.0.0.1, port: 5432,"
                                + " database: shop, user: crossfade, password: \"${env:BLUE_PASSWORD}\"}"),
                arguments(
                        "list where a value belongs",
                        "engine: postgresql",
                        "engine: [postgresql]",
                        "5:13: 'engine' in database shop is a list where one value belongs; write engine: postgresql"),
                arguments(
                        "value where keys belong",
                        "{store: file, path: flags.json}",
                        "flags.json",
                        "2:8: 'flags' in the configuration is a single value where keys and values belong;"
                                + " write flags: {store: file, path: flags.json}"),
                arguments(
                        "value where a list belongs",
                        "[{name: app, password: \"${env:APP_PASSWORD}\"}]",
                        "app",
                        "8:12: 'users' in database shop is a single value where a list belongs;"
                                + " write users: [{name: app, password: \"${env:APP_PASSWORD}\"}]"),
                arguments(
                        "empty list",
                        "[{name: app, password: \"${env:APP_PASSWORD}\"}]",
                        "[]",
                        "8:12: 'users' in database shop is empty;"
                                + " write users: [{name: app, password: \"${env:APP_PASSWORD}\"}]"),
                arguments(
                        "no value",
                        "listen: 127.0.0.1:6432",
                        "listen:",
                        "6:12: 'listen' in database shop has no value; write listen: 127.0.0.1:6432"),
                arguments(
                        "address without port",
                        "127.0.0.1:6432",
                        "127.0.0.1",
                        "6:13: '127.0.0.1' is no address to listen on; write host:port with a port from 0 (any free one)"
                                + " to 65535, such as 127.0.0.1:6432"),
                arguments(
                        "port out of range",
                        "127.0.0.1:6432",
                        "127.0.0.1:66432",
                        "6:13: '127.0.0.1:66432' is no address to listen on; write host:port with a port from 0 (any free"
                                + " one) to 65535, such as 127.0.0.1:6432"),
                arguments(
                        "bad backend port",
                        "port: 5432",
                        "port: 0",
                        "10:37: '0' is no port; write a number from 1 to 65535"),
                arguments(
                        "host with port",
                        "host: 127.0.0.1",
                        "host: 127.0.0.1:5432",
                        "10:20: '127.0.0.1:5432' is no host;"
                                + " write a name or an address alone; the port has a key of its own"),
                arguments(
                        "database twice",
                        "migrations: migrations/",
                        "  shop: {}",
                        "11:3: key 'shop' is there twice; keep one; the other is in line 4"),
                arguments(
                        "key twice",
                        "pooling: session",
                        "engine: postgresql",
                        "7:5: key 'engine' is there twice; keep one; the other is in line 5"),
                arguments(
                        "user twice",
                        "[{name: app,",
                        "[{name: app, password: a}, {name: app,",
                        "8:46: user app of database shop is there twice; keep one"),
                arguments(
                        "database listens where the admin API does",
                        "127.0.0.1:6432",
                        "0.0.0.0:8642",
                        "6:13: database shop listens where the admin API does (line 1); use another port"),
                arguments(
                        "unknown engine",
                        "postgresql",
                        "oracle",
                        "5:13: engine 'oracle' is unknown; write engine: postgresql, or engine: mysql for MySQL and MariaDB"),
                arguments(
                        "unknown pooling",
                        "pooling: session",
                        "pooling: statement",
                        "7:14: pooling 'statement' is unknown; write session or transaction, or keys and values:"
                                + " {mode: session, size: 20}"),
                arguments(
                        "unknown pooling mode",
                        "pooling: session",
                        "pooling: {mode: per-statement}",
                        "7:21: pooling 'per-statement' is unknown; write session or transaction, or keys and values:"
                                + " {mode: session, size: 20}"),
                arguments(
                        "misspelt key of pooling",
                        "pooling: session",
                        "pooling: {queryWeight: 3s}",
                        "7:15: unknown key 'queryWeight' in pooling of database shop; did you mean 'queryWait'?"),
                arguments(
                        "pool without connections",
                        "pooling: session",
                        "pooling: {size: 0}",
                        "7:21: '0' is no number that fits here; write 1 to 100000"),
                arguments(
                        "more warm connections than there may be",
                        "pooling: session",
                        "pooling: {size: 2, warm: 3}",
                        "7:30: more connections are to be kept warm than there may be (size is 2); write 0 to 2"),
                arguments(
                        "a wait without end",
                        "pooling: session",
                        "pooling: {queryWait: off}",
                        "7:26: 'off' is no duration; write a number and a unit: 200ms, 10s, 5m, 24h, 7d"),
                arguments(
                        "time without unit",
                        "pooling: session",
                        "pooling: {serverIdle: 600}",
                        "7:27: 600 has no unit; write 600ms or 600s"),
                arguments(
                        "no clients at all",
                        "migrations: migrations/",
                        "limits: {maxClients: 0}",
                        "11:22: '0' is no number that fits here; write 1 to 1000000"),
                arguments(
                        "network by name",
                        "migrations: migrations/",
                        "clients: {proxyProtocol: [localhost]}",
                        "11:27: 'localhost' is no address; write 10.0.0.0/8, 192.0.2.7, 2001:db8::/32 or all; no names"),
                arguments(
                        "network with too many bits",
                        "migrations: migrations/",
                        "clients: {proxyProtocol: [10.0.0.0/33]}",
                        "11:27: '10.0.0.0/33' is no address; write 10.0.0.0/8, 192.0.2.7, 2001:db8::/32 or all; no names"),
                arguments(
                        "network with an impossible address",
                        "migrations: migrations/",
                        "clients: {proxyProtocol: [10.0.0.999/8]}",
                        "11:27: '10.0.0.999/8' is no address; write 10.0.0.0/8, 192.0.2.7, 2001:db8::/32 or all; no names"),
                arguments(
                        "balancers everywhere",
                        "migrations: migrations/",
                        "clients: {proxyProtocol: [all]}",
                        "11:27: 'all' would let every client say who it is; list the balancers' networks"),
                arguments(
                        "no networks",
                        "migrations: migrations/",
                        "clients: {proxyProtocol: []}",
                        "11:26: 'proxyProtocol' in clients is empty; write proxyProtocol: [10.0.0.0/8, 192.0.2.5]"),
                arguments(
                        "directory of sockets that is none",
                        "migrations: migrations/",
                        "clients: {unixSockets: {directory: nowhere}}",
                        "11:36: 'nowhere' is no directory; make it, writable for Crossfade"),
                arguments(
                        "mode of sockets",
                        "migrations: migrations/",
                        "clients: {unixSockets: {directory: ., mode: \"0888\"}}",
                        "11:45: '0888' are no permissions; write three octal digits, such as \"0770\""),
                arguments(
                        "keep-alive by the millisecond",
                        "migrations: migrations/",
                        "clients: {keepAlive: {idle: 1500ms}}",
                        "11:29: '1500ms' is no whole number of seconds; write 60s"),
                arguments(
                        "keep-alive without end",
                        "migrations: migrations/",
                        "clients: {keepAlive: {count: 0}}",
                        "11:30: '0' is no number that fits here; write 1 to 100"),
                arguments(
                        "limit of none",
                        "migrations: migrations/",
                        "limits: {perUser: 0}",
                        "11:19: '0' is no number that fits here; write 1 to 1000000"),
                arguments(
                        "log level",
                        "migrations: migrations/",
                        "log: {level: info}",
                        "11:14: 'info' is no level of the log; write one of ERROR, WARN, INFO, DEBUG"),
                arguments(
                        "neither true nor false",
                        "migrations: migrations/",
                        "log: {connections: yes}",
                        "11:20: 'yes' is neither true nor false; write true or false"),
                arguments(
                        "drain without unit",
                        "migrations: migrations/",
                        "shutdown: {drainTimeout: 30}",
                        "11:26: 30 has no unit; write 30ms or 30s"),
                arguments(
                        "flag store",
                        "store: file",
                        "store: etcd",
                        "2:16: flag store 'etcd' is not in this version; write store: file"),
                arguments(
                        "pass-through of other names",
                        "  shop:",
                        "  \"*\":",
                        "4:3: passing other names through ('*') is not in this version; list each database"),
                arguments(
                        "unset variable",
                        "${env:APP_PASSWORD}",
                        "x${env:NOT_SET}",
                        "8:35: environment variable NOT_SET is not set; set it before you start Crossfade"),
                arguments(
                        "empty variable",
                        "${env:APP_PASSWORD}",
                        "${env:EMPTY}",
                        "8:35: environment variable EMPTY is empty; set it before you start Crossfade"),
                arguments(
                        "unreadable secret file",
                        "${env:APP_PASSWORD}",
                        "${file:nowhere}",
                        "8:35: file nowhere cannot be read: there is no such file; give a file this user may read; its"
                                + " path is relative to the configuration file"),
                arguments(
                        "unknown reference",
                        "${env:APP_PASSWORD}",
                        "${vault:app}",
                        "8:35: unknown reference ${vault:app}; write ${env:NAME} or ${file:PATH}; to mean the characters"
                                + " themselves, double the dollar sign"),
                arguments(
                        "admin open to the world",
                        "{listen: 127.0.0.1:8642, token: \"${env:CROSSFADE_TOKEN}\"}",
                        "{listen: 0.0.0.0:8642}",
                        "1:17: the admin API would listen beyond this machine without a token;"
                                + " add token: \"${env:CROSSFADE_TOKEN}\", or listen on 127.0.0.1:8642"),
                arguments(
                        "token that no header can carry",
                        "${env:CROSSFADE_TOKEN}",
                        "two words",
                        "1:40: the token holds characters that an HTTP header cannot carry;"
                                + " use letters, digits and punctuation of ASCII, without spaces"),
                arguments(
                        "unquoted secret that YAML takes for a tag",
                        "\"${env:APP_PASSWORD}\"",
                        "!hidden word",
                        "8:35: 'password' in user 1 of database shop begins with '!', which YAML takes for a tag;"
                                + " put the value in quotes"),
                arguments(
                        "unquoted secret that YAML takes for an alias",
                        "\"${env:APP_PASSWORD}\"",
                        "*hidden",
                        "8:35: not valid YAML: an alias without its anchor, or a second document; quote a value that"
                                + " begins with * or &, and keep one document to a file"),
                arguments(
                        "no YAML",
                        "[{name: app,",
                        "[{name: app: b,",
                        "8:23: not valid YAML: expected ',' or '}', but got :;"
                                + " check indentation, quotes and brackets here and just above"),
                arguments(
                        "missing migrations folder",
                        "migrations: migrations/",
                        "migrations: elsewhere",
                        "11:13: folder 'elsewhere' cannot be read (no such file);"
                                + " give a folder; its path is relative to the configuration file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void reportsAProblem(String name, String replace, String by, String expected) {
        assertThat(GOOD).contains(replace);
        ConfigurationException e = problemsOf(GOOD.replace(replace, by));
        assertThat(e.problems())
                .extracting(ConfigurationProblem::toString)
                .containsExactly(folder.resolve("crossfade.yaml") + ":" + expected);
        assertThat(e.getMessage())
                .doesNotContain("hidden")
                .doesNotContain("t0ken")
                .doesNotContain("app-secret");
    }

    @Test
    void reportsTenProblemsAtOnce() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(
                folder.resolve("migrations/a.yaml"), "name: a\ndatabase: shop\nretype: {column: id, to: bigint}\n");
        ConfigurationException e = problemsOf("""
                admin: {listen: "8642"}
                flag: {path: flags.json}
                databases:
                  shop:
                    engine: oracle
                    listen: 127.0.0.1:x
                    pooling: statement
                    users:
                      - {name: app}
                      - {name: app, password: "${env:NOPE}"}
                    backends:
                      blue: {host: 127.0.0.1, port: many, database: shop, password: "${env:BLUE_PASSWORD}"}
                migrations: migrations
                """);
        String main = folder.resolve("crossfade.yaml") + ":";
        assertThat(e.problems())
                .extracting(problem -> problem.toString().replaceFirst(";.*", ""))
                .containsExactly(
                        main + "1:17: '8642' is no address to listen on",
                        main + "2:1: unknown key 'flag' in the configuration",
                        main + "5:13: engine 'oracle' is unknown",
                        main + "6:13: '127.0.0.1:x' is no address to listen on",
                        main + "7:14: pooling 'statement' is unknown",
                        main + "9:9: missing key 'password' in user 1 of database shop",
                        main + "10:16: user app of database shop is there twice",
                        main + "10:31: environment variable NOPE is not set",
                        main + "12:13: missing key 'user' in backend blue of database shop",
                        main + "12:37: 'many' is no port",
                        folder.resolve("migrations/a.yaml") + ":1:1: missing key 'table' in the migration");
    }

    @Test
    void whatMySqlCannotDoYetIsAProblemAtOnce() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(
                folder.resolve("migrations/a.yaml"),
                "name: a\ndatabase: shop\ntable: t\nretype: {column: id, to: bigint}\n");
        ConfigurationException e = problemsOf("""
                admin: {listen: "127.0.0.1:8642"}
                databases:
                  shop:
                    engine: mysql
                    listen: 127.0.0.1:6432
                    pooling: transaction
                    lookup: {query: "SELECT usename, passwd FROM a($1)"}
                    backends:
                      blue: {host: 127.0.0.1, port: 3306, database: shop, user: x, password: y}
                  other:
                    listen: 127.0.0.1:6432
                    backends:
                      blue: {host: 127.0.0.1, port: 5432, database: shop, user: x, password: y}
                migrations: migrations
                """);
        String main = folder.resolve("crossfade.yaml") + ":";
        String file = folder.resolve("migrations/a.yaml") + ":";
        assertThat(e.problems())
                .extracting(problem -> problem.toString().replaceFirst(";.*", ""))
                .containsExactly(
                        main + "6:14: pooling by transaction is not in this version for engine mysql",
                        main + "7:13: a MySQL server does not show what users prove themselves by",
                        main + "11:13: database other listens where a database of another engine does",
                        file
                                + "1:1: guard repair, which is what a file without the key asks for, is not in this version"
                                + " for engine mysql",
                        file + "4:9: retype is not in this version for engine mysql");
    }

    @Test
    void aRenameOnMySqlIsReadAndWhatItMayNotAskForIsAProblem() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Path migration = folder.resolve("migrations/a.yaml");
        String start = "name: a\ndatabase: shop\n";
        String configuration = """
                databases:
                  shop:
                    engine: mysql
                    listen: 127.0.0.1:6432
                    backends:
                      blue: {host: 127.0.0.1, port: 3306, database: store, user: x, password: y}
                migrations: migrations
                """;
        Path main = folder.resolve("crossfade.yaml");
        Files.writeString(main, configuration);
        Files.writeString(migration, start + "table: t\nrename: {column: b, to: c}\nguard: none\n");
        assertThat(ConfigurationLoader.load(main).migrations())
                .singleElement()
                .satisfies(spec -> assertThat(spec.table()).hasToString("store.t"));
        Files.writeString(
                migration,
                start + "table: public.t\nrename: {column: b, to: c}\nguard: observe\nadvance: auto\n"
                        + "backfill: {workers: 2, maxReplicaLag: 2s}\n");
        String file = folder.resolve("migrations/a.yaml") + ":";
        assertThat(problemsOf(configuration).problems())
                .extracting(problem -> problem.toString().replaceFirst(";.*", ""))
                .containsExactly(
                        file
                                + "3:8: table public.t is not in database store, to which this database's backend connects",
                        file + "5:8: guard observe is not in this version for engine mysql",
                        file
                                + "6:10: advance auto is not in this version for engine mysql: no reads are compared at shadow",
                        file + "7:21: workers is not in this version for engine mysql",
                        file + "7:39: maxReplicaLag is not in this version for engine mysql");
        Files.writeString(migration, start + "table: t\nrename: {column: b, to: c}\nguard: none\n");
        assertThat(problemsOf(configuration.replace("password: y}", "password: y, tls: {mode: verify-ca, ca: x.pem}}"))
                        .problems())
                .anySatisfy(problem -> assertThat(problem.toString()).contains("verifies the server"));
    }

    @Test
    void aMissingFileAndAForeignFileAreProblemsToo() throws IOException {
        assertThatThrownBy(() -> ConfigurationLoader.load(folder.resolve("nowhere.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere.yaml:1:1: there is no such file");
        assertThat(problemsOf("- 1\n- 2\n")).hasMessageContaining("1:1: the file holds no keys and values");
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        assertThatThrownBy(() -> ConfigurationLoader.load(folder.resolve("latin.yaml")))
                .hasMessageContaining("the file is not UTF-8");
        Files.write(folder.resolve("big.yaml"), new byte[YamlFile.MAX_FILE_BYTES + 1]);
        assertThatThrownBy(() -> ConfigurationLoader.load(folder.resolve("big.yaml")))
                .hasMessageContaining("the file has more than 1048576 bytes");
    }

    @Test
    void aliasesAreBounded() {
        StringBuilder laughs = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(problemsOf(laughs.toString())).hasMessageContaining("uses too many aliases");
    }

    private Configuration load(String yaml) throws IOException {
        return load(yaml, ENVIRONMENT);
    }

    private Configuration load(String yaml, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        Path file = Files.writeString(folder.resolve("crossfade.yaml"), yaml);
        return ConfigurationLoader.load(file, environment::get);
    }

    private ConfigurationException problemsOf(String yaml) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(yaml));
    }
}
