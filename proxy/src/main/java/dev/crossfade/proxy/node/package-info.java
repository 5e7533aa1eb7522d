/**
 * What the clients of a node share, whichever protocol they speak: the databases and who may come in, the register of
 * sessions, their transactions' snapshots, pauses, limits, traffic and log.
 *
 * <pre>
 *   {@link dev.crossfade.proxy.CrossfadeProxy} ─► {@link dev.crossfade.proxy.node.Node} ◄── packages session, mysql.session
 *                       └─► {@link dev.crossfade.proxy.node.Sessions} ─► {@link dev.crossfade.proxy.node.ClientSession}
 * </pre>
 *
 * Thread-safe where a class does not say that it is confined to an event loop.
 */
@NullMarked
package dev.crossfade.proxy.node;

import org.jspecify.annotations.NullMarked;
