/**
 * A restart in which a new process takes over from an old one while clients come and go.
 *
 * <pre>
 *   new process ({@link dev.crossfade.admin.handover.Predecessor})     old process ({@link dev.crossfade.admin.handover.HandOverDesk})
 *     take over ────────────────────────────────►  stops its migrations, gives up lock of the engine, flag file, admin API;
 *     loads, becomes ready  ◄──────────── yours    goes on serving clients under the snapshot it has, which cannot change
 *     ready ────────────────────────────────────►
 *     listens, lets clients in  ◄────────── go
 *     accepting ────────────────────────────────►  closes its listeners, lets clients leave and transactions finish, ends
 *     sees that it is gone: stages may change
 * </pre>
 *
 * Until the old process is gone no stage changes in either of the two, so that all clients are served by the same one.
 * Which process may change flags, and whether an older one still serves, is said by locks on a file ({@link
 * dev.crossfade.admin.handover.FlagFileLock}), which the system gives back whatever a process dies of. Each wait has a
 * deadline; if the new process gives up or dies before it accepts, the old one takes everything back.
 */
@NullMarked
package dev.crossfade.admin.handover;

import org.jspecify.annotations.NullMarked;
