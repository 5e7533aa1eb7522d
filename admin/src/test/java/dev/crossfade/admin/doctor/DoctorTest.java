package dev.crossfade.admin.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.ConfigurationLoader;
import dev.crossfade.admin.doctor.Finding.Verdict;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private final PostgresServer server = PostgresServer.shared();

    @TempDir
    Path folder;

    private List<Finding> examine(String database, String user, String password) throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/id.yaml"), """
                name: order-id
                database: shop
                table: orders
                retype: {column: id, to: bigint}
                """);
        Path file = Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:0"}
                databases:
                  shop:
                    listen: 127.0.0.1:0
                    pooling: %s
                    users:
                      - {name: app, password: app secret}
                      - {name: mapped, password: x, backendUser: app, backendPassword: not it}
                    backends:
                      blue: {host: %s, port: %d, database: %s, user: %s, password: %s}
                migrations: migrations
                """.formatted(
                        pooling, server.host(), server.port(), database, user, password));
        Configuration configuration = ConfigurationLoader.load(file);
        return Doctor.examine(configuration);
    }

    private String pooling = "session";

    private static List<String> verdicts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.verdict() + " " + finding.subject() + " " + finding.check())
                .toList();
    }

    @Test
    void findsWhatIsWellAndWhatIsNot() throws IOException {
        String database = server.createDatabase();
        server.execute(database, "CREATE TABLE orders (id integer PRIMARY KEY)");
        List<Finding> findings = examine(database, PostgresServer.USER, PostgresServer.PASSWORD);
        assertThat(verdicts(findings))
                .containsExactly(
                        "OK admin listen",
                        "OK flags file",
                        "OK shop listen",
                        "OK shop blue login",
                        "OK shop blue version",
                        "OK shop blue role",
                        "OK shop lookup query",
                        "OK shop blue schema",
                        "OK order-id table public.orders",
                        "OK shop blue leftovers",
                        "OK shop user app login",
                        "FAILED shop user mapped login");
        assertThat(findings.get(11).found()).contains("28P01").doesNotContain("not it");
    }

    @Test
    void aPoolThatDoesNotFitIntoTheServerIsToldBeforehand() throws IOException {
        String database = server.createDatabase();
        server.execute(database, "CREATE TABLE orders (id integer PRIMARY KEY)");
        pooling = "{mode: transaction, size: 30}";
        assertThat(pool(database)).satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.OK);
            assertThat(finding.found()).startsWith("up to 30 server connections; the server takes ");
        });
        pooling = "{mode: transaction, size: 20000}";
        assertThat(pool(database)).satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.found()).startsWith("up to 20000 server connections, but the server takes ");
        });
        pooling = "{mode: transaction, size: 20000, maxPerDatabase: 10}";
        assertThat(pool(database).found()).startsWith("up to 10 server connections; ");
    }

    private Finding pool(String database) throws IOException {
        return examine(database, PostgresServer.USER, PostgresServer.PASSWORD).stream()
                .filter(finding -> finding.check().equals("pool"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatPgRepackLeftIsListedWithTheCommandsThatRemoveIt() throws IOException {
        String database = server.createDatabase();
        server.execute(database, "CREATE TABLE orders (id integer PRIMARY KEY)", "CREATE SCHEMA repack");
        String oid = server.queryOne(database, "SELECT 'orders'::regclass::oid");
        server.execute(
                database,
                "CREATE TABLE repack.log_" + oid + " (id int)",
                "CREATE TABLE repack.table_" + oid + " (id int)",
                "CREATE TABLE repack.mine (id int)");
        List<String> hints = examine(database, PostgresServer.USER, PostgresServer.PASSWORD).stream()
                .filter(finding -> finding.check().equals("leftovers"))
                .map(finding -> String.valueOf(finding.hint()))
                .toList();
        assertThat(hints).containsExactly("DROP TABLE repack.log_" + oid, "DROP TABLE repack.table_" + oid);
        hints.forEach(hint -> server.execute(database, hint));
        assertThat(verdicts(examine(database, PostgresServer.USER, PostgresServer.PASSWORD)))
                .contains("OK shop blue leftovers");
    }

    @Test
    void anEngineThatMayNotIsToldWhatItNeeds() throws IOException {
        String database = server.createDatabase();
        server.execute(database, "CREATE TABLE orders (id integer PRIMARY KEY)");
        assertThat(verdicts(examine(database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD)))
                .contains("FAILED shop blue schema", "FAILED order-id table public.orders");
        server.execute(database, "DROP TABLE orders");
        assertThat(examine(database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD))
                .filteredOn(finding -> finding.subject().equals("order-id"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("there is no such table"));
    }

    @Test
    void whatMigrationsLeftBehindIsListedWithTheCommandThatRemovesIt() throws IOException {
        String database = server.createDatabase();
        server.execute(
                database,
                "CREATE TABLE orders (id integer PRIMARY KEY, code text)",
                "INSERT INTO orders VALUES (1, 'a'), (2, 'a')",
                "CREATE SCHEMA crossfade",
                "CREATE TABLE crossfade.migration (name text, step text)",
                "INSERT INTO crossfade.migration VALUES ('order-id', 'ready'), ('gone', 'ready'), ('over', 'done')",
                "CREATE TABLE crossfade.change (name text, step text)",
                "INSERT INTO crossfade.change VALUES ('half', 'validate'), ('whole', 'done')",
                "CREATE FUNCTION crossfade.\"order-id_state\"() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE FUNCTION crossfade.\"old-one_state\"(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE FUNCTION crossfade.\"old-one_guard\"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER \"~g\" BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION crossfade.\"old-one_guard\"()",
                "CREATE SEQUENCE crossfade.\"old-one_truth\"");
        assertThatThrownBy(() -> server.execute(database, "CREATE UNIQUE INDEX CONCURRENTLY u ON orders (code)"));
        List<Finding> left = examine(database, PostgresServer.USER, PostgresServer.PASSWORD).stream()
                .filter(finding -> finding.check().equals("leftovers"))
                .toList();
        assertThat(left).allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.WARNING));
        assertThat(left)
                .extracting(Finding::hint)
                .containsExactly(
                        "DROP INDEX CONCURRENTLY public.u",
                        "put the file back, then crossfade migration abort gone",
                        "it is done; DELETE FROM crossfade.migration WHERE name = 'over', and doctor lists the functions it"
                                + " left",
                        "it is in step validate; put the file back, then crossfade migration abort half",
                        "it is done; DELETE FROM crossfade.change WHERE name = 'whole'",
                        "DROP TRIGGER \"~g\" ON orders",
                        "DROP FUNCTION crossfade.\"old-one_guard\"()",
                        "DROP FUNCTION crossfade.\"old-one_state\"(integer,text)",
                        "DROP SEQUENCE crossfade.\"old-one_truth\"");
        for (Finding finding : left) {
            if (finding.hint() != null && finding.hint().startsWith("DROP ")) {
                server.execute(database, finding.hint());
            }
        }
        server.execute(
                database, "DELETE FROM crossfade.migration WHERE name <> 'order-id'", "DELETE FROM crossfade.change");
        assertThat(verdicts(examine(database, PostgresServer.USER, PostgresServer.PASSWORD)))
                .contains("OK shop blue leftovers");
    }

    @Test
    void aMissingDatabaseAndAWrongPasswordAreToldApart() throws IOException {
        assertThat(examine("nowhere", PostgresServer.USER, PostgresServer.PASSWORD))
                .filteredOn(finding -> finding.subject().equals("shop blue"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
                    assertThat(finding.hint()).isEqualTo("check the backend's database");
                });
        assertThat(examine("postgres", PostgresServer.USER, "wrong-password"))
                .filteredOn(finding -> finding.subject().equals("shop blue"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.found()).contains("28P01").doesNotContain("wrong-password");
                    assertThat(finding.hint()).startsWith("check the name and the password");
                });
    }
}
