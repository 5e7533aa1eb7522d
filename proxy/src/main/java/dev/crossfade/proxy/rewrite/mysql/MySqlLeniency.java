package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.Walk;

/**
 * Whether a value that does not fit its column is stored as another one, with a warning, or is an error
 * (https://dev.mysql.com/doc/refman/8.0/en/sql-mode.html#ignore-strict-comparison). The two sides of a migration need not make the
 * same of it.
 */
enum MySqlLeniency {
    STRICT("", ""),
    IGNORE("IGNORE", "Leave IGNORE out."),
    SESSION("a session without strict mode", "Add STRICT_TRANS_TABLES to sql_mode.");

    private final String what;
    private final String hint;

    MySqlLeniency(String what, String hint) {
        this.what = what;
        this.hint = hint;
    }

    /** That of a statement. */
    static MySqlLeniency of(Walk walk, boolean ignore) {
        return ignore ? IGNORE : MySqlDialect.session(walk).strict() ? STRICT : SESSION;
    }

    boolean stores() {
        return this != STRICT;
    }

    String what() {
        return what;
    }

    String hint() {
        return hint;
    }
}
