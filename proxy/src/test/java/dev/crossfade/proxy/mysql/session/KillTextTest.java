package dev.crossfade.proxy.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillTextTest {
    private static final int CLIENT = 0x8000_0005; // 2147483653

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KILL 2147483653                            | KILL 77",
                "kill query 2147483653                      | kill query 77",
                "  /* c */ KiLl CONNECTION 2147483653 ;     | /* c */ KiLl CONNECTION 77 ;",
                "KILL HARD QUERY 2147483653                 | KILL HARD QUERY 77",
                "SELECT 1; KILL 2147483653; KILL 2147483653 | SELECT 1; KILL 77; KILL 77",
                "KILL 2147483654                            | =",
                "KILL 99999999999999999999                  | =",
                "KILL QUERY ID 5                            | =",
                "KILL 2147483653 + 1                        | =",
                "KILL CONNECTION_ID()                       | =",
                "KILL USER 'x'                              | =",
                "KILL                                       | =",
                "SELECT 'KILL 2147483653'                   | =",
                "SELECT 1 AS x; SELECT 'KILL 2147483653'    | =",
                "/* KILL 2147483653 */ SELECT 1             | =",
                "SELECT 2147483653                          | =",
                "KILL 'unclosed                             | ="
            })
    void replacesTheIdsThatItKnows(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean candidate = KillText.isCandidate(bytes, 0, bytes.length);
        byte[] replaced = KillText.replaced(bytes, false, id -> id == CLIENT ? 77 : null);
        if (expected.equals("=")) {
            assertThat(replaced).isNull();
        } else {
            assertThat(candidate).isTrue();
            assertThat(new String(replaced, StandardCharsets.ISO_8859_1).strip())
                    .isEqualTo(expected);
        }
    }
}
