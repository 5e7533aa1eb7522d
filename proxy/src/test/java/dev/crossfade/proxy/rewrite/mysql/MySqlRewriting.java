package dev.crossfade.proxy.rewrite.mysql;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stands where the proxy will: what Connector/J sends goes rewritten to another connection, whose result it gets. */
public final class MySqlRewriting implements QueryInterceptor {
    private static volatile Use current;

    /** While it is open, connections with this interceptor are rewritten. */
    record Use(Connection behind, Function<String, RewriteResult> rewriter, AtomicInteger count)
            implements AutoCloseable {
        int rewritten() {
            return count.get();
        }

        @Override
        public void close() {
            current = null;
        }
    }

    static Use use(Connection behind, Function<String, RewriteResult> rewriter) {
        current = new Use(behind, rewriter, new AtomicInteger());
        return current;
    }

    @Override
    public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
        return this;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends Resultset> T preProcess(Supplier<String> sql, Query query) {
        Use use = current;
        if (use == null || sql == null || sql.get() == null) {
            return null;
        }
        String text = sql.get().replaceFirst("^[\\x00-\\x08]+", ""); // query attributes stand before the text
        RewriteResult result = use.rewriter().apply(text);
        if (!(result instanceof RewriteResult.Rewritten rewritten)) {
            return null;
        }
        use.count().incrementAndGet();
        try {
            return (T)
                    use.behind().createStatement().executeQuery(rewritten.sql()).unwrap(ResultSetInternalMethods.class);
        } catch (SQLException e) {
            throw new IllegalStateException(rewritten.sql(), e);
        }
    }

    @Override
    public boolean executeTopLevelOnly() {
        return false;
    }

    @Override
    public void destroy() {}

    @Override
    public <T extends Resultset> T postProcess(
            Supplier<String> sql, Query query, T originalResultSet, ServerSession serverSession) {
        return originalResultSet;
    }
}
