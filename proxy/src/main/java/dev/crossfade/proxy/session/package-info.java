/**
 * One client and the server connection it has at present, on one event loop.
 *
 * <pre>
 *   client channel ─► {@link dev.crossfade.proxy.wire.Link} ─► {@link dev.crossfade.proxy.session.Login} ─► {@link
 *   dev.crossfade.proxy.session.Admission} ─► {@link dev.crossfade.proxy.session.ClientSide} ─► server connection
 *   server connection ─► {@link dev.crossfade.proxy.wire.Link} ─► {@link dev.crossfade.proxy.session.ServerSide} ─► client
 *   channel
 * </pre>
 *
 * A phase of a link is a {@link dev.crossfade.proxy.wire.Phase}. The server connection is on {@link
 * dev.crossfade.proxy.session.Lease} from a pool of package {@code backend}. Everything of a session runs on its event loop,
 * without locks; what takes longer (parsing, flag evaluation, key derivation) runs elsewhere while the client's next message
 * is held.
 */
@NullMarked
package dev.crossfade.proxy.session;

import org.jspecify.annotations.NullMarked;
