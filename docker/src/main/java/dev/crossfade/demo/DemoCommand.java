package dev.crossfade.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.admin.cli.ExtraCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code crossfade demo}: a column is split and a key is widened under an application that keeps working, on a real
 * PostgreSQL, and nothing of it remains afterwards. Exit code 0 only when the application saw no error and every row is
 * what it believes.
 */
@Command(
        name = "demo",
        description =
                "Migrates two columns of a real PostgreSQL under a running application, forth, back and forth again.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements ExtraCommand, Callable<Integer> {
    private static final int TRANSACTIONS_AT_LEAST = 20_000;
    private static final int FLIPS = 24;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Option(
            names = "--json",
            description =
                    "Print the summary as one JSON object on the last line of standard output; everything else goes to standard error.")
    private boolean json;

    @Option(names = "--stay", description = "Leave everything running afterwards, until Ctrl-C, and print what to try.")
    private boolean stay;

    @Option(
            names = "--engine",
            defaultValue = "postgresql",
            description = "Which database: ${DEFAULT-VALUE} is the only one so far.")
    private String engine = "postgresql";

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description = "Rows in the shop, roughly (default ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--threads",
            defaultValue = "8",
            description = "Threads of the application (default ${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws Exception {
        if (!engine.equals("postgresql")) {
            throw wrongUsage("--engine " + engine + ": this release knows postgresql only");
        }
        if (rows < 1_000 || rows > 20_000_000) {
            throw wrongUsage("--rows is from 1000 to 20000000, not " + rows);
        }
        if (threads < 1 || threads > 64) {
            throw wrongUsage("--threads is from 1 to 64, not " + threads);
        }
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.WARN); // the screen is for what the demo shows
        }
        PrintStream out = new PrintStream(json ? System.err : System.out, true, StandardCharsets.UTF_8);
        Screen screen = new Screen(
                out,
                Boolean.getBoolean("crossfade.terminal." + (json ? "err" : "out")),
                Integer.getInteger("crossfade.terminal.columns", 80));
        Cleanup cleanup = new Cleanup();
        Thread onInterrupt = new Thread(cleanup::close, "demo-cleanup");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            Summary summary = run(screen, cleanup);
            if (json) {
                new PrintStream(System.out, true, StandardCharsets.UTF_8).println(summary.json());
            }
            if (stay) {
                new CountDownLatch(1).await(); // Ctrl-C ends the process; the hook above cleans up
            }
            return summary.clean() ? 0 : 1;
        } finally {
            cleanup.close();
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Summary run(Screen screen, Cleanup cleanup) throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("crossfade-demo-");
        cleanup.add(() -> DemoServer.delete(folder));
        screen.event("starting a PostgreSQL of its own");
        DemoServer server = cleanup.add(DemoServer.start(folder));
        Meter meter = new Meter();
        try (Connection direct = server.direct()) {
            ShopSchema.create(direct, DemoServer.OWNER, DemoServer.APP, rows);
            screen.event("PostgreSQL " + version(direct) + " on 127.0.0.1:" + server.port()
                    + ", asks for SCRAM; a shop with " + rows + " rows");
            CrossfadeNode node = cleanup.add(CrossfadeNode.start(configure(folder, server)));
            int port = node.address(DemoServer.DATABASE).getPort();
            Operator operator = new Operator(node.adminUri());
            operator.waitUntilReady();
            screen.event("Crossfade before it on 127.0.0.1:" + port + ", admin API " + node.adminUri());
            ShopApplication shop = cleanup.add(ShopApplication.open(
                    direct, DemoServer.jdbcUrl(port), DemoServer.APP, server.appPassword(), threads, meter));
            shop.start();
            screen.event("the shop is open: " + threads + " threads through Crossfade, which know nothing of it");
            screen.head(ShopSchema.CUSTOMER_NAME, ShopSchema.ORDER_ID);
            Watch watch = cleanup.add(new Watch(screen, operator, meter));
            try {
                new Tour(operator, screen, meter).walk(FLIPS, TRANSACTIONS_AT_LEAST);
            } catch (IOException e) {
                meter.error("the operator: " + e.getMessage());
            }
            watch.close();
            shop.stop();
            screen.event("the shop is closed; comparing every row");
            long compared = 0;
            try (Connection throughProxy = server.asApplication(port)) {
                compared = new Comparison(shop.ledgers(), meter).run(throughProxy, direct, true);
            } catch (SQLException e) {
                meter.error("the comparison: SQLSTATE " + e.getSQLState() + ", " + e.getMessage());
            }
            Summary summary = Summary.of(meter, flips(operator, meter), compared, screen.seconds());
            screen.line("");
            summary.lines().forEach(screen::line);
            meter.firstProblems().forEach(screen::line);
            screen.line("");
            if (stay) {
                shop.start();
                whatToTry(server, port, node).forEach(screen::line);
                screen.head(ShopSchema.CUSTOMER_NAME, ShopSchema.ORDER_ID);
                if (screen.terminal()) {
                    cleanup.add(new Watch(screen, operator, meter));
                }
            }
            return summary;
        }
    }

    private static List<Double> flips(Operator operator, Meter meter) throws InterruptedException {
        try {
            return operator.flipToEffectMillis();
        } catch (IOException e) {
            meter.error("the operator: " + e.getMessage());
            return List.of();
        }
    }

    private static String version(Connection direct) throws SQLException {
        return direct.getMetaData().getDatabaseProductVersion();
    }

    private static Path configure(Path folder, DemoServer server) throws IOException {
        ShopSchema.writeMigrations(folder.resolve("migrations"));
        return Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:0"}
                flags: {store: file, path: flags.json}
                databases:
                  shop:
                    engine: postgresql
                    listen: "127.0.0.1:0"
                    pooling: session
                    users: [{name: app, password: "%s"}]
                    backends:
                      blue: {host: 127.0.0.1, port: %d, database: shop, user: crossfade, password: "%s"}
                migrations: migrations/
                """.formatted(
                        server.appPassword(), server.port(), server.enginePassword()));
    }

    private static List<String> whatToTry(DemoServer server, int port, CrossfadeNode node) {
        String psql = "PGPASSWORD=" + server.appPassword() + " psql -h 127.0.0.1 -U app -d shop -p ";
        String flag = node.adminUri()
                .resolve("/v1/flags/migration.customer-name.stage")
                .toString();
        return List.of(
                "The shop goes on. Try, in another shell (Ctrl-C here ends everything and removes it):",
                "",
                "  # as the application sees it, through Crossfade: the old column, served from the new ones",
                "  " + psql + port + " -c 'SELECT * FROM customers ORDER BY id LIMIT 5'",
                "  # as an application of tomorrow: the new names work already, and old ones follow what they write",
                "  " + psql + port + " -c \"INSERT INTO customers (first_name, last_name, email)"
                        + " VALUES ('Marie', 'Curie', 'marie@example.com') RETURNING id, full_name\"",
                "  # what really is in the table",
                "  " + psql + server.port() + " -c 'SELECT * FROM customers ORDER BY id LIMIT 5'",
                "  # back and forth by flag, under load",
                "  curl -X PUT " + flag + " -H 'Content-Type: application/json' -d '{\"variant\":\"shadow\"}'",
                "  curl -X PUT " + flag + " -H 'Content-Type: application/json' -d '{\"variant\":\"live\"}'",
                "  # where things stand, and who changed what",
                "  curl " + node.adminUri().resolve("/v1/migrations/customer-name"),
                "  curl " + node.adminUri().resolve("/v1/audit"),
                "  # what Crossfade makes of a statement",
                "  ./crossfade rewrite --admin " + node.adminUri() + " --database shop \"SELECT * FROM customers\"",
                "");
    }
}
