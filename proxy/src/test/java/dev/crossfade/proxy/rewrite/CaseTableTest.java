package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table in {@code case/README.md}: each construct that rewriting promises to carry has a folder in each dialect that has it,
 * in which a statement of that form stands; and each folder is named there.
 */
class CaseTableTest {
    private static final Path CASES = Path.of("src/test/resources/case");
    private static final Path WHOLE_NODE = Path.of("../docker/src/test/resources/case");
    private static final String NOT_THERE = "–";
    private static final Pattern FOLDER = Pattern.compile("`([^`]+)`");

    /** What a statement or schema of a folder looks like that has it; an empty pattern where the dialect has no such thing. */
    private record Construct(String name, String postgresql, String mysql) {
        static Construct both(String name, String pattern) {
            return new Construct(name, pattern, pattern);
        }
    }

    private static final List<Construct> CONSTRUCTS = List.of(
            Construct.both("INSERT with a column list", "INSERT INTO \\w+ \\(\\w+"),
            Construct.both("INSERT without one", "INSERT INTO \\w+ VALUES"),
            Construct.both("INSERT of many rows", "VALUES \\([^;]*\\), \\("),
            Construct.both("DEFAULT among the values", "VALUES \\([^;]*\\bDEFAULT\\b"),
            new Construct("a column left out that has a default", "INSERT INTO items DEFAULT VALUES", "VALUES \\(\\)"),
            Construct.both("INSERT ... SELECT", "INSERT INTO \\w+[^;]* SELECT"),
            new Construct("REPLACE", "", "REPLACE INTO \\w+ VALUES"),
            new Construct("INSERT IGNORE, ON CONFLICT DO NOTHING", "ON CONFLICT DO NOTHING", "INSERT IGNORE"),
            new Construct(
                    "the other arm, with EXCLUDED or VALUES()",
                    "DO UPDATE SET [^;]*EXCLUDED\\.",
                    "ON DUPLICATE KEY UPDATE [^;]*VALUES\\("),
            new Construct("ON DUPLICATE KEY UPDATE with a row alias", "", "AS v ON DUPLICATE KEY UPDATE [^;]*v\\."),
            new Construct("RETURNING", "RETURNING \\*", ""),
            Construct.both("UPDATE with expressions", "UPDATE \\w+ SET \\w+ = upper\\("),
            new Construct("UPDATE that reads itself", "SET label = label \\|\\|", "SET label = concat\\(label"),
            new Construct("UPDATE of or from several tables", "UPDATE [^;]* FROM notes", "UPDATE people p JOIN notes"),
            new Construct("volatile expressions, computed once", "random\\(\\)", "rand\\("),
            new Construct("assignment from left to right", "", "SET label = 'ab', qty = char_length\\(label\\)"),
            Construct.both("DELETE", "DELETE FROM people WHERE full_name = "),
            new Construct("DELETE with several tables", "DELETE FROM people USING", "DELETE p FROM people p JOIN"),
            new Construct("MERGE", "MERGE INTO [^;]*WHEN NOT MATCHED THEN INSERT", ""),
            Construct.both("CTEs", "WITH \\w+ AS \\(SELECT"),
            Construct.both("recursive CTEs", "WITH RECURSIVE"),
            new Construct("CTEs that write", "WITH \\w+ AS \\((UPDATE|DELETE|INSERT)", ""),
            Construct.both("subqueries, scalar and correlated", "SELECT who, \\(SELECT full_name FROM people WHERE"),
            Construct.both("LATERAL", "LATERAL \\(SELECT"),
            Construct.both("EXISTS", "EXISTS \\(SELECT"),
            Construct.both("IN a query", "IN \\(SELECT"),
            Construct.both("joins", "LEFT JOIN"),
            Construct.both("USING", "USING \\((id|ref)\\)"),
            Construct.both("NATURAL", "NATURAL JOIN"),
            Construct.both("aliases", " AS l\\b"),
            Construct.both("shadowed names", "WITH people AS"),
            Construct.both("quoted and mixed case names", "SELECT [\"`]Unit"),
            new Construct("names with their schema or database", "FROM public\\.people", "FROM elsewhere\\.items"),
            new Construct("search_path, current database", "SET search_path", "DATABASE\\(\\)"),
            Construct.both("set operations", "UNION (ALL )?SELECT"),
            Construct.both("GROUP BY", "GROUP BY full_name"),
            Construct.both("ORDER BY", "ORDER BY full_name"),
            new Construct("MATCH ... AGAINST", "", "MATCH \\("),
            Construct.both("HAVING", "HAVING max\\(full_name\\)"),
            Construct.both("window functions", "OVER \\(PARTITION BY"),
            new Construct("DISTINCT, DISTINCT ON", "DISTINCT ON \\(full_name\\)", "DISTINCT full_name"),
            Construct.both("SELECT *", "SELECT \\* FROM items"),
            Construct.both("t.*", "SELECT i\\.\\*"),
            new Construct("whole-row references", "row_to_json\\(i\\)", ""),
            Construct.both("views and functions that read the table", "CREATE VIEW[^;]*;\\s*CREATE FUNCTION"),
            new Construct("COPY out: text, CSV and binary", "TO STDOUT \\(FORMAT binary\\)", ""),
            new Construct("COPY in: text, CSV and binary", "FROM STDIN \\(FORMAT binary\\)", ""),
            new Construct("LOAD DATA", "", "LOAD DATA"),
            new Construct(
                    "parameters, repeated and without a type", "unknown = [^;]*\\$1[^;]*\\$1", "= \\? OR [^;]*\\?"),
            new Construct("SQL PREPARE and EXECUTE", "PREPARE p[^;]*; EXECUTE", "PREPARE s FROM '"),
            new Construct("DECLARE CURSOR", "DECLARE c [^;]*CURSOR", ""),
            Construct.both("EXPLAIN", "EXPLAIN [^;]*SELECT"),
            Construct.both("several statements in one string", "(?m)^SELECT[^;\\n]*; UPDATE"),
            Construct.both("NULL and the empty text", "VALUES \\(''\\), \\(NULL\\)"),
            new Construct("over-long values", "'abcdef'", "over-long|too long"),
            Construct.both("values that do not convert", "'n/a'[^;]*;"),
            Construct.both("values that are refused once new is the truth", "stages: live"),
            Construct.both("statements that name both sides", "SET (id|ref) = \\d+, (id|ref)_new = "),
            Construct.both("collations", "COLLATE"),
            new Construct("enums", "AS ENUM", "enum\\("),
            new Construct("generated columns", "GENERATED ALWAYS AS \\(", " AS \\([^;]*\\)|GENERATED ALWAYS AS"),
            new Construct(
                    "identity columns, AUTO_INCREMENT",
                    "GENERATED BY DEFAULT AS IDENTITY",
                    "id int AUTO_INCREMENT PRIMARY KEY"),
            new Construct("sequences", "nextval\\('told'\\)", ""),
            Construct.both("an int key becomes bigint", "bigint"),
            new Construct("an enum's values change their order", "AS ENUM", "enum\\("),
            new Construct("an enum becomes text", "AS ENUM", "enum\\("),
            new Construct("conversions of character sets", "", "latin1"),
            new Construct("a time without zone becomes one with", "timestamp", "datetime"),
            new Construct("zero dates", "", "0000-00-00"),
            Construct.both("compound keys", "PRIMARY KEY \\(\\w+, "),
            new Construct("a number that times are assigned to", "", "SET stamp = day"),
            Construct.both("key columns that change", "SET seat = 'B-2' WHERE seat = "),
            Construct.both("foreign keys of a table onto itself", "REFERENCES"),
            new Construct("partial indexes, indexes on a prefix", "INDEX[^;]*WHERE", "\\w+\\(\\d+\\)"),
            new Construct("indexes on an expression", "INDEX[^;]*\\(+(lower|upper|length)", "\\(\\((lower|upper)\\("),
            new Construct("values out of range", "6000000000", "smallint"),
            Construct.both("invalid JSON", "json"));

