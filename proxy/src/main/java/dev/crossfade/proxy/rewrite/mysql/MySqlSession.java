package dev.crossfade.proxy.rewrite.mysql;

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
 */
public record MySqlSession(
        @Nullable String database,
        boolean lowerCaseTableNames,
        boolean ansiQuotes,
        boolean noBackslashEscapes,
        boolean pipesAsConcat,
        boolean ignoreSpace) {

    /** A session with the server's defaults on Linux. */
    public static MySqlSession of(String database) {
        return new MySqlSession(database, false, false, false, false, false);
    }
}
