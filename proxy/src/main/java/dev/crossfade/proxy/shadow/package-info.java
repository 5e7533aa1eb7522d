/**
 * Shadow reads: what a client at stage shadow has read from old is asked of both sides again, beside its way, and compared.
 *
 * <pre>
 *   session ─ executed ─► {@link dev.crossfade.proxy.shadow.Shadow} ─ no room ─► dropped, counted
 *                             │ {@link dev.crossfade.proxy.shadow.ReadNature}: a plain read?
 *                             ▼
 *                        {@link dev.crossfade.proxy.shadow.Comparison}: one REPEATABLE READ READ ONLY transaction on a connection
 *                             │   of its own, as the client's user, under the client's settings:
 *                             │   the text as it is for old, the text as it would be for new
 *                             ▼
 *                        {@link dev.crossfade.proxy.shadow.Judgement} ─► {@link dev.crossfade.proxy.shadow.ShadowBook}
 * </pre>
 *
 * Why not the client's own answer, or its own transaction: nobody but the server can read two texts at one moment, and it can
 * only within one snapshot. A session's own transaction has one only at REPEATABLE READ, and asking it twice would make the
 * client wait; its exported snapshot (pg_export_snapshot) needs a transaction block that it has not opened. One transaction
 * beside it, in which both texts read one snapshot, needs nothing of the client, and a concurrent write is before both or
 * behind both. What it does not see is what the client itself has written and not committed; both texts do not.
 *
 * <p>Everything here runs on an event loop of its own, apart from {@link dev.crossfade.proxy.shadow.Shadow#read}, which runs on
 * the client's and only takes or refuses.
 */
@NullMarked
package dev.crossfade.proxy.shadow;

import org.jspecify.annotations.NullMarked;
