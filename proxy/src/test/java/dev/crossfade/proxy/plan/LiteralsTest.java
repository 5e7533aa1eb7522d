package dev.crossfade.proxy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'secret', 42, t1.c2 FROM t1  | SELECT ?, ?, t1.c2 FROM t1",
                "SELECT 'it''s', 1.5e3              | SELECT ?, ?",
                "SELECT E'a\\', 'secret'             | SELECT E?",
                "SELECT $$secret$$, $a$se'cret$a$, x | SELECT ?, ?, x",
                "SELECT \"a'b\", 'secret'            | SELECT \"a'b\", ?",
                "/* don't */ SELECT 'secret'         | ` SELECT ?`",
                "SELECT 1 -- it's 'secret'           | `SELECT ? `",
                "SELECT $1 + 0x1F                    | SELECT $1 + ?",
                "SELECT 'never ends                  | SELECT ?",
            })
    void valuesAreLeftOut(String sql, String expected) {
        assertThat(Literals.without(sql)).isEqualTo(expected);
    }
}
