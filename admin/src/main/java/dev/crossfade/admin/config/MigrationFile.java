package dev.crossfade.admin.config;

import dev.crossfade.admin.config.MigrationSpec.Backfill;
import dev.crossfade.admin.config.MigrationSpec.Guard;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one migration file: its keys, except for what changes, which {@link ColumnChange} reads. */
final class MigrationFile {
    static final Duration DEFAULT_SOAK = Duration.ofHours(24);
    private static final Duration MAX_SOAK = Duration.ofDays(365);
    private static final Duration MIN_BATCH_TARGET = Duration.ofMillis(10);
    private static final Duration MAX_BATCH_TARGET = Duration.ofSeconds(60);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(60);
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
    private static final int ALL_PERCENT = 100;
    private static final Duration MIN_REPLICA_LAG = Duration.ofMillis(100);
    private static final Duration MAX_REPLICA_LAG = Duration.ofHours(1);
    private static final Duration MIN_CLIENT_P99 = Duration.ofMillis(1);
    private static final Duration MAX_CLIENT_P99 = Duration.ofMinutes(1);
    private static final int MAX_ACTIVE_SESSIONS = 100_000;
    private static final List<String> KEYS = List.of(
            "name",
            "database",
            "table",
            "columns",
            "retype",
            "rename",
            "notNull",
            "check",
            "foreignKey",
            "unique",
            "createIndex",
            "dropIndex",
            "dropColumn",
            "rewrite",
            "backfill",
            "soak",
            "guard",
            "shadow",
            "rollback",
            "unrewritable",
            "advance");

    private final YamlFile file;
    private final Values values;
    private final Set<String> databases;
    private final Map<String, String> mysql;

    /**
     * @param databases of the configuration, by name
     * @param mysql those of them whose engine is MySQL, each with its name at the server
     */
    MigrationFile(YamlFile file, Set<String> databases, Map<String, String> mysql) {
        this.file = file;
        this.mysql = mysql;
        this.values = new Values(file);
        this.databases = databases;
    }

    /** The migration, or null after a report. */
    @Nullable
    FiledMigration read() {
        int before = file.problemCount();
        byte[] bytes = file.read();
        MappingNode root = bytes == null ? null : file.parse(bytes);
        if (bytes == null || root == null) {
            return null;
        }
        Section section = Section.of(file, root, "the migration", KEYS);
        String name = name(section);
        String database = database(section);
        String form = form(section);
        String here = database == null ? null : mysql.get(database);
        TableName table =
                new Names(file).table(section.requireText("table", "public.customers"), here == null ? "public" : here);
        MySqlLimits limits = here == null ? null : new MySqlLimits(file, here);
        if (limits != null && form != null) {
            limits.check(section, table, form);
        }
        if (form != null && SchemaChangeReader.FORMS.containsKey(form)) {
            SchemaChangeReader reader = new SchemaChangeReader(file);
            SchemaChange change = reader.read(section, form);
            Duration soak = reader.soak(section, DEFAULT_SOAK, MAX_SOAK);
            return name == null
                            || database == null
                            || table == null
                            || change == null
                            || soak == null
                            || file.problemCount() > before
                    ? null
                    : new ChangeSpec(name, database, table, change, soak, sha256(bytes));
        }
        ColumnChange change = form == null ? null : new ColumnChangeReader(file).read(section, form);
        Backfill backfill = backfill(section, limits);
        ScalarNode soakNode = section.optionalText("soak", "24h");
        Duration soak = soakNode == null ? DEFAULT_SOAK : values.duration(soakNode, Duration.ZERO, MAX_SOAK);
        Guard guard = guard(section);
        SafetyReader safety = new SafetyReader(file);
        boolean showsValues = safety.showsValues(section);
        RollbackBounds rollback = safety.rollback(section);
        only(section, "unrewritable", "refuse");
        boolean advancesItself = advancesItself(section);
        if (name == null
                || database == null
                || table == null
                || change == null
                || soak == null
                || file.problemCount() > before) {
            return null;
        }
        ColumnMigration migration = new ColumnMigration(
                name, database, table, change.conversion(), change.oldColumns(), change.newColumns(), change.down());
        return new MigrationSpec(
                migration, backfill, soak, guard, sha256(bytes), showsValues, rollback, advancesItself);
    }

    private @Nullable String name(Section section) {
        ScalarNode node = section.requireText("name", "customer-name");
        if (node == null) {
            return null;
        }
        if (!ColumnMigration.NAME.matcher(node.getValue()).matches()) {
            file.problem(
                    node,
                    Values.shown(node) + " is no name for a migration",
                    "use at most 40 lower case letters, digits and dashes, the first one a letter");
            return null;
        }
        return node.getValue();
    }

    private @Nullable String database(Section section) {
        ScalarNode node = section.requireText("database", "shop");
        if (node == null) {
            return null;
        }
        if (!databases.contains(node.getValue())) {
            file.problem(
                    node,
                    "database " + Values.shown(node) + " is not in the configuration",
                    Nearest.to(node.getValue(), databases)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("known: " + String.join(", ", databases)));
            return null;
        }
        return node.getValue();
    }

