package dev.crossfade.admin.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of statements whose literals the census has taken away. */
class TemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT full_name FROM customers WHERE id = ? | id",
                "SELECT 1 FROM t WHERE \"Mixed Name\" <> $1 | Mixed Name",
                "SELECT 1 FROM t WHERE a IN (?, ?, $3) | a,a,a",
                "SELECT 1 FROM t WHERE a BETWEEN ? AND ? | a,a",
                "SELECT 1 FROM t WHERE name NOT LIKE ? AND x IS DISTINCT FROM $1 | name,x",
                "SELECT 1 FROM t WHERE a = ANY (?) ORDER BY 1 LIMIT ? OFFSET ? | a,#,#",
                "UPDATE t SET a = ?, b = $2 WHERE c >= ? | a,b,c",
                "INSERT INTO s.t (a, \"B\") VALUES (?, ?), ($1, lower(?)) | a,B,a,B",
                "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = ? | a,b",
                "SELECT ? | -",
                "SELECT 1 FROM t WHERE at > date ? | at",
                "SELECT 1 FROM t WHERE a = E? | a",
            })
    void knowsWhatAValueIsFor(String text, String expected) {
        Template template = Template.of(text);
        assertThat(template.places().stream()
                        .map(place -> place.limit() ? "#" : place.column() == null ? "-" : place.column()))
                .containsExactly(expected.split(","));
        assertThat(template.sql()).doesNotContain("$").doesNotContain("E?");
    }

    @Test
    void keepsTheNumberOfAParameterThatComesTwice() {
        Template template = Template.of("SELECT 1 FROM t WHERE a = $2 OR b = $2 OR c = $1");
        assertThat(template.places().stream().map(Template.Place::number)).containsExactly(2, 2, 1);
    }

    @Test
    void doesNotTakeAQuotedNameForAPlace() {
        assertThat(Template.of("SELECT \"a?\" FROM t WHERE \"$1\" = ?").places())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DO ? | not a query or a write of rows",
                "BEGIN | not a query or a write of rows",
                "SELECT 1; SELECT 2 | several statements in one text",
                "DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT ?) | which rows it changes may differ from one server to another",
                "UPDATE t SET at = now() WHERE id = ? | what it writes depends on the time, on chance or on a sequence",
                "SELECT a FROM t… | too long to be kept whole",
            })
    void saysWhatCannotBePlayed(String text, String why) {
        assertThat(Template.obstacle(text)).contains(why);
    }

    @Test
    void playsTheRest() {
        for (String text : List.of(
                "SELECT count(*) FROM t WHERE at > now()",
                "select * from t limit ?;",
                "WITH x AS (SELECT 1) UPDATE t SET a = ?",
                "(SELECT 1) UNION SELECT ?",
                "INSERT INTO t (a) VALUES (?) RETURNING id")) {
            assertThat(Template.obstacle(text)).as(text).isEmpty();
        }
        assertThat(Template.of("SELECT a FROM t LIMIT ?").varies()).isTrue();
        assertThat(Template.of("SELECT a FROM t WHERE b = ?").varies()).isFalse();
        assertThat(Template.of("WITH x AS (SELECT 1) UPDATE t SET a = ?").writes())
                .isTrue();
    }
}
