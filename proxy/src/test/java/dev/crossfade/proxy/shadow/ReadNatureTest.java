package dev.crossfade.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.Catalog;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadNatureTest {
    private static final Catalog CATALOG = new Catalog(1, Map.of(), Set.of("random", "My Function"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            SELECT label FROM items                                     | -                 | false | false
            ( SELECT label FROM items )                                 | -                 | false | false
            /* x */ select * from items where id in (1, 2)              | -                 | false | false
            SELECT 'insert', 'random()' FROM items                      | -                 | false | false
            SELECT count(*) FROM items                                  | -                 | false | false
            SELECT label FROM items ORDER BY id                         | -                 | true  | false
            SELECT label FROM items ORDER BY qty LIMIT 3                | -                 | true  | true
            SELECT sum(qty) FROM items                                  | -                 | false | true
            SELECT DISTINCT label FROM items                            | -                 | false | true
            SELECT qty, count(*) FROM items GROUP BY qty                | -                 | false | true
            TABLE items                                                 | -                 | false | false
            WITH i AS (SELECT * FROM items) SELECT label FROM i         | -                 | false | false
            WITH d AS (DELETE FROM items RETURNING *) SELECT * FROM d   | writes            | false | false
            SELECT label INTO t FROM items                              | writes            | false | false
            SELECT label FROM items FOR UPDATE                          | locks rows        | false | false
            SELECT label FROM items FOR SHARE                           | locks rows        | false | false
            SELECT label FROM items FOR NO KEY UPDATE                   | locks rows        | false | false
            SELECT label FROM items WHERE qty < random ()               | volatile function | false | false
            SELECT label FROM items WHERE qty < pg_catalog.RANDOM()     | system catalog    | false | false
            SELECT "My Function"(label) FROM items                      | volatile function | false | false
            SELECT label FROM items TABLESAMPLE system (10)             | volatile function | false | false
            SELECT label FROM items JOIN labels USING (id)              | view              | false | false
            SELECT label FROM items, pg_class                           | system catalog    | false | false
            SELECT label FROM items WHERE U&"label" = 'x'               | not understood    | false | false
            SELECT 'x                                                   | not understood    | false | false
            EXPLAIN SELECT label FROM items                             | no read           | false | false
            FETCH c                                                     | no read           | false | false
            """)
    void isToldByTheWords(String sql, String skip, boolean ordered, boolean planMatters) {
        assertThat(ReadNature.of(sql, true, CATALOG, Set.of("labels")))
                .isEqualTo(new ReadNature(skip, ordered, planMatters));
    }
}
