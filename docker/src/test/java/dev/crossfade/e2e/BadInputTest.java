package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.demo.ShopSchema;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** What is wrong is said with its name and what to do about it, and nothing changes. */
class BadInputTest {
    private static String database;
    private static Installation installation;
    private static Api api;

    @TempDir
    Path folder;

    @BeforeAll
    static void bringOneMigrationToDualWrite() throws SQLException {
        database = Installation.shop(2_000);
        installation = Installation.start(database, Installation.shopMigrations());
        api = installation.api();
        api.startAndWaitUntilReady(ShopSchema.CUSTOMER_NAME, Duration.ofSeconds(60));
    }

    @AfterAll
    static void stop() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void aWrongConfigurationIsReportedWholeWithItsLines() throws IOException {
        Path file = Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: nowhere}
                flags: {store: file, path: flags.json}
                databases:
                  shop:
                    engine: oracle
                    listen: 127.0.0.1:99999
                    poling: session
                    users: [{name: app, password: "${env:CROSSFADE_E2E_NOT_SET}"}]
                    backends:
                      blue: {host: 127.0.0.1, port: 5432, database: shop, user: crossfade}
                migrations: migrations/
                """);
        ChildNode.Result result = ChildNode.run("serve", "-c", file.toString());
        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains("crossfade.yaml");
        for (int line : new int[] {1, 5, 6, 7, 8, 10}) {
            assertThat(result.output())
                    .as("a problem in line %d", line)
                    .containsPattern("(?i)(crossfade\\.yaml:|line )" + line + "\\b");
        }
        assertThat(result.output())
                .contains("oracle", "poling", "CROSSFADE_E2E_NOT_SET")
                .doesNotContain("Exception", "\tat ");
        assertThat(folder.resolve("flags.json")).doesNotExist();
    }

    @Test
    void aWrongCommandLineIsWrongUsage() {
        ChildNode.Result result = ChildNode.run("demo", "--engine", "oracle");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains("oracle", "postgresql").doesNotContain("\tat ");
    }

    @Test
    void aWrongPasswordAndAnUnknownUserLookTheSame() {
        SQLException password = refused("shop", PostgresServer.APP_USER, "wrong");
        SQLException user = refused("shop", "nobody", "wrong");
        assertThat(password.getSQLState()).isEqualTo("28P01");
        assertThat(user.getSQLState()).isEqualTo("28P01");
        assertThat(password.getMessage()).contains(PostgresServer.APP_USER).doesNotContain("wrong");
        assertThat(user.getMessage().replace("nobody", PostgresServer.APP_USER)).isEqualTo(password.getMessage());
    }

    @Test
    void anUnknownDatabaseIsNamed() {
        SQLException e = refused("shoop", PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
        assertThat(e.getSQLState()).isEqualTo("3D000");
        assertThat(e.getMessage()).contains("shoop");
    }

    private static SQLException refused(String asked, String user, String password) {
        return catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + installation.port() + "/" + asked, user, password)
                        .close());
    }

    @Test
    void anUnreachableBackendIsNotAnEndlessWait() throws IOException {
        Path file = Files.writeString(
                folder.resolve("crossfade.yaml"),
                Installation.configuration("shop", ChildNode.freePort(), PostgresServer.PASSWORD, 0, 0));
        Files.createDirectory(
                folder.resolve("migrations")); // with none in it nothing but a look at the database is waited for
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            int port = node.address("shop").getPort();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Installation.connect(port).close())
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("57P03"))
                    .withMessageContaining("shop");
        }
    }

    @Test
    void anUnrewritableStatementIsRefusedWithWhatToDoInstead() throws SQLException {
        String before = Installation.SERVER.queryOne(
                database, "SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM customers c");
        try (Connection connection = installation.connect();
                Statement statement = connection.createStatement()) {
            PSQLException e = catchThrowableOfType(
                    PSQLException.class,
                    () -> statement.execute("DO $$BEGIN UPDATE customers SET full_name = 'x'; END$$"));
            assertThat((Throwable) e).isNotNull();
            assertThat(e.getSQLState()).isEqualTo("0A000");
            assertThat(e.getMessage()).contains("DO ");
            assertThat(e.getServerErrorMessage()).isNotNull();
            assertThat(e.getServerErrorMessage().getHint()).isNotBlank();
            assertThat(statement.execute("SELECT 1")).as("the session goes on").isTrue();
        }
        assertThat(Installation.SERVER.queryOne(
                        database, "SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM customers c"))
                .isEqualTo(before);
    }

    @Test
    void anUnknownVariantIsRefused() {
        problem(api.tryStage(ShopSchema.CUSTOMER_NAME, "dual-wield"), 422, "dual-wield");
    }

    @Test
    void aStageJumpIsRefused() {
        problem(api.tryStage(ShopSchema.CUSTOMER_NAME, "live"), 409, "live");
    }

    @Test
    void aStageWithoutEvidenceIsRefused() {
        problem(api.tryStage(ShopSchema.ORDER_ID, "shadow"), 409, "");
        assertThat(api.stage(ShopSchema.ORDER_ID)).isEqualTo("off");
    }

    @Test
    void anUnknownFlagAndAnUnknownMigrationAreNamed() {
        problem(
                api.call("PUT", "/v1/flags/migration.no-such.stage", "{\"variant\":\"off\"}"),
                404,
                "migration.no-such.stage");
        problem(api.call("POST", "/v1/migrations/no-such/start", ""), 404, "no-such");
    }

    @Test
    void malformedJsonIsRefused() {
        problem(api.call("PUT", "/v1/flags/migration.customer-name.stage", "{\"variant\":"), 400, "");
    }

    /** RFC 9457, and everything as it was. */
    private static void problem(Api.Answer answer, int status, String mention) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("title").asText()).isNotBlank();
        assertThat(answer.body().path("detail").asText()).isNotBlank().contains(mention);
        assertThat(api.stage(ShopSchema.CUSTOMER_NAME)).isEqualTo("dual-write");
        assertThat(api.migration(ShopSchema.CUSTOMER_NAME)
                        .path("requestedStage")
                        .asText())
                .isEqualTo("dual-write");
    }
}
