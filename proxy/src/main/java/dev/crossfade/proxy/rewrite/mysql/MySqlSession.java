package dev.crossfade.proxy.rewrite.mysql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What decides how a MySQL server reads a session's text.
 *
 * @param database the current database, or null when none is chosen
 * @param lowerCaseTableNames whether {@code lower_case_table_names} is not 0: names of databases, tables and aliases are
 *     compared in lower case
 * @param ansiQuotes {@code sql_mode} ANSI_QUOTES: double quotes quote names
 * @param noBackslashEscapes {@code sql_mode} NO_BACKSLASH_ESCAPES
 * @param pipesAsConcat {@code sql_mode} PIPES_AS_CONCAT
 * @param ignoreSpace {@code sql_mode} IGNORE_SPACE: blanks may stand between a built-in function and its parenthesis
 * @param strict {@code sql_mode} STRICT_TRANS_TABLES or STRICT_ALL_TABLES: a value that does not fit is an error. The first says
 *     nothing of tables without transactions; migrating ones are InnoDB's
 * @param unsupported modes under which what a conversion gives cannot be told from here: statements that name a migrating
 *     table are refused then; separated by commas, or empty
 */
public record MySqlSession(
        @Nullable String database,
        boolean lowerCaseTableNames,
        boolean ansiQuotes,
        boolean noBackslashEscapes,
        boolean pipesAsConcat,
        boolean ignoreSpace,
        boolean strict,
        String unsupported) {
    /**
     * The first pads what a char column gives, and nothing that a function gives; the second stores dates that are none, which
     * the generated functions, made in strict mode, do not.
     */
    private static final Set<String> UNSUPPORTED = Set.of("PAD_CHAR_TO_FULL_LENGTH", "ALLOW_INVALID_DATES");

    /** A session in strict mode. */
    public MySqlSession(
            @Nullable String database,
            boolean lowerCaseTableNames,
            boolean ansiQuotes,
            boolean noBackslashEscapes,
            boolean pipesAsConcat,
            boolean ignoreSpace) {
        this(database, lowerCaseTableNames, ansiQuotes, noBackslashEscapes, pipesAsConcat, ignoreSpace, true, "");
    }

    /** A session with the server's defaults on Linux. */
    public static MySqlSession of(String database) {
        return new MySqlSession(database, false, false, false, false, false);
    }

    /** A session by its {@code sql_mode}, as {@code SELECT @@sql_mode} shows it: combinations such as ANSI written out. */
    public static MySqlSession of(@Nullable String database, boolean lowerCaseTableNames, String sqlMode) {
        Set<String> modes =
                new TreeSet<>(Arrays.asList(sqlMode.toUpperCase(Locale.ROOT).split(",", -1)));
        boolean strict = modes.contains("STRICT_TRANS_TABLES") || modes.contains("STRICT_ALL_TABLES");
        boolean ansiQuotes = modes.contains("ANSI_QUOTES");
        boolean noBackslashEscapes = modes.contains("NO_BACKSLASH_ESCAPES");
        boolean pipesAsConcat = modes.contains("PIPES_AS_CONCAT");
        boolean ignoreSpace = modes.contains("IGNORE_SPACE");
        modes.retainAll(UNSUPPORTED);
        return new MySqlSession(
                database,
                lowerCaseTableNames,
                ansiQuotes,
                noBackslashEscapes,
                pipesAsConcat,
                ignoreSpace,
                strict,
                String.join(", ", modes));
    }
}
