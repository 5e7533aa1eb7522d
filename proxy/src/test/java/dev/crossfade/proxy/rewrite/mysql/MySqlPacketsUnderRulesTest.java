package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.mysql.transcript.RawMySql;
import dev.crossfade.proxy.mysql.transcript.RawMySql.Packet;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no driver shows: sequence numbers, what comes before an answer, and packets in several. */
@Timeout(60)
class MySqlPacketsUnderRulesTest {
    private static final int ERR = 0xff;
    private static final int EOF = 0xfe;

    private static MySqlStand stand;

    @BeforeAll
    static void start() throws SQLException {
        stand = new MySqlStand();
        stand.at(Stage.DUAL_WRITE, Side.OLD);
    }

    @AfterAll
    static void stop() throws SQLException {
        stand.close();
    }

    private static RawMySql client() throws IOException {
        RawMySql client = new RawMySql("127.0.0.1", stand.port());
        assertThat(client.login(stand.user, MySqlStand.PASSWORD, stand.database, RawMySql.USUAL)
                        .payload()[0])
                .isEqualTo((byte) 0);
        return client;
    }

    private static byte[] command(int command, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[bytes.length + 1];
        payload[0] = (byte) command;
        System.arraycopy(bytes, 0, payload, 1, bytes.length);
        return payload;
    }

    private static int first(Packet packet) {
        return packet.payload()[0] & 0xff;
    }

    private static int code(Packet error) {
        return (error.payload()[1] & 0xff) | ((error.payload()[2] & 0xff) << 8);
    }

    /** A result of one row and one column, whose sequence numbers must be in order. */
    private static String one(RawMySql client) throws IOException {
        List<Packet> packets = new ArrayList<>();
        int ends = 0;
        while (ends < 2) {
            Packet packet = client.read();
            assertThat(packet.sequence()).isEqualTo(packets.size() + 1);
            packets.add(packet);
            ends += first(packet) == EOF ? 1 : 0;
        }
        byte[] row = packets.get(3).payload();
        return new String(row, 1, row.length - 1, StandardCharsets.UTF_8);
    }

    @Test
    void aListOfFieldsLeavesTheOtherSideOut() throws IOException {
        try (RawMySql client = client()) {
            client.send(0, command(Command.FIELD_LIST, "items\0"));
            List<String> names = new ArrayList<>();
            int sequence = 0;
            Packet packet = client.read();
            while (first(packet) != EOF) {
                assertThat(packet.sequence()).isEqualTo(++sequence);
                ByteBuf definition = Unpooled.wrappedBuffer(packet.payload());
                for (int i = 0; i < 4; i++) {
                    LenEnc.skip(definition);
                }
                names.add(new String(LenEnc.readBytes(definition), StandardCharsets.UTF_8));
                packet = client.read();
            }
            assertThat(packet.sequence()).isEqualTo(sequence + 1);
            assertThat(names).containsExactly("order_id", "label", "qty");
        }
    }

    @Test
    void aRefusalComesInItsTurn() throws IOException {
        try (RawMySql client = client()) {
            ByteArrayOutputStream burst = new ByteArrayOutputStream();
            for (String sql : List.of(
                    "SELECT 'one'",
                    "ALTER TABLE items DROP COLUMN label",
                    "SELECT 'two'",
                    "SELECT count(*) FROM items")) {
                burst.writeBytes(RawMySql.packets(0, command(Command.QUERY, sql)));
            }
            client.write(burst.toByteArray());
            assertThat(one(client)).isEqualTo("one");
            Packet refusal = client.read();
            assertThat(first(refusal)).isEqualTo(ERR);
            assertThat(code(refusal)).isEqualTo(1235);
            assertThat(refusal.sequence()).isEqualTo(1);
            assertThat(one(client)).isEqualTo("two");
            assertThat(one(client)).isEqualTo("30");
        }
    }

    @Test
    void aTextInSeveralPacketsIsRefusedWhenAllOfItHasCome() throws IOException {
        try (RawMySql client = client()) {
            byte[] text = new byte[17 << 20];
            Arrays.fill(text, (byte) ' ');
            byte[] begin = command(Command.QUERY, "SELECT 1");
            System.arraycopy(begin, 0, text, 0, begin.length);
            client.send(0, text);
            Packet refusal = client.read();
            assertThat(code(refusal)).isEqualTo(1235);
            assertThat(refusal.sequence()).isEqualTo(2);
            client.send(0, command(Command.QUERY, "SELECT 'goes on'"));
            assertThat(one(client)).isEqualTo("goes on");
        }
    }

    @Test
    void aLongTextOfOnePacketIsRewritten() throws IOException, SQLException {
        try (RawMySql client = client()) {
            String blanks = " ".repeat(3 << 20);
            client.send(0, command(Command.QUERY, "UPDATE items" + blanks + "SET label = 'long' WHERE order_id = 9"));
            Packet ok = client.read();
            assertThat(first(ok)).isZero();
            assertThat(ok.sequence()).isEqualTo(1);
        }
        assertThat(stand.server.queryOne(
                        stand.database, "SELECT count(*) > 0 FROM items WHERE title = 'long' AND label = 'long'"))
                .isEqualTo("1");
    }
}
