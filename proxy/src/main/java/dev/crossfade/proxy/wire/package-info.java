/**
 * PostgreSQL's wire protocol, versions 3.0 to 3.2 (https://www.postgresql.org/docs/18/protocol.html): bytes are cut into messages by
 * their headers, bodies that nobody needs stream through as they come, the few messages the proxy writes itself are
 * encoded here. Knows nothing of sessions; everything runs on the event loop of the channel it belongs to.
 */
@NullMarked
package dev.crossfade.proxy.wire;

import org.jspecify.annotations.NullMarked;
