package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.mysql.MySqlDialect;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import dev.crossfade.proxy.rewrite.parse.SqlParser;
import dev.crossfade.proxy.rewrite.parse.mysql.MySqlStatementParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the statements of one client for the migrations in force: the client's text goes in, edits in that text come
 * out. What touches a migrating table and cannot be rewritten correctly is refused. Safe for use by many threads; takes
 * some tens of microseconds to some milliseconds, so call it off event loops and keep the results.
 */
public final class Rewriter {
    /** SQLSTATE feature_not_supported. */
    private static final String UNREWRITABLE = "0A000";

    private static final List<String> WARM_UP = List.of(
            "SELECT a.x, count(*) AS n FROM t a LEFT JOIN u ON u.id = a.id WHERE a.x = $1 AND a.y IN (1, 2) OR NOT a.z"
                    + " LIKE 'x%' GROUP BY a.x HAVING count(*) > 1 ORDER BY 1 DESC LIMIT 10 OFFSET $2",
            "INSERT INTO t (a, b) VALUES ($1, $2), (DEFAULT, 'x') ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b RETURNING *",
            "UPDATE t SET a = a + $1, b = CASE WHEN c IS NULL THEN 'x' ELSE lower(c) END FROM u WHERE t.id = u.id RETURNING t.a",
            "DELETE FROM t USING u WHERE t.id = u.id AND u.x BETWEEN 1 AND 2",
            "WITH q AS (SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u)) SELECT * FROM q UNION ALL SELECT * FROM v FOR UPDATE");

    private final SqlParser parser = new SqlParser();
    /** Made when the first MySQL text comes: its grammar takes some megabytes. */
    private static final class MySqlParsers {
        private static final MySqlStatementParser PARSER = new MySqlStatementParser();
    }

    /** Those of the last request: most have the same rules and catalog. */
    private volatile @Nullable Tables lastTables;

    /** Parses some statements, since the first ones take half a second. */
    public void warmUp() {
        for (String sql : WARM_UP) {
            TextRewriter.parseOnly(sql, new PostgresDialect(parser, true));
        }
    }

    private Dialect dialect(RewriteRequest request, boolean folded) {
        MySqlSession session = request.mysql();
        if (session != null) {
            return new MySqlDialect(MySqlParsers.PARSER, session, folded);
        }
        return new PostgresDialect(parser, request.standardConformingStrings());
    }

    private Tables tables(RewriteRequest request) {
        Tables last = lastTables;
        if (last == null || !last.fit(request)) {
            last = new Tables(request);
            lastTables = last;
        }
        return last;
    }

    /** Rewrites a text. Never throws, whatever the text. */
    public RewriteResult rewrite(RewriteRequest request) {
        return rewrite(request, null);
    }

    /** What becomes of all texts that are the same folded text. Never throws, whatever the text. */
    public Template template(FoldedText folded) {
        if (!tables(folded.request()).arePlain()) {
            return Template.NONE;
        }
        try {
            return Template.of(folded, rewrite(folded.request(), folded));
        } catch (Walk.Looked e) {
            return Template.NONE;
        }
    }

    private RewriteResult rewrite(RewriteRequest request, @Nullable FoldedText folded) {
        TextRewriter text = new TextRewriter(request, folded, dialect(request, folded != null), tables(request));
        try {
            return text.rewrite();
        } catch (Refusal e) {
            int position = e.position() < 0
                    ? 0
                    : request.sql()
                                    .codePointCount(
                                            0,
                                            Math.min(e.position(), request.sql().length()))
                            + 1;
            return new RewriteResult.Refused(
                    e.isUnparsed() ? RewriteResult.Refused.UNPARSED : UNREWRITABLE,
                    String.valueOf(e.getMessage()),
                    e.hint(),
                    position,
                    text.touches());
        } catch (StackOverflowError e) {
            return new RewriteResult.Refused(
                    UNREWRITABLE,
                    "Crossfade: an expression with too many operators, in a statement that names a migrating table",
                    "Split the statement; for long lists use IN or = ANY (array).",
                    0,
                    text.touches());
        } catch (Walk.Looked e) {
            throw e;
        } catch (RuntimeException e) {
            return new RewriteResult.Refused(
                    UNREWRITABLE,
                    "Crossfade: the rewriter failed on a statement that names a migrating table: " + e,
                    "Please report this with the statement.",
                    0,
                    text.touches());
        }
    }
}
