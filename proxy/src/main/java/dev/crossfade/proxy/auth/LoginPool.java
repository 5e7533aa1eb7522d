package dev.crossfade.proxy.auth;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what a login needs and an event loop must not do: deriving keys, resolving names. Not the JVM's common pool:
 * whoever blocks a thread there would keep everybody from logging in and from cancelling.
 */
public final class LoginPool {
    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 30;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Shared by all proxies of the process. Waiting work is bounded by the limit on clients. */
    public static final Executor INSTANCE = pool();

    private LoginPool() {}

    private static Executor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "crossfade-login-" + NUMBER.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
