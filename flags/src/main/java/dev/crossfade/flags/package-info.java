/**
 * What is decided: flag definitions, their evaluation into one immutable {@link dev.crossfade.flags.Snapshot}, and the
 * barrier that tells when no transaction of an older snapshot is left.
 *
 * <p>Data flows one way: a flag file is evaluated by OpenFeature (what is <em>asked</em>), capped by what the engine has
 * proved (what is <em>permitted</em>), and published as a numbered snapshot. The data plane only reads snapshots; it never
 * waits here. This package knows neither Netty nor JDBC.
 *
 * <pre>
 *   FlagFile ─► FlagDocument ─► FlagStore ─► FlagReader ─► asked ─┐
 *   (bytes)     (definitions)                (FlagEvaluator)      ├─► StageWalk ─► StageMover ─► Publisher ─► Snapshot
 *                                      permit() ─► permitted ─────┘   (how far)    (one step)
 * </pre>
 *
 * <p>Threads: changes run on their caller's thread, one at a time, under the lock of
 * {@link dev.crossfade.flags.FileFlagControl}; one thread polls the file; targeted flags are evaluated for clients on two
 * workers. Nothing here runs on an event loop except {@code current()}, {@code rules()} and the slots of
 * {@link dev.crossfade.flags.Transactions}, none of which blocks.
 */
@NullMarked
package dev.crossfade.flags;

import org.jspecify.annotations.NullMarked;
