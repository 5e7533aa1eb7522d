package dev.crossfade.proxy.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.rewrite.Shop;
import dev.crossfade.proxy.rewrite.TwinSchema;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Encodings in which the second byte of a character can be a backslash: to who reads bytes, a string goes on where the server
 * sees its end, and what names a migrating table seems to be in the string. Such a text is refused, never passed.
 */
@Timeout(60)
class EncodingTricksTest {
    /** A character of two bytes, the second of them a backslash, in all of these. */
    private static final byte[] CHARACTER = {(byte) 0x95, '\\'};

    private static Theatre theatre;

    @BeforeAll
    static void start() throws SQLException {
        theatre = new Theatre();
        TwinSchema.functions(theatre.admin);
        TwinSchema.tables(theatre.admin, null, Stage.COMPLETE);
        TwinSchema.grant(theatre.admin);
        theatre.rules(Shop.rules(Stage.COMPLETE, Side.OLD), TwinSchema.catalog(theatre.admin));
    }

    @AfterAll
    static void stop() throws SQLException {
        theatre.close();
    }

    private static RawClient login() throws Exception {
        return RawClient.login(
                "127.0.0.1",
                theatre.proxied().port(),
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                theatre.database);
    }

    @ParameterizedTest
    @CsvSource({"GBK,on", "GBK,off", "SJIS,on", "SJIS,off", "GB18030,off", "BIG5,on", "UHC,off", "JOHAB,on"})
    void noReferenceSlipsPast(String encoding, String conforming) throws Exception {
        try (RawClient client = login()) {
            query(client, "SET client_encoding TO " + encoding);
            query(client, "SET standard_conforming_strings TO " + conforming);
            for (List<String> around : List.of(
                    List.of("SELECT E'", "', full_name FROM customers --'"),
                    List.of("SELECT '", "', full_name FROM customers --'"),
                    List.of("SELECT '", "' AS a, full_name FROM customers WHERE email <> ''"),
                    List.of("UPDATE customers SET email = E'", "' WHERE full_name = 'GARBAGE' --'"))) {
                List<Message> answer = query(client, around.get(0), CHARACTER, around.get(1));
                assertThat(answer.get(0).type()).as("%s: %s", encoding, answer).isEqualTo('E');
                assertThat(answer.get(0).field('C')).isEqualTo("0A000");
                client.send('P', "\0" + around.get(0), CHARACTER, around.get(1) + "\0", (short) 0);
                client.send('S');
                answer = client.until('Z');
                assertThat(answer.get(0).field('C')).isEqualTo("0A000");
            }
            List<Message> row = query(client, "SELECT full_name FROM customers WHERE id = 2");
            assertThat(row).extracting(Message::type).containsExactly('T', 'D', 'C', 'Z');
            assertThat(row.get(1).text()).contains("Bob Fox");
        }
    }

    private static List<Message> query(RawClient client, Object... parts) throws Exception {
        client.send('Q', RawClient.body(parts), "\0");
        return client.until('Z');
    }

    /** Bytes that are no UTF-8 hide nothing from the scan, and are refused. */
    @ParameterizedTest
    @CsvSource({"ff", "c3", "e282", "f09f98", "eda080", "c080", "80"})
    void whatIsNoUtf8IsRefused(String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);
        try (RawClient client = login()) {
            for (List<String> around : List.of(
                    List.of("SELECT '", "', full_name FROM customers"),
                    List.of("SELECT full_name FROM customers -- ", ""),
                    List.of("SELECT \"", "\" FROM customers"))) {
                List<Message> answer = query(client, around.get(0), bytes, around.get(1));
                assertThat(answer.get(0).field('C'))
                        .as(new String(bytes, StandardCharsets.ISO_8859_1))
                        .isEqualTo("22021");
            }
        }
    }
}
