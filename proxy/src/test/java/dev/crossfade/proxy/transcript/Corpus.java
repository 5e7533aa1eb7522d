package dev.crossfade.proxy.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.rewrite.TwinSchema;
import dev.crossfade.proxy.transcript.Player.Delivery;
import dev.crossfade.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every exchange of the corpus gets the same answers direct and through the proxy: with no migration, and with rules in
 * force for tables that the exchange does not touch, byte by byte.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Corpus {
    private static final List<String> FILES = List.of(
            "startup.txt",
            "query.txt",
            "extended.txt",
            "copy.txt",
            "function-call.txt",
            "transactions.txt",
            "asynchronous.txt",
            "ends.txt",
            "hostile.txt",
            "replication.txt");

    private final PostgresServer server;
    private final List<String> files;
    private Catalog catalog;
    private int exchanges;
    private int messages;

    /** Before the server. */
    Theatre theatre;

    /** @param more files that only this server's answers are the measure for */
    Corpus(PostgresServer server, String... more) {
        this.server = server;
        this.files = Stream.concat(FILES.stream(), Stream.of(more)).toList();
    }

    @BeforeAll
    void start() throws SQLException {
        theatre = theatre(server);
        TwinSchema.functions(theatre.admin);
        TwinSchema.tables(theatre.admin, null, Stage.LIVE);
        catalog = TwinSchema.catalog(theatre.admin);
    }

    /** Before {@code server}; another one pools in another way. */
    Theatre theatre(PostgresServer server) throws SQLException {
        return new Theatre(server);
    }

    /** Whether a script means the same however server connections are shared. */
    boolean isMeant(Script script) {
        return true;
    }

    @AfterAll
    void stop() throws SQLException {
        System.out.printf(
                "transcripts: %d exchanges, %d messages of the server each way, direct and through the proxy%n",
                exchanges, messages);
        theatre.close();
    }

    Stream<Script> scripts() {
        return files.stream()
                .flatMap(file -> Script.read(file).stream())
                .filter(script -> isWanted(script) && isMeant(script));
    }

    static boolean isWanted(Script script) {
        return script.name().contains(System.getProperty("crossfade.transcript.only", ""));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void answersAreTheSame(Script script) throws Exception {
        Transcript direct = Player.play(script, theatre.direct(), Delivery.WHOLE);
        exchanges++;
        messages += direct.answers().size();
        assertThat(direct.answers()).as("the script comes to an end").doesNotContain(Answer.SILENCE);
        theatre.rules(RuleSet.NONE, Catalog.EMPTY);
        Transcript whole = Player.play(script, theatre.proxied(), Delivery.WHOLE);
        assertThat(direct.difference(whole, "direct", "proxy"))
                .as("%s, through the proxy", script.where())
                .isEmpty();
        theatre.rules(Shop.rules(Stage.LIVE, Side.OLD), catalog);
        Transcript pieces = Player.play(script, theatre.proxied(), Delivery.PIECES);
        assertThat(direct.difference(pieces, "direct", "proxy"))
                .as("%s, through the proxy byte by byte, with rules in force", script.where())
                .isEmpty();
    }

    /** On the tables that migrate: as on a twin that has the old columns only. */
    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"OFF", "DUAL_WRITE", "LIVE"})
    void answersAreThoseOfATwin(Stage stage) throws Exception {
        try (Twins twins = new Twins(theatre)) {
            twins.fresh(stage);
            for (Script script : Script.read("watched.txt")) {
                if (isWanted(script)) {
                    Transcript direct = Player.play(script, twins.twin(), Delivery.WHOLE);
                    Delivery delivery = stage.isBefore(Stage.LIVE) ? Delivery.WHOLE : Delivery.PIECES;
                    Transcript proxied = Player.play(script, theatre.proxied(), delivery);
                    assertThat(direct.difference(proxied, "twin", "proxy"))
                            .as("%s at %s", script.where(), stage)
                            .isEmpty();
                    exchanges++;
                    messages += direct.answers().size();
                }
            }
        }
    }
}
