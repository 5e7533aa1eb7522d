/**
 * MySQL's and MariaDB's wire protocol (https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html,
 * https://mariadb.com/kb/en/clientserver-protocol/): bytes are cut into packets by their headers, bodies that nobody needs
 * stream through as they come, the few packets the proxy reads or writes itself are decoded and encoded here. Knows nothing
 * of sessions; everything runs on the event loop of the channel it belongs to.
 *
 * <pre>
 *   channel ─► ({@link dev.crossfade.proxy.mysql.wire.Compression}) ─► {@link dev.crossfade.proxy.mysql.wire.PacketLink} ─► {@link dev.crossfade.proxy.mysql.wire.PacketFramer} ─► {@link
 *   dev.crossfade.proxy.mysql.wire.PacketPhase} ─► {@link dev.crossfade.proxy.wire.Outlet} of the other channel
 * </pre>
 */
@NullMarked
package dev.crossfade.proxy.mysql.wire;

import org.jspecify.annotations.NullMarked;
