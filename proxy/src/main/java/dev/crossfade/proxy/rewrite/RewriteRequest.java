package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how one text is rewritten; equal requests have equal results, so it is also the key of the plan cache.
 *
 * @param sql the client's text: one statement of the extended protocol, or all of a simple Query
 * @param parameterTypes OIDs as given in Parse, 0 for unspecified; empty for a simple Query
 * @param rules what the client must keep to
 * @param catalog the database's tables; compared by its version
 * @param hidden watched tables whose unqualified name does not mean them in this session: shadowed by a temporary table
 *     or by another schema of the search_path, or not in it at all
 * @param standardConformingStrings the session's setting: off makes backslashes escape in plain string literals
 * @param mysql the session's settings on a MySQL server; null where the server is PostgreSQL
 */
public record RewriteRequest(
        String sql,
        List<Integer> parameterTypes,
        RuleSet rules,
        Catalog catalog,
        Set<TableName> hidden,
        boolean standardConformingStrings,
        @Nullable MySqlSession mysql) {

    public RewriteRequest {
        parameterTypes = List.copyOf(parameterTypes);
        hidden = Set.copyOf(hidden);
    }

    /** A text for PostgreSQL. */
    public RewriteRequest(
            String sql,
            List<Integer> parameterTypes,
            RuleSet rules,
            Catalog catalog,
            Set<TableName> hidden,
            boolean standardConformingStrings) {
        this(sql, parameterTypes, rules, catalog, hidden, standardConformingStrings, null);
    }

    /** A text for MySQL, which has no types of parameters in advance. */
    public static RewriteRequest forMySql(
            String sql, RuleSet rules, Catalog catalog, Set<TableName> hidden, MySqlSession session) {
        return new RewriteRequest(sql, List.of(), rules, catalog, hidden, true, session);
    }

    /** The same for another text. */
    RewriteRequest saying(String text) {
        return new RewriteRequest(text, parameterTypes, rules, catalog, hidden, standardConformingStrings, mysql);
    }

    /** The same with other types of parameters: those that SQL's PREPARE declares. */
    RewriteRequest declaring(List<Integer> types) {
        return new RewriteRequest(sql, types, rules, catalog, hidden, standardConformingStrings, mysql);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RewriteRequest that
                && sql.equals(that.sql)
                && parameterTypes.equals(that.parameterTypes)
                && rules.equals(that.rules)
                && catalog.version() == that.catalog.version()
                && hidden.equals(that.hidden)
                && standardConformingStrings == that.standardConformingStrings
                && Objects.equals(mysql, that.mysql);
    }

    @Override
    public int hashCode() {
        int hash = sql.hashCode();
        hash = 31 * hash + parameterTypes.hashCode();
        hash = 31 * hash + rules.hashCode();
        hash = 31 * hash + Long.hashCode(catalog.version());
        return 31 * hash + hidden.hashCode();
    }
}
