package dev.crossfade.admin.engine;

/**
 * SQL that says who a session of {@code pg_stat_activity} is, for people: user, application, state, since when, statement. Of the
 * statement the literals are left out: whoever may see how a migration goes need not see rows.
 */
public final class SessionWords {
    private static final int SHOWN_CHARACTERS = 120;

    /**
     * Nothing from the first quote of a string on: where that ends, settings decide, and comments may have quotes of their own. Then
     * numbers, then white space.
     */
    private static final String STATEMENT = """
            pg_catalog.btrim(pg_catalog.regexp_replace(pg_catalog.regexp_replace(
              pg_catalog.regexp_replace(:a.query, '(''|\\$([^0-9[:space:]$][^[:space:]$]*)?\\$).*', '…'),
              '\\m[0-9][0-9a-zA-Z_.]*', '…', 'g'), '\\s+', ' ', 'g'))""";

    private static final String WORDS =
            """
            (coalesce(' of ' || :a.usename, '') || coalesce(' (' || nullif(:a.application_name, '') || ')', '')
             || coalesce(', ' || :a.state, '')
             || coalesce(', in a transaction for '
                         || extract(epoch FROM pg_catalog.clock_timestamp() - :a.xact_start)::int || ' s', '')
             || CASE WHEN :a.query IN ('', '<insufficient privilege>') THEN ''
                     ELSE coalesce(', statement: ' || pg_catalog.left(:statement, :most), '') END)""".replace(":statement", STATEMENT).replace(":most", Integer.toString(SHOWN_CHARACTERS));

    private SessionWords() {}

    /**
     * A text that follows the session's number, without NULL.
     *
     * @param activity the view's alias; all NULL for a session that is none, such as a prepared transaction
     */
    public static String of(String activity) {
        return WORDS.replace(":a.", activity + ".");
    }
}
