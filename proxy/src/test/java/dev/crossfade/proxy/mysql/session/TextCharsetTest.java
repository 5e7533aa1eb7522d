package dev.crossfade.proxy.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCharsetTest {
    @ParameterizedTest
    @ValueSource(strings = {"utf8mb4", "utf8mb3", "utf8", "latin1"})
    void everyByteComesBack(String charset) {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            byte[] text = new byte[random.nextInt(40)];
            random.nextBytes(text);
            String decoded = TextCharset.decoded(text, text.length, charset);
            assertThat(decoded).isNotNull();
            assertThat(TextCharset.encoded(decoded, charset))
                    .as("round %d", round)
                    .isEqualTo(text);
        }
    }

    @Test
    void charactersAreWhatTheyAre() {
        byte[] text = "Zoë 𝄞 'x'".getBytes(StandardCharsets.UTF_8);
        assertThat(TextCharset.decoded(text, text.length, "utf8mb4")).isEqualTo("Zoë 𝄞 'x'");
        byte[] latin1 = {(byte) 0x80, (byte) 0xe4};
        assertThat(TextCharset.decoded(latin1, 2, "latin1")).isEqualTo("€ä");
    }

    @Test
    void anotherCharacterSetIsReadWhereItIsAsciiOnly() {
        assertThat(TextCharset.decoded(new byte[] {'a', 'b'}, 1, "gbk")).isEqualTo("a");
        assertThat(TextCharset.decoded(new byte[] {(byte) 0xbf, 0x5c}, 2, "gbk"))
                .isNull();
        assertThat(TextCharset.encoded("ä", "gbk")).isNull();
        assertThat(TextCharset.encoded("Ж", "latin1")).isNull();
    }
}
