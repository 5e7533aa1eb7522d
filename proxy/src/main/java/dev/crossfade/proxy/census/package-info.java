/**
 * What the live traffic would become under migrations that have not begun, or have not come as far: statements are counted
 * and tried on every stage beside their way, which does not change.
 *
 * <pre>
 *   session ─ executed ─► {@link dev.crossfade.proxy.census.Census} ─ scan ─ names none ─► nothing
 *                             │ names a table of a migration
 *                             ▼
 *                        counter of (text without literals, client) ─ first time ─► worker: {@link
 *   dev.crossfade.proxy.census.Forecast} ─► outcome
 * </pre>
 */
@NullMarked
package dev.crossfade.proxy.census;

import org.jspecify.annotations.NullMarked;
