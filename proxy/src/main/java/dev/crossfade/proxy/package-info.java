/**
 * The data plane's public face: what the control plane may start, stop, ask and tell. Everything else is a subpackage.
 *
 * <p>Data flows one way through them: bytes → {@code wire} (framing, messages) → {@code session} (one client and its
 * server connection) → {@code rewrite} (pure: statement, catalog and rules in, edits out) → relay.
 */
@NullMarked
package dev.crossfade.proxy;

import org.jspecify.annotations.NullMarked;
