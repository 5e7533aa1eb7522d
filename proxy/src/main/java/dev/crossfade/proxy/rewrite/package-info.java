/**
 * Rewriting, pure: a statement, the catalog and the client's rules go in, edits in the client's own text come out. No
 * sockets, no threads, no clock, no cache. Callers run it off the event loop and keep what it returns.
 */
@NullMarked
package dev.crossfade.proxy.rewrite;

import org.jspecify.annotations.NullMarked;
