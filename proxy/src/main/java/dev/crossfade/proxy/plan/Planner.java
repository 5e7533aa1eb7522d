package dev.crossfade.proxy.plan;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans for texts: from a cache bounded by weight, else by what a text like it became, else computed once on a bounded
 * pool, within a deadline. A plan that could not be computed in time is a refusal and is not kept. Thread-safe; no method blocks.
 */
public final class Planner implements AutoCloseable {
    /** Weight of all plans, in characters of their texts, client's and rewritten together. */
    private static final long MAX_CACHE_CHARACTERS = 16L << 20;

    /** What a plan weighs besides its texts. */
    private static final int PLAN_CHARACTERS = 512;

    /** Texts waiting for a thread. */
    private static final int MAX_QUEUED_TEXTS = 4096;

    private static final Duration PLAN_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Planner.class);

    private final Templates templates;
    private final ThreadPoolExecutor pool;
    private final AsyncCache<RewriteRequest, RewriteResult> plans;

    public Planner(StatementRewriter rewriter, int threads) {
        this.templates = new Templates(rewriter);
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_QUEUED_TEXTS), work -> {
                    Thread thread = new Thread(null, work, "crossfade-plan-" + number.incrementAndGet(), 16L << 20);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.plans = Caffeine.newBuilder()
                .maximumWeight(MAX_CACHE_CHARACTERS)
                .weigher((RewriteRequest request, RewriteResult result) -> weight(request, result))
                .executor(Runnable::run)
                .buildAsync();
    }

    private static int weight(RewriteRequest request, RewriteResult result) {
        int rewritten = result instanceof RewriteResult.Rewritten r ? r.sql().length() : 0;
        return PLAN_CHARACTERS + request.sql().length() + rewritten;
    }

    /**
     * The plan; complete at once when it is in the cache, or a text like it was planned before. Never completes exceptionally.
     */
    public CompletableFuture<RewriteResult> plan(RewriteRequest request) {
        CompletableFuture<RewriteResult> cached = plans.getIfPresent(request);
        if (cached != null && cached.isDone() && !cached.isCompletedExceptionally()) {
            return cached;
        }
        Templates.Folding folding = cached == null ? Templates.foldAtOnce(request) : null;
        RewriteResult known = folding == null ? null : templates.known(folding);
        if (known != null) {
            CompletableFuture<RewriteResult> plan = CompletableFuture.completedFuture(known);
            plans.put(request, plan);
            return plan;
        }
        CompletableFuture<RewriteResult> computed;
        try {
            // the copy bounds this caller's wait; who comes later has a wait of their own
            computed = plans.get(
                            request,
                            (key, ignored) -> CompletableFuture.supplyAsync(() -> templates.plan(key, folding), pool))
                    .copy()
                    .orTimeout(PLAN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(refused(
                    Problem.TOO_MANY_CONNECTIONS.sqlState(),
                    "too many statements on migrating tables wait to be rewritten (limit " + MAX_QUEUED_TEXTS + ")"));
        }
        return computed.exceptionally(Planner::failed);
    }

    /**
     * Where work may be done that nobody waits for: on the same threads, as long as there is room behind the plans that are
     * waited for; else it throws RejectedExecutionException.
     */
    public Executor aside() {
        return work -> {
            if (pool.getQueue().size() > MAX_QUEUED_TEXTS / 4) {
                throw new RejectedExecutionException("statements wait for their plans");
            }
            pool.execute(work);
        };
    }

    private static RewriteResult failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof TimeoutException) {
            return refused(
                    Problem.LIMIT_EXCEEDED.sqlState(),
                    "rewriting the statement took longer than " + PLAN_TIMEOUT.toSeconds() + " s");
        }
        log.error("Refusing a statement: an error in the rewriter", cause);
        return refused(
                Problem.INTERNAL.sqlState(), "internal error in Crossfade while rewriting the statement, see its log");
    }

    private static RewriteResult refused(String sqlState, String message) {
        return new RewriteResult.Refused(
                sqlState, message, "The statement touches a migrating table and was not executed.", 0, List.of());
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
