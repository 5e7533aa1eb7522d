package dev.crossfade.proxy.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where the text stands in a COM_QUERY, and the types in a COM_STMT_EXECUTE. */
class CommandsReadTest {
    private static ByteBuf query(int... attributes) {
        ByteBuf payload = Unpooled.buffer().writeByte(3);
        for (int b : attributes) {
            payload.writeByte(b);
        }
        payload.writeCharSequence("SELECT 1", StandardCharsets.US_ASCII);
        return payload;
    }

    @Test
    void theTextStandsBehindTheAttributes() {
        assertThat(QueryText.start(query(), false)).isEqualTo(1);
        assertThat(QueryText.start(query(0, 1), true)).isEqualTo(3);
        // NULL, a long, a string of two bytes and a date of four, with names of one letter
        assertThat(QueryText.start(
                        query(
                                4, 1, 1, 1, 6, 0, 1, 'n', 3, 0, 1, 'l', 254, 0, 1, 's', 10, 0, 1, 'd', 1, 2, 3, 4, 2,
                                'h', 'i', 4, 1, 1, 1, 1),
                        true))
                .isEqualTo(33);
        assertThat(QueryText.start(query(1, 2), true)).as("two sets").isEqualTo(-1);
        assertThat(QueryText.start(query(200, 1), true)).as("cut off").isEqualTo(-1);
    }

    @Test
    void theTypesStandBehindTheNulls() {
        ByteBuf plain =
                Unpooled.wrappedBuffer(new byte[] {23, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 0, (byte) 254, 0, 9, 9});
        ExecuteParameters two = ExecuteParameters.of(plain, 2, false);
        assertThat(two).isNotNull();
        assertThat(two.flagAt()).isEqualTo(11);
        assertThat(two.types()).containsExactly(3, 0, 254, 0);
        plain.setByte(11, 0);
        ExecuteParameters known = ExecuteParameters.of(plain, 2, false);
        assertThat(known).isNotNull();
        assertThat(known.types()).isNull();
        assertThat(ExecuteParameters.of(plain, 0, false)).isNull();
        ByteBuf named =
                Unpooled.wrappedBuffer(new byte[] {23, 1, 0, 0, 0, 8, 1, 0, 0, 0, 1, 0, 1, 3, 0, 1, 'x', 5, 0, 0, 0});
        ExecuteParameters one = ExecuteParameters.of(named, 0, true);
        assertThat(one).isNotNull();
        assertThat(one.flagAt()).isEqualTo(12);
        assertThat(one.types()).containsExactly(3, 0, 1, 'x');
        assertThat(ExecuteParameters.of(named.slice(0, 15), 0, true))
                .as("cut off")
                .isNull();
    }
}
