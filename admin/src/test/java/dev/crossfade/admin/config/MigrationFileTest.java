package dev.crossfade.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossfade.admin.tool.ChangeTool;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationFileTest {
    static final String SPLIT = """
            name: customer-name
            database: shop
            table: public.customers
            columns:
              old: [full_name]
              new:
                - {name: first_name, type: text, up: "split_part(full_name, ' ', 1)"}
                - {name: last_name,  type: text, up: "substr(full_name, length(split_part(full_name, ' ', 1)) + 2)"}
              down: {full_name: "CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END"}
            backfill: {batchTarget: 100ms, minPause: 5ms}
            soak: 2d
            guard: none
            unrewritable: refuse
            """;

    static final String RETYPE = """
            name: order-id
            database: shop
            table: orders
            retype: {column: id, to: bigint}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void configuration() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(folder.resolve("crossfade.yaml"), """
                databases:
                  shop:
                    listen: 127.0.0.1:0
                    users: [{name: app, password: a}]
                    backends: {blue: {host: localhost, port: 5432, database: shop, user: crossfade, password: b}}
                migrations: migrations/
                """);
    }

    @Test
    void readsTheGeneralForm() throws IOException {
        MigrationSpec spec = load(SPLIT).get(0);
        assertThat(spec.migration())
                .isEqualTo(new ColumnMigration(
                        "customer-name",
                        "shop",
                        new TableName("public", "customers"),
                        Conversion.FUNCTION,
                        List.of("full_name"),
                        List.of(
                                new NewColumn("first_name", "text", "split_part(full_name, ' ', 1)"),
                                new NewColumn(
                                        "last_name",
                                        "text",
                                        "substr(full_name, length(split_part(full_name, ' ', 1)) + 2)")),
                        Map.of(
                                "full_name",
                                "CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END")));
        assertThat(spec.backfill()).isEqualTo(new MigrationSpec.Backfill(Duration.ofMillis(100), Duration.ofMillis(5)));
        assertThat(spec.soak()).isEqualTo(Duration.ofDays(2));
        assertThat(spec.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void readsTheShortForms() throws IOException {
        String rename = """
                name: customer-rename
                database: shop
                table: crm."Odd.Name"
                rename: {column: fullname, to: full_name}
                """;
        List<MigrationSpec> specs = load(RETYPE, rename);
        assertThat(specs).extracting(spec -> spec.migration().name()).containsExactly("customer-rename", "order-id");
        assertThat(specs.get(0).migration())
                .isEqualTo(new ColumnMigration(
                        "customer-rename",
                        "shop",
                        new TableName("crm", "Odd.Name"),
                        Conversion.IDENTITY,
                        List.of("fullname"),
                        List.of(new NewColumn("full_name", "", "\"fullname\"")),
                        Map.of("fullname", "\"full_name\"")));
        assertThat(specs.get(1).migration())
                .isEqualTo(new ColumnMigration(
                        "order-id",
                        "shop",
                        new TableName("public", "orders"),
                        Conversion.CAST,
                        List.of("id"),
                        List.of(new NewColumn("id_new", "bigint", "CAST(\"id\" AS bigint)")),
                        Map.of()));
        assertThat(specs.get(1).backfill()).isEqualTo(MigrationSpec.Backfill.DEFAULT);
        assertThat(specs.get(1).soak()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void readsWhatSendsItBackAndWhetherValuesAreShown() throws IOException {
        assertThat(load(RETYPE).get(0).rollback()).isNull();
        assertThat(load(RETYPE).get(0).showsValues()).isFalse();
        MigrationSpec spec = load(RETYPE + """
                shadow: {values: show}
                rollback: {mismatches: 3, errorRate: 0.5%, p99: 1.5x, window: 1m}
                """).get(0);
        assertThat(spec.showsValues()).isTrue();
        assertThat(spec.rollback())
                .isEqualTo(new RollbackBounds(3L, null, 0.005, null, 1.5, Duration.ofMinutes(1), 100));
        assertThat(load(RETYPE + "rollback: {deadLetters: 0, p99: 50ms, minStatements: 9}\n")
                        .get(0)
                        .rollback())
                .isEqualTo(new RollbackBounds(null, 0L, null, Duration.ofMillis(50), null, Duration.ofSeconds(30), 9));
    }

    @Test
    void aRetypeMayNameItsColumn() throws IOException {
        assertThat(load(RETYPE.replace("bigint}", "bigint, as: big_id}"))
                        .get(0)
                        .migration()
                        .newColumns())
                .containsExactly(new NewColumn("big_id", "bigint", "CAST(\"id\" AS bigint)"));
    }

    /** Name, what to replace in the split, by what, and the problem. */
    static Stream<Arguments> problems() {
        return Stream.of(
                arguments(
                        "name",
                        "name: customer-name",
                        "name: Customer name",
                        "1:7: 'Customer name' is no name for a migration;"
                                + " use at most 40 lower case letters, digits and dashes, the first one a letter"),
                arguments(
                        "no bound",
                        "soak: 2d",
                        "rollback: {window: 30s}",
                        "11:11: rollback has no bound; add one or more of mismatches, deadLetters, errorRate, p99, such as"
                                + " rollback: {mismatches: 0, deadLetters: 0, errorRate: 1%, p99: 1.5x, window: 30s}"),
                arguments(
                        "error rate",
                        "soak: 2d",
                        "rollback: {errorRate: 101%}",
                        "11:23: '101%' does not fit here; write 0% to 100%, such as 0.5%"),
                arguments(
                        "p99",
                        "soak: 2d",
                        "rollback: {p99: fast}",
                        "11:17: p99 'fast' is neither a duration nor a multiple; write 50ms, or 1.5x for one and a half"
                                + " times what it was at the stage before"),
                arguments(
                        "factor",
                        "soak: 2d",
                        "rollback: {p99: 0.5x}",
                        "11:17: '0.5x' does not fit here; write 1x to 1000x, such as 1.5x, or a duration"),
                arguments(
                        "shown values",
                        "soak: 2d",
                        "shadow: {values: some}",
                        "11:18: values 'some' is neither show nor hide; write values: hide or show"),
                arguments(
                        "unknown database",
                        "database: shop",
                        "database: shp",
                        "2:11: database 'shp' is not in the configuration; did you mean 'shop'?"),
                arguments(
                        "table",
                        "public.customers",
                        "a.b.c",
                        "3:8: 'a.b.c' is no table;"
                                + " write schema.table as the catalog stores them; quote a name that holds dots or spaces"),
                arguments(
                        "split is no key",
                        "columns:",
                        "split:",
                        List.of(
                                "1:1: the migration does not say what changes;"
                                        + " add one of columns, retype, rename, notNull, check, foreignKey, unique, createIndex,"
                                        + " dropIndex, dropColumn, rewrite, such as retype: {column: id, to: bigint}",
                                "4:1: unknown key 'split' in the migration; known here: name, database, table, columns,"
                                        + " retype, rename, notNull, check, foreignKey, unique, createIndex, dropIndex, dropColumn, rewrite,"
                                        + " backfill, soak, guard, shadow, rollback, unrewritable, advance")),
                arguments(
                        "two forms",
                        "guard: none",
                        "rename: {column: a, to: b}",
                        "12:9: the migration says twice what changes: columns and rename;"
                                + " keep one of them and put the others into files of their own"),
                arguments(
                        "column twice",
                        "name: last_name",
                        "name: full_name",
                        "8:14: column full_name is there twice; every column, old or new, has a name of its own"),
                arguments(
                        "no down for an old column",
                        "down: {full_name:",
                        "down: {first:",
                        List.of(
                                "9:9: missing key 'full_name' in down;"
                                        + " add full_name: \"…\", an expression over the new columns",
                                "9:10: unknown key 'first' in down; known here: full_name")),
                arguments(
                        "misspelt key that must be there",
                        "down: {full_name:",
                        "down: {fullname:",
                        "9:10: unknown key 'fullname' in down; did you mean 'full_name'?"),
                arguments(
                        "new column without type",
                        "name: first_name, type: text,",
                        "name: first_name,",
                        "7:7: missing key 'type' in a new column; add type: text"),
                arguments(
                        "no unit",
                        "batchTarget: 100ms",
                        "batchTarget: 100",
                        "10:25: 100 has no unit; write 100ms or 100s"),
                arguments(
                        "no duration",
                        "minPause: 5ms",
                        "minPause: soon",
                        "10:42: 'soon' is no duration; write a number and a unit: 200ms, 10s, 5m, 24h, 7d"),
                arguments(
                        "out of range",
                        "batchTarget: 100ms",
                        "batchTarget: 2h",
                        "10:25: 2h is out of range; write a duration from 10ms to 60s"),
                arguments(
                        "replica lag",
                        "minPause: 5ms",
                        "maxReplicaLag: 2ms",
                        "10:47: 2ms is out of range; write a duration from 100ms to 3600s"),
                arguments(
                        "client p99",
                        "minPause: 5ms",
                        "maxClientP99: 0ms",
                        "10:46: 0ms is out of range; write a duration from 1ms to 60s"),
                arguments(
                        "guard",
                        "guard: none",
                        "guard: watch",
                        "12:8: guard 'watch' is neither repair, observe nor none; write guard: repair; guard: observe only"
                                + " counts, and guard: none is for tables whose writers all go through the proxy"),
                arguments(
                        "unrewritable",
                        "unrewritable: refuse",
                        "unrewritable: pass",
                        "13:15: unrewritable 'pass' is not in this version; write unrewritable: refuse"),
                arguments(
                        "advance",
                        "soak: 2d",
                        "advance: always",
                        "11:10: advance 'always' is neither manual nor auto; write advance: manual; with advance: auto it"
                                + " goes on by itself once evidence and soak allow it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void reportsAProblem(String name, String replace, String by, Object expected) {
        assertThat(SPLIT).contains(replace);
        List<?> all = expected instanceof List<?> list ? list : List.of(expected);
        assertThat(problemsOf(SPLIT.replace(replace, by)))
                .containsExactlyElementsOf(all.stream()
                        .map(text -> folder.resolve("migrations/0.yaml") + ":" + text)
                        .toList());
    }

    @Test
    void tenMistakesAreToldAtOnce() {
        assertThat(problemsOf("""
                        name: Orders Customer
                        database: shp
                        table: a.b.c
                        guard: repair
                        soak: 1d
                        foreignKey:
                          columns: [customer, customer]
                          references: {table: "x y", columns: []}
                          onDelete: explode
                          onUpdat: cascade
                        unique: {name: u, columns: [a]}
                        """))
                .extracting(problem -> problem.substring(problem.indexOf(".yaml:") + 6))
                .containsExactlyInAnyOrder(
                        "1:7: 'Orders Customer' is no name for a migration; use at most 40 lower case letters, digits and"
                                + " dashes, the first one a letter",
                        "2:11: database 'shp' is not in the configuration; did you mean 'shop'?",
                        "3:8: 'a.b.c' is no table; write schema.table as the catalog stores them; quote a name that holds"
                                + " dots or spaces",
                        "4:8: guard has no meaning with foreignKey; remove it: no rows are carried over",
                        "5:7: soak has no meaning with foreignKey; remove it: nothing is waited for",
                        "7:3: missing key 'name' in foreignKey; add name: orders_customer_fkey",
                        "7:23: column customer is there twice; name each column once",
                        "8:23: 'x y' is no table; write schema.table as the catalog stores them; quote a name that holds"
                                + " dots or spaces",
                        "8:39: 'columns' in references is empty; write columns: [id]",
                        "9:13: onDelete 'explode' is no action; write one of no action, restrict, cascade, set null, set"
                                + " default",
                        "10:3: unknown key 'onUpdat' in foreignKey; did you mean 'onUpdate'?",
                        "11:9: the migration says twice what changes: foreignKey and unique; keep one of them and put the"
                                + " others into files of their own");
    }

    @Test
    void whatIsWrongWithARewriteIsToldWhereItIs() {
        String head = "name: a\ndatabase: shop\ntable: orders\n";
        assertThat(problemsOf(
                        head + "rewrite:\n  tool: pg_repak\n",
                        head.replace("a\n", "b\n") + "rewrite: {tool: gh-ost}\n",
                        head.replace("a\n", "c\n") + """
                                rewrite:
                                  tool: pg_repack
                                  options: {host: a, jobs: many, no-ordr: true, tablespace: [a]}
                                soak: 1d
                                """,
                        head.replace("a\n", "d\n")
                                + "rewrite: {tool: pg_repack, options: {order-by: a, no-order: true}}\n"))
                .extracting(problem -> problem.substring(problem.indexOf(".yaml:") - 1))
                .containsExactlyInAnyOrder(
                        "0.yaml:5:9: tool 'pg_repak' is not known; did you mean 'pg_repack'?",
                        "1.yaml:4:17: gh-ost rewrites tables of MySQL, and migrations are PostgreSQL's; write one of pg_repack",
                        "2.yaml:7:7: soak has no meaning with rewrite; remove it: nothing is waited for",
                        "2.yaml:6:13: unknown key 'host' in options of pg_repack; known here: jobs, kill-backend, moveidx,"
                                + " no-analyze, no-order, no-superuser-check, order-by, tablespace, wait-timeout",
                        "2.yaml:6:28: option jobs of pg_repack takes a number, not 'many'; see pg_repack's manual",
                        "2.yaml:6:34: unknown key 'no-ordr' in options of pg_repack; did you mean 'no-order'?",
                        "2.yaml:6:61: 'tablespace' in options of pg_repack is a list where one value belongs; write"
                                + " tablespace: …, as pg_repack's manual says",
                        "3.yaml:4:37: options order-by and no-order of pg_repack exclude each other; keep one of them");
    }

    @Test
    void readsChangesOfTheSchema() throws IOException {
        String head = "name: a\ndatabase: shop\ntable: orders\n";
        assertThat(changeOf(head + "notNull: {column: code}\n")).isEqualTo(new SchemaChange.NotNull("code"));
        assertThat(changeOf(head + "check: {name: p, expression: price > 0}\n"))
                .isEqualTo(new SchemaChange.Check("p", "price > 0"));
        assertThat(changeOf(head + "foreignKey: {name: f, columns: [a, b], references: {table: crm.c, columns: [x, y]},"
                        + " onDelete: set null}\n"))
                .isEqualTo(new SchemaChange.ForeignKey(
                        "f", List.of("a", "b"), new TableName("crm", "c"), List.of("x", "y"), "SET NULL", null));
        assertThat(changeOf(head + "unique: {name: u, columns: [a]}\n"))
                .isEqualTo(new SchemaChange.Unique("u", List.of("a")));
        assertThat(changeOf(head + "createIndex: {name: i, on: [a, lower(b)], using: gin, where: a > 0, include: [C],"
                        + " unique: true}\n"))
                .isEqualTo(new SchemaChange.CreateIndex(
                        "i", true, "USING gin (a\n, lower(b)\n) INCLUDE (\"C\") WHERE (a > 0\n)"));
        assertThat(changeOf(head + "createIndex: {name: i, definition: \"(a)\"}\n"))
                .isEqualTo(new SchemaChange.CreateIndex("i", false, "(a)"));
        assertThat(changeOf(head + "dropIndex: {name: i}\n")).isEqualTo(new SchemaChange.DropIndex("i"));
        assertThat(changeOf(head + "dropColumn: {column: fax}\nsoak: 7d\n"))
                .isEqualTo(new SchemaChange.DropColumn("fax"));
        assertThat(changeOf(head
                        + "rewrite: {tool: pg_repack, options: {order-by: 'a DESC', jobs: 2, no-analyze: true}}\n"))
                .isEqualTo(new SchemaChange.Rewrite(
                        ChangeTool.ALL.get(0), Map.of("order-by", "a DESC", "jobs", "2", "no-analyze", "true")));
    }

    private SchemaChange changeOf(String text) throws IOException {
        Files.writeString(folder.resolve("migrations/0.yaml"), text);
        return ConfigurationLoader.load(folder.resolve("crossfade.yaml"))
                .changes()
                .get(0)
                .change();
    }

    @Test
    void namesAreUniqueAndColumnsAreChangedOnce() {
        String other = RETYPE.replace("orders", "customers").replace("order-id", "customer-name");
        assertThat(problemsOf(SPLIT, other))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains("1.yaml:1:1: migration customer-name is there twice; the other is in", "0.yaml"));
        String sameColumn = RETYPE.replace("orders", "customers").replace("column: id", "column: last_name");
        assertThat(problemsOf(SPLIT, sameColumn))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains("1.yaml:1:1: migration order-id changes a column that customer-name changes too"));
    }

    @Test
    void aRetypeOrRenameToItselfIsRefused() {
        assertThat(problemsOf(RETYPE.replace("bigint}", "bigint, as: id}")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("4:38: the new column has the old one's name"));
        assertThat(problemsOf(RETYPE.replace("retype: {column: id, to: bigint}", "rename: {column: id, to: id}")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("4:26: the new name is the old one"));
    }

    private List<MigrationSpec> load(String... files) throws IOException {
        for (int i = 0; i < files.length; i++) {
            Files.writeString(folder.resolve("migrations/" + i + ".yaml"), files[i]);
        }
        return ConfigurationLoader.load(folder.resolve("crossfade.yaml")).migrations();
    }

    private List<String> problemsOf(String... files) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(files)).problems().stream()
                .map(ConfigurationProblem::toString)
                .toList();
    }
}