    /** The one key that says what changes, or null after a report. */
    private @Nullable String form(Section section) {
        List<String> known = KEYS.subList(KEYS.indexOf("columns"), KEYS.indexOf("backfill"));
        List<String> forms = known.stream().filter(section::has).toList();
        if (forms.isEmpty()) {
            file.problem(
                    section.node(),
                    "the migration does not say what changes",
                    "add one of " + String.join(", ", known) + ", such as retype: " + ColumnChange.RETYPE);
            return null;
        }
        for (String more : forms.subList(1, forms.size())) {
            file.problem(
                    section.at(more),
                    "the migration says twice what changes: " + forms.get(0) + " and " + more,
                    "keep one of them and put the others into files of their own");
        }
        return forms.get(0);
    }

    private Backfill backfill(Section section, @Nullable MySqlLimits limits) {
        MappingNode node =
                section.optionalMapping("backfill", "{batchTarget: 200ms, maxShare: 25%, maxClientP99: 50ms}");
        if (node == null) {
            return Backfill.DEFAULT;
        }
        Section backfill = Section.of(
                file,
                node,
                "backfill",
                List.of(
                        "batchTarget",
                        "minPause",
                        "maxReplicaLag",
                        "maxClientP99",
                        "maxActiveSessions",
                        "maxShare",
                        "workers"));
        if (limits != null) {
            limits.backfill(backfill);
        }
        ScalarNode targetNode = backfill.optionalText("batchTarget", "200ms");
        ScalarNode pauseNode = backfill.optionalText("minPause", "0ms");
        Duration target = targetNode == null ? null : values.duration(targetNode, MIN_BATCH_TARGET, MAX_BATCH_TARGET);
        ScalarNode lagNode = backfill.optionalText("maxReplicaLag", "2s");
        Duration pause = pauseNode == null ? null : values.duration(pauseNode, Duration.ZERO, MAX_PAUSE);
        Duration lag = lagNode == null ? null : values.duration(lagNode, MIN_REPLICA_LAG, MAX_REPLICA_LAG);
        ScalarNode p99Node = backfill.optionalText("maxClientP99", "50ms");
        ScalarNode activeNode = backfill.optionalText("maxActiveSessions", "25");
        ScalarNode workersNode = backfill.optionalText("workers", "2");
        Integer workers = workersNode == null ? null : values.number(workersNode, 1, Backfill.MAX_WORKERS);
        return new Backfill(
                target == null ? Backfill.DEFAULT.batchTarget() : target,
                pause == null ? Backfill.DEFAULT.minPause() : pause,
                lag,
                p99Node == null ? null : values.duration(p99Node, MIN_CLIENT_P99, MAX_CLIENT_P99),
                activeNode == null ? null : values.number(activeNode, 1, MAX_ACTIVE_SESSIONS),
                share(backfill.optionalText("maxShare", "25%")),
                workers == null ? Backfill.DEFAULT_WORKERS : workers);
    }

    private double share(@Nullable ScalarNode node) {
        if (node == null) {
            return Backfill.DEFAULT_MAX_SHARE;
        }
        Matcher percent = PERCENT.matcher(node.getValue());
        int number = percent.matches() ? Integer.parseInt(percent.group(1)) : 0;
        if (number < 1 || number > ALL_PERCENT) {
            file.problem(node, "maxShare " + Values.shown(node) + " is no share", "write 1% to 100%, such as 25%");
            return Backfill.DEFAULT_MAX_SHARE;
        }
        return number / (double) ALL_PERCENT;
    }

    private Guard guard(Section section) {
        ScalarNode guard = section.optionalText("guard", "repair");
        if (guard == null || guard.getValue().equals("repair")) {
            return Guard.REPAIR;
        }
        if (guard.getValue().equals("observe")) {
            return Guard.OBSERVE;
        }
        if (!guard.getValue().equals("none")) {
            file.problem(
                    guard,
                    "guard " + Values.shown(guard) + " is neither repair, observe nor none",
                    "write guard: repair; guard: observe only counts, and guard: none is for tables whose writers all go"
                            + " through the proxy");
        }
        return Guard.NONE;
    }

    private boolean advancesItself(Section section) {
        ScalarNode advance = section.optionalText("advance", "manual");
        if (advance == null || advance.getValue().equals("manual")) {
            return false;
        }
        if (!advance.getValue().equals("auto")) {
            file.problem(
                    advance,
                    "advance " + Values.shown(advance) + " is neither manual nor auto",
                    "write advance: manual; with advance: auto it goes on by itself once evidence and soak allow it");
        }
        return true;
    }

    /** Keys of which this version knows one value: any other is refused rather than silently not done. */
    private void only(Section section, String key, String value) {
        ScalarNode node = section.optionalText(key, value);
        if (node != null && !node.getValue().equals(value)) {
            file.problem(
                    node, key + " " + Values.shown(node) + " is not in this version", "write " + key + ": " + value);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What changes. */
    record ColumnChange(
            ColumnMigration.Conversion conversion,
            List<String> oldColumns,
            List<ColumnMigration.NewColumn> newColumns,
            Map<String, String> down) {
        static final String RETYPE = "{column: id, to: bigint}";
    }
}
