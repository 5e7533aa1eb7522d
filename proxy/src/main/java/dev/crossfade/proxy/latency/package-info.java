/**
 * How long clients' statements take and how many fail, for whoever wants to know at the moment: {@link
 * dev.crossfade.proxy.latency.Latencies} is told of each statement by its session, and passes it to those who watch. While
 * nobody watches it costs one volatile read a statement.
 */
@NullMarked
package dev.crossfade.proxy.latency;

import org.jspecify.annotations.NullMarked;
