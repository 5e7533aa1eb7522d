package dev.crossfade.proxy.tls;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings.Backend;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What backends are spoken to by. A reload makes a new one, and connections go on with what they began with. Thread-safe. */
public final class BackendContexts {
    private final Duration handshakeTimeout;
    private final Executor worker;
    private final Map<BackendTls, SslContext> contexts = new ConcurrentHashMap<>();

    /**
     * Reads the files of all backends that are known by now; those of others when they are first needed.
     *
     * @param worker computes handshakes
     * @throws dev.crossfade.flags.CrossfadeException when some cannot be used
     */
    public BackendContexts(Collection<Backend> backends, Duration handshakeTimeout, Executor worker) {
        this.handshakeTimeout = handshakeTimeout;
        this.worker = worker;
        backends.forEach(backend -> {
            if (backend.tls().mode() != BackendTls.Mode.DISABLE) {
                context(backend.tls());
            }
        });
    }

    private SslContext context(BackendTls tls) {
        return contexts.computeIfAbsent(tls, key -> Pem.client(key, Pem.provider()));
    }

    /** The client's end of a connection to a backend whose mode is not {@code DISABLE}. */
    public SslHandler handler(Backend backend, ByteBufAllocator allocator) {
        SslHandler handler = context(backend.tls()).newHandler(allocator, backend.host(), backend.port(), worker);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }
}