    @Test
    void everyConstructHasItsFolders() throws IOException {
        Map<String, List<String>> table = table();
        for (Construct construct : CONSTRUCTS) {
            assertThat(table).as("rows of case/README.md").containsKey(construct.name());
            List<String> cells = table.get(construct.name());
            check(construct, cells.get(0), construct.postgresql(), "postgresql");
            check(construct, cells.get(1), construct.mysql(), "mysql");
        }
        assertThat(table.keySet())
                .as("rows that this test knows")
                .containsExactlyElementsOf(
                        CONSTRUCTS.stream().map(Construct::name).toList());
    }

    @Test
    void everyFolderIsInTheTable() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        Matcher folders = FOLDER.matcher(Files.readString(CASES.resolve("README.md")));
        while (folders.find()) {
            named.add(folders.group(1));
        }
        TreeSet<String> there = new TreeSet<>();
        there.addAll(folders(CASES.resolve("postgresql"), "postgresql/"));
        there.addAll(folders(CASES.resolve("mysql"), "mysql/"));
        there.addAll(folders(WHOLE_NODE, "node/"));
        assertThat(named).containsAll(there);
    }

    private static void check(Construct construct, String cell, String pattern, String dialect) throws IOException {
        String where = construct.name() + ", " + dialect;
        if (pattern.isEmpty()) {
            assertThat(cell).as(where).startsWith(NOT_THERE);
            return;
        }
        boolean found = false;
        Matcher folders = FOLDER.matcher(cell);
        while (folders.find()) {
            String name = folders.group(1);
            Path folder = name.startsWith("node/")
                    ? WHOLE_NODE.resolve(name.substring("node/".length()))
                    : CASES.resolve(name);
            assertThat(name).as(where).matches("(node|" + dialect + ")/.+");
            String text =
                    Files.readString(folder.resolve("schema.sql")) + Files.readString(folder.resolve("statements.sql"));
            found |= Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .find();
        }
        assertThat(found).as(where + ": a folder with " + pattern).isTrue();
    }

    /** The two cells of each row, by the construct; of the one table that has three columns. */
    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CASES.resolve("README.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5
                    && !cells[1].contains("---")
                    && !cells[1].strip().equals("construct")) {
                rows.put(cells[1].strip(), List.of(cells[2].strip(), cells[3].strip()));
            }
        }
        return rows;
    }

    private static List<String> folders(Path of, String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> list = Files.list(of)) {
            list.filter(Files::isDirectory).forEach(folder -> names.add(prefix + folder.getFileName()));
        }
        return names;
    }
}
