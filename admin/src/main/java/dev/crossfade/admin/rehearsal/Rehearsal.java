package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.Report.Copied;
import dev.crossfade.admin.rehearsal.Report.Move;
import dev.crossfade.admin.rehearsal.Report.Played;
import dev.crossfade.admin.rehearsal.TableFacts.Column;
import dev.crossfade.admin.rehearsal.TableFacts.Family;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.TableName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rehearsal, from the look at the real database to the report. For use by one thread. */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String TWIN = "crossfade_twin";
    private static final Duration SERVER_START = Duration.ofSeconds(60);

    private final MigrationSpec spec;
    private final DatabaseConnection where;
    private final Configuration.Rehearsal settings;
    private final List<StatementClient.Seen> census;
    private final @Nullable String path;
    private final Consumer<String> progress;
    private final long endNanos;
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();

    private final Meter meter = new Meter();
    private final List<Move> moves = new ArrayList<>();
    private final Set<String> notCovered = new LinkedHashSet<>();
    private final List<Copied> copied = new ArrayList<>();
    private List<Played> played = List.of();
    private String serverVersion = "?";
    private String realVersion = "?";
    private long realRows = -1;

    /**
     * @param census the statements to play
     * @param path the environment's PATH, where programs are looked for
     * @param progress told what is done at present
     */
    Rehearsal(
            MigrationSpec spec,
            DatabaseConnection where,
            Configuration.Rehearsal settings,
            List<StatementClient.Seen> census,
            @Nullable String path,
            Consumer<String> progress) {
        this.spec = new MigrationSpec(
                spec.migration(),
                new MigrationSpec.Backfill(
                        spec.backfill().batchTarget(),
                        spec.backfill().minPause(),
                        null,
                        null,
                        null,
                        1,
                        spec.backfill().workers()),
                Duration.ZERO,
                spec.guard(),
                spec.digest());
        this.where = where;
        this.settings = settings;
        this.census = census;
        this.path = path;
        this.progress = progress;
        this.endNanos = System.nanoTime() + settings.deadline().toNanos();
        if (!spec.soak().isZero()) {
            notCovered.add("soak: the file says " + spec.soak() + " and that no client has spoken old for as long; the"
                    + " rehearsal waits for neither");
        }
        if (spec.backfill().maxReplicaLag() != null) {
            notCovered.add("replicas: the throwaway server has none");
        }
        if (spec.rollback() != null) {
            notCovered.add("rollback: the rehearsal does not go back by itself");
        }
        if (spec.backfill().maxClientP99() != null || spec.backfill().maxActiveSessions() != null) {
            notCovered.add("maxClientP99 and maxActiveSessions: backfill heeds neither in the rehearsal");
        }
    }

    /** Rehearses. Whatever goes wrong is in the report; whatever was begun is stopped and removed when this returns. */
    Report run() throws InterruptedException {
        String reason;
        try {
            reason = rehearse();
        } catch (RehearsalException e) {
            reason = e.whole();
        } catch (CrossfadeException e) {
            reason = e.hint() == null ? e.getMessage() : e.getMessage() + ". " + e.hint();
        } catch (SQLException e) {
            reason = SchemaCopy.firstLine(e);
        } catch (IOException | RuntimeException e) {
            LOG.warn("rehearsal of {}", spec.migration().name(), e);
            reason = "something went wrong inside the rehearsal: " + e;
        }
        return report(reason);
    }

    private Report report(@Nullable String reason) {
        String why = reason;
        List<StatementClient.Seen> refused =
                census.stream().filter(seen -> seen.refusal() != null).toList();
        if (!refused.isEmpty() && why == null && settings.refusedFails()) {
            why = refused.size() + " statement(s) of the census would be refused, such as: "
                    + refused.get(0).statement() + " (" + refused.get(0).refusal()
                    + "). rehearsal: {refused: report} lets that pass";
        }
        if (why == null && meter.allFailures() > 0) {
            why = meter.allFailures() + " answer(s) or rows were not what they are without the migration";
        }
        ColumnMigration migration = spec.migration();
        return new Report(
                migration.name(),
                migration.database(),
                migration.table().toString(),
                spec.digest(),
                why == null ? Report.PASSED : Report.FAILED,
                why,
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos) / 1e3,
                serverVersion,
                realVersion,
                settings.sampled() ? "sampled" : "generated",
                List.copyOf(copied),
                realRows,
                settings.clients(),
                meter.allStatements(),
                meter.allFailures(),
                meter.firstFailures(),
                List.copyOf(moves),
                played,
                List.copyOf(notCovered));
    }

    private long stepSeconds() {
        return Math.max(1, settings.stepDeadline().toSeconds());
    }

    /** Null when everything was gone through. */
    private @Nullable String rehearse() throws RehearsalException, SQLException, IOException, InterruptedException {
        progress.accept("looking at the database");
        try (Connection real = Connections.readOnly(where, settings.sampleTimeout())) {
            real.setAutoCommit(false);
            real.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Origin origin = Origin.read(real);
            realVersion = origin.version();
            Family family = TableFacts.family(real, spec.migration().table());
            realRows = family.table().estimate();
            if (family.table().key().isEmpty()) {
                throw new RehearsalException(
                        "table " + spec.migration().table() + " has no primary key, so its rows cannot be told apart",
                        "Nor could backfill");
            }
            Programs programs = Programs.find(settings.programs(), origin.major(), settings.otherVersion(), path);
            if (programs.major() != origin.major()) {
                notCovered.add("the database's version: PostgreSQL " + origin.major() + "; the rehearsal ran on "
                        + programs.major());
            }
            progress.accept("starting a PostgreSQL of its own");
            try (ThrowawayServer server = ThrowawayServer.start(
                    programs, settings.folder(), origin.superuser(), origin.settings(), SERVER_START)) {
                return onServer(real, origin, family, programs, server);
            }
        }
    }

    private @Nullable String onServer(
            Connection real, Origin origin, Family family, Programs programs, ThrowawayServer server)
            throws RehearsalException, SQLException, IOException, InterruptedException {
        progress.accept("copying the schema");
        SchemaCopy schema = new SchemaCopy(programs, server, origin);
        Shape shape;
        try {
            schema.before(real, where, stepSeconds());
            try (Connection copy = server.connect(origin.database())) {
                serverVersion = copy.getMetaData().getDatabaseProductVersion();
                shape = shape(copy, schema.notes());
                if (settings.sampled()) {
                    progress.accept("sampling rows");
                    Sample sample = new Sample(real, copy, family, shape, settings.rows(), settings.sampleTimeout());
                    sample.take();
                    notCovered.addAll(sample.notes());
                }
            }
            real.rollback(); // the snapshot is not needed any more
            schema.after(stepSeconds());
        } finally {
            notCovered.addAll(schema.notes());
        }
        try (Connection copy = server.connect(origin.database())) {
            if (!settings.sampled()) {
                progress.accept("making rows up");
                Generator generator = new Generator(copy, family, shape, settings.rows());
                generator.make();
                notCovered.addAll(generator.notes());
            }
            Finishing.sequences(copy, family);
            for (TableFacts table : family.tables()) {
                Db.execute(copy, List.of("ANALYZE " + table.name().quoted()));
                Long rows =
                        Db.first(copy, "SELECT count(*) FROM " + table.name().quoted(), row -> row.getLong(1));
                copied.add(new Copied(table.name().toString(), rows == null ? 0 : rows));
            }
        }
        if (!family.left().isEmpty()) {
            notCovered.add(
                    "rows of " + family.left().stream().map(TableName::toString).collect(Collectors.joining(", ")));
        }
        notCovered.add(
                "rows of all tables but " + copied.stream().map(Copied::table).collect(Collectors.joining(", "))
                        + ": they are empty in the rehearsal");
        notCovered.add("times and locks at the real size and under the real load; writes that do not come through"
                + " Crossfade");
        try (Connection admin = server.connect("postgres")) {
            Db.execute(admin, List.of("CREATE DATABASE " + TWIN + " TEMPLATE " + TableName.quote(origin.database())));
        }
        return play(origin, family, shape, server);
    }

    /** What the migration is in this schema, as the engine resolves it. */
    private Shape shape(Connection copy, List<String> notes) throws SQLException, RehearsalException {
        copy.setAutoCommit(false);
        try {
            ShapeReader.Result read = ShapeReader.read(copy, spec.migration());
            if (read.shape() == null) {
                throw new RehearsalException(
                        read.findings().stream().map(Finding::toString).collect(Collectors.joining("; "))
                                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"),
                        null);
            }
            if (!read.shape().companions().isEmpty()) {
                throw new RehearsalException(
                        "columns of foreign keys move with it as one ("
                                + read.shape().companions().stream()
                                        .map(c -> c.migration().table() + "."
                                                + c.olds().get(0).name())
                                        .collect(Collectors.joining(", "))
                                + "), which this version does not rehearse",
                        "Try it on a copy of the database; where rehearsal: required is set, lift it for this migration.");
            }
            return read.shape();
        } finally {
            copy.rollback();
            copy.setAutoCommit(true);
        }
    }

    private @Nullable String play(Origin origin, Family family, Shape shape, ThrowawayServer server)
            throws RehearsalException, SQLException, IOException, InterruptedException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            Connection twin = opened(open, server.connect(TWIN));
            Rows rows = Rows.read(twin, family.table(), shape);
            if (rows.rows().isEmpty()) {
                throw new RehearsalException("table " + family.table().name() + " has no rows", "Use data: generated");
            }
            if (!settings.sampled() && rows.misfits() > 0) {
                throw new RehearsalException(
                        rows.misfits() + " of the made-up rows do not convert", "Use data: sampled");
            }
            List<String> users = Finishing.users(twin);
            String user = Finishing.client(
                    twin,
                    family.table(),
                    census.stream().map(StatementClient.Seen::user).distinct().toList());
            String owner = user == null ? Finishing.owner(twin, family.table(), server.password()) : user;
            if (user == null) {
                notCovered.add(
                        "privileges of the application's user: none was seen that may read and write the table, so the"
                                + " clients were its owner, " + owner);
            }
            Set<String> all = new LinkedHashSet<>(users);
            all.add(owner);
            progress.accept("starting Crossfade");
            Node node = Node.start(
                    spec, server, origin.database(), where.user(), List.copyOf(all), server.folderFor("node"));
            open.push(node);
            awaitReady(node);
            StatementClient.Opener opener = as -> new Pair(
                    () -> Connections.open(node.port(), spec.migration().database(), as, server.password()),
                    () -> server.connect(TWIN, as),
                    meter);
            StatementClient statements = new StatementClient(opener, owner, List.copyOf(all), rows, census);
            Load load = new Load(
                    opener,
                    owner,
                    statements,
                    rows,
                    settings.clients(),
                    settings.statements(),
                    server.connect("postgres"),
                    origin.database(),
                    meter);
            open.push(load);
            played = load.played();
            if (origin.settings().stream().anyMatch(Rehearsal::isSnapshotIsolation)) {
                meter.serializationFailuresMayHappen();
                notCovered.add(
                        "serialization failures (40001): the database's default_transaction_isolation has them, and"
                                + " backfill may cause some; they were counted with no failure");
            }
            meter.read();
            load.begin();
            new Run(
                            spec.migration().name(),
                            node,
                            load,
                            rows,
                            compared(family.table()),
                            meter,
                            opened(open, server.connect(origin.database())),
                            twin,
                            settings.stepDeadline(),
                            endNanos,
                            progress,
                            moves)
                    .all();
            progress.accept("cleaning up");
            return null;
        } finally {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    LOG.warn("at the end of a rehearsal", e);
                }
            }
        }
    }

    private static boolean isSnapshotIsolation(String setting) {
        return setting.equals("default_transaction_isolation=repeatable read")
                || setting.equals("default_transaction_isolation=serializable");
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> open, T resource) {
        open.push(resource);
        return resource;
    }

    /** Columns that both must hold the same values in: not those that the server fills by the time or by chance. */
    private List<String> compared(TableFacts table) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String byDefault = column.byDefault();
            boolean varies = byDefault != null && Finishing.varies(byDefault);
            if (varies && !table.key().contains(column.name())) {
                notCovered.add("values of column " + column.name() + ", whose default is " + byDefault
                        + ", in the comparison of all rows");
            } else {
                columns.add(column.name());
            }
        }
        return columns;
    }

    private void awaitReady(Node node) throws RehearsalException, InterruptedException {
        long end = System.nanoTime() + settings.stepDeadline().toNanos();
        while (!node.isReady()) {
            if (System.nanoTime() - end > 0) {
                throw new RehearsalException(
                        "Crossfade does not serve the copy: "
                                + String.join(
                                        "; ",
                                        node.status(spec.migration().name()).blockedBy()),
                        null);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
