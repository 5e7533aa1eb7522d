/**
 * Plans: what becomes of a client's text under its rules. The byte scan and the rewriting themselves are package {@code
 * rewrite}'s; here is what surrounds them: the cache, the bounded pool that parses, its deadline, and the account of who
 * spoke which side. Thread-safe; nothing here blocks an event loop.
 */
@NullMarked
package dev.crossfade.proxy.plan;

import org.jspecify.annotations.NullMarked;
