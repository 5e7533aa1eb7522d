/**
 * Where clients come in: which sockets there are, and what is set on each before its first byte is read. Knows nothing of
 * the protocol; whoever accepts a client says what becomes of it. {@link dev.crossfade.proxy.listen.Transport} is also for those
 * who connect to backends.
 */
@NullMarked
package dev.crossfade.proxy.listen;

import org.jspecify.annotations.NullMarked;
