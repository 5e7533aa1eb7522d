/**
 * TLS toward clients and backends: PEM files become contexts, which can be read again while connections go on, and
 * handlers that agree on TLS before a connection's first message. Where BoringSSL runs it does the work, else the JDK.
 *
 * <pre>
 *   client ─► {@link dev.crossfade.proxy.tls.DirectTls} ─► ({@link dev.crossfade.proxy.tls.ClosingAlert} ─► SslHandler) ─► wire.Link
 *   wire.Link ◄─ (SslHandler) ◄─ {@link dev.crossfade.proxy.tls.TlsRequest} ◄─ backend
 * </pre>
 *
 * Contexts are thread-safe; a handler belongs to its channel's event loop. Handshakes are computed on a worker.
 */
@NullMarked
package dev.crossfade.proxy.tls;

import org.jspecify.annotations.NullMarked;
