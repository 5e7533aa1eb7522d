/**
 * What is decided: flag definitions, their evaluation into one immutable {@link dev.crossfade.flags.Snapshot}, and the
 * barrier that tells when no transaction of an older snapshot is left.
 *
 * <p>Data flows one way: a flag file is evaluated by OpenFeature (what is <em>asked</em>), capped by what the engine has
 * proved (what is <em>permitted</em>), and published as a numbered snapshot. The data plane only reads snapshots; it never
 * waits here. This package knows neither Netty nor JDBC.
 */
@NullMarked
package dev.crossfade.flags;

import org.jspecify.annotations.NullMarked;
