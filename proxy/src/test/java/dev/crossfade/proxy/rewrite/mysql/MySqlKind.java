package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import java.util.List;

/**
 * A change of columns, with values that mean the same on both sides.
 *
 * @param olds types of the old columns
 * @param news types of the new ones
 * @param up for each new column the expression over {@code o1}, {@code o2}
 * @param down for each old column the expression over {@code n1}, {@code n2}
 * @param pairs literals of the old columns and of the new ones, by turns
 * @param bad literals of the old columns that do not convert, or do not come back
 * @param wrong a literal that no column of this kind can hold; empty for none
 * @param of what can be done with the values
 */
record MySqlKind(
        Conversion conversion,
        List<String> olds,
        List<String> news,
        List<String> up,
        List<String> down,
        List<List<String>> pairs,
        List<List<String>> bad,
        String wrong,
        Of of) {

    enum Of {
        TEXT,
        NUMBER,
        MOMENT,
        OTHER
    }

    private static final String CI = "varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci";
    private static final String GENERAL = "varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    private static final String BIN = "varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    private static final String LATIN = "varchar(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci";
    private static final String[] WORDS = {"'a'", "'B'", "'b'", "'ä'", "'É'", "'x y'", "''", "'12'", "'a_b'", "'o\\'b'"
    };
    private static final String[] SMALL = {"0", "1", "-1", "7", "42", "100", "-128", "127"};
    private static final String[] POSITIVE = {"0", "1", "2", "7", "42", "100", "255"};
    private static final String[] MOMENTS = {
        "'2026-01-02 03:04:05'", "'2026-01-02 00:00:00'", "'1999-12-31 23:59:59'", "'2030-06-15 12:00:00'"
    };
    private static final String LONG = "'far too long for any column that is in here, and for some more of them'";

    static List<MySqlKind> all() {
        return List.of(
                rename(CI, Of.TEXT, LONG, WORDS),
                rename(GENERAL, Of.TEXT, LONG, WORDS),
                rename(BIN, Of.TEXT, LONG, WORDS),
                rename(LATIN, Of.TEXT, LONG, WORDS),
                rename("char(6)", Of.TEXT, LONG, WORDS),
                rename("text", Of.TEXT, "", WORDS),
                rename("int", Of.NUMBER, "3000000000", SMALL),
                rename("tinyint(1)", Of.NUMBER, "300", "0", "1", "2"),
                rename("bigint unsigned", Of.NUMBER, "-1", "0", "5", "18446744073709551615", "9223372036854775808"),
                rename("decimal(8,2)", Of.NUMBER, "12345678", "0", "1.5", "-3.25", "999999.99", "1.00"),
                rename("double", Of.NUMBER, "'x'", "0", "1.5", "1e10", "-0.1"),
                rename("date", Of.MOMENT, "'2026-02-30'", "'2026-01-02'", "'1999-12-31'", "'2030-06-15'"),
                rename("datetime(3)", Of.MOMENT, "'x'", "'2026-01-02 03:04:05.678'", "'2026-01-02 03:04:05'"),
                rename("timestamp(0) NULL", Of.MOMENT, "'2050-01-01 00:00:00'", MOMENTS),
                rename("time(1)", Of.MOMENT, "'x'", "'10:11:12.5'", "'-01:00:00'", "'00:00:00'"),
                rename("year", Of.NUMBER, "3000", "1999", "2026", "2000"),
                rename("enum('z','b','a')", Of.OTHER, "'q'", "'a'", "'b'", "'z'"),
                rename("set('x','y','z')", Of.OTHER, "'q'", "'x'", "'x,z'", "''", "'y'"),
                rename("json", Of.OTHER, "'{x'", "'{\"a\": 1}'", "'[1, 2]'", "'\"s\"'", "'3'"),
                rename("bit(6)", Of.OTHER, "255", "b'101'", "b'0'", "b'111111'", "9"),
                rename("varbinary(8)", Of.OTHER, LONG, "0x0102", "'a'", "'A'", "''", "'a '"),
                rename("binary(4)", Of.OTHER, LONG, "0x01020304", "'a'", "'ab'"),
                rename("blob", Of.OTHER, "", "0x0102", "'a'", "'A'"),
                cast("tinyint", "int", "300", SMALL),
                cast("smallint unsigned", "int unsigned", "-1", POSITIVE),
                cast("mediumint", "bigint", "'x'", SMALL),
                cast("int", "bigint", "'1a'", SMALL),
                cast("int unsigned", "bigint unsigned", "-5", POSITIVE),
                text(CI, BIN, LONG, WORDS),
                text(CI, "varchar(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci", "", WORDS),
                text(LATIN, CI, LONG, WORDS),
                text("char(6)", "varchar(6)", LONG, "'a'", "'B'", "'b'", "''", "'12'"),
                text("varchar(20)", "text", "", WORDS),
                text("varchar(20)", "enum('b','a','B2')", LONG, "'a'", "'b'", "'B2'")
                        .with("'c'", "'A'"),
                text("enum('new','done','x')", "enum('x','done','new')", "'q'", "'new'", "'done'", "'x'")
                        .as(Of.OTHER),
                text("enum('new','done','x')", "varchar(12)", "'q'", "'new'", "'done'", "'x'")
                        .as(Of.OTHER),
                text("set('x','y','z')", "set('z','y','x','w')", "'q'", "'x'", "'z'", "''")
                        .as(Of.OTHER),
                text("varchar(30)", "json", LONG, "'{\"a\": 1}'", "'[1, 2]'", "'3'")
                        .with("'{x'", "'[1,2]'"),
                text("varchar(20)", "varchar(5)", LONG, "'a'", "'B'", "'12'", "''")
                        .with("'longer than five'"),
                text("date", "datetime", "'x'", "'2026-01-02'", "'1999-12-31'").as(Of.MOMENT),
                text("datetime", "datetime(6)", "'x'", MOMENTS).as(Of.MOMENT),
                text("timestamp NULL", "datetime", "'x'", MOMENTS).as(Of.MOMENT),
                text("datetime", "timestamp(0) NULL", "'x'", MOMENTS)
                        .as(Of.MOMENT)
                        .with("'2050-01-01 00:00:00'"),
                one(
                        "int",
                        "varchar(12)",
                        "CAST(o1 AS CHAR)",
                        "CAST(n1 AS SIGNED)",
                        Of.NUMBER,
                        "'y'",
                        "0",
                        "'0'",
                        "7",
                        "'7'",
                        "-42",
                        "'-42'",
                        "100",
                        "'100'"),
                one(
                        "decimal(8,2)",
                        "int",
                        "ROUND(o1 * 100)",
                        "n1 / 100",
                        Of.NUMBER,
                        "'y'",
                        "0",
                        "0",
                        "1.5",
                        "150",
                        "-3.25",
                        "-325",
                        "100",
                        "10000"),
                one(
                                "tinyint(1)",
                                "enum('no','yes')",
                                "CASE o1 WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END",
                                "n1 = 'yes'",
                                Of.NUMBER,
                                "'y'",
                                "0",
                                "'no'",
                                "1",
                                "'yes'")
                        .with("2"),
                one(
                                "varchar(36)",
                                "binary(16)",
                                "UUID_TO_BIN(o1)",
                                "BIN_TO_UUID(n1)",
                                Of.OTHER,
                                LONG,
                                "'00000000-0000-0000-0000-000000000001'",
                                "0x00000000000000000000000000000001",
                                "'a0000000-0000-4000-8000-000000000002'",
                                "0xa0000000000040008000000000000002")
                        .with("'no uuid'"),
                one(
                        "varchar(20)",
                        "varchar(20)",
                        "REVERSE(o1)",
                        "REVERSE(n1)",
                        Of.TEXT,
                        LONG,
                        "'abc'",
                        "'cba'",
                        "'xy'",
                        "'yx'",
                        "''",
                        "''",
                        "'B'",
                        "'B'"),
                new MySqlKind(
                        Conversion.FUNCTION,
                        List.of("varchar(30)"),
                        List.of("varchar(20)", "varchar(20)"),
                        List.of(
                                "SUBSTRING_INDEX(o1, ' ', 1)",
                                "SUBSTR(o1, CHAR_LENGTH(SUBSTRING_INDEX(o1, ' ', 1)) + 2)"),
                        List.of("IF(n2 = '', n1, CONCAT(n1, ' ', n2))"),
                        List.of(
                                List.of("'Ann Lee'"), List.of("'Ann'", "'Lee'"),
                                List.of("'Bo'"), List.of("'Bo'", "''"),
                                List.of("'bo x y'"), List.of("'bo'", "'x y'"),
                                List.of("NULL"), List.of("NULL", "NULL")),
                        List.of(List.of("'trail '")),
                        LONG,
                        Of.TEXT),
                new MySqlKind(
                        Conversion.FUNCTION,
                        List.of("varchar(10)", "varchar(10)"),
                        List.of("varchar(21)"),
                        List.of("CONCAT(o1, '|', o2)"),
                        List.of("SUBSTRING_INDEX(n1, '|', 1)", "SUBSTRING_INDEX(n1, '|', -1)"),
                        List.of(
                                List.of("'a'", "'b'"), List.of("'a|b'"),
                                List.of("'B'", "''"), List.of("'B|'"),
                                List.of("NULL", "NULL"), List.of("NULL")),
                        List.of(List.of("'a|'", "'c'"), List.of("NULL", "'x'")),
                        LONG,
                        Of.TEXT));
    }

    private static List<List<String>> same(String... values) {
        List<List<String>> pairs = new java.util.ArrayList<>();
        for (String value : values) {
            pairs.add(List.of(value));
            pairs.add(List.of(value));
        }
        pairs.add(List.of("NULL"));
        pairs.add(List.of("NULL"));
        return pairs;
    }

    private static MySqlKind rename(String type, Of of, String wrong, String... values) {
        return new MySqlKind(
                Conversion.IDENTITY,
                List.of(type),
                List.of(type),
                List.of("o1"),
                List.of("n1"),
                same(values),
                List.of(),
                wrong,
                of);
    }

    private static MySqlKind cast(String old, String added, String wrong, String... values) {
        return new MySqlKind(
                Conversion.CAST,
                List.of(old),
                List.of(added),
                List.of("o1"),
                List.of("n1"),
                same(values),
                List.of(),
                wrong,
                Of.NUMBER);
    }

    private static MySqlKind text(String old, String added, String wrong, String... values) {
        return new MySqlKind(
                Conversion.FUNCTION,
                List.of(old),
                List.of(added),
                List.of("o1"),
                List.of("n1"),
                same(values),
                List.of(),
                wrong,
                Of.TEXT);
    }

    private static MySqlKind one(
            String old, String added, String up, String down, Of of, String wrong, String... pairs) {
        List<List<String>> all = new java.util.ArrayList<>();
        for (String literal : pairs) {
            all.add(List.of(literal));
        }
        all.add(List.of("NULL"));
        all.add(List.of("NULL"));
        return new MySqlKind(
                Conversion.FUNCTION,
                List.of(old),
                List.of(added),
                List.of(up),
                List.of(down),
                all,
                List.of(),
                wrong,
                of);
    }

    /** The same without values that some collation takes for another one. */
    MySqlKind withoutTies() {
        List<List<String>> left = new java.util.ArrayList<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            List<List<String>> pair = pairs.subList(i, i + 2);
            if (left.stream().noneMatch(l -> ties(l, pair.get(0)) || ties(l, pair.get(1)))) {
                left.addAll(pair);
            }
        }
        return new MySqlKind(conversion, olds, news, up, down, left, bad, wrong, of);
    }

    private static boolean ties(List<String> left, List<String> right) {
        return left.stream().anyMatch(l -> right.stream().anyMatch(r -> !l.equals(r) && plain(l).equals(plain(r))));
    }

    private static String plain(String text) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private MySqlKind as(Of what) {
        return new MySqlKind(conversion, olds, news, up, down, pairs, bad, wrong, what);
    }

    private MySqlKind with(String... literals) {
        List<List<String>> all = new java.util.ArrayList<>();
        for (String literal : literals) {
            all.add(List.of(literal));
        }
        return new MySqlKind(conversion, olds, news, up, down, pairs, all, wrong, of);
    }
}
