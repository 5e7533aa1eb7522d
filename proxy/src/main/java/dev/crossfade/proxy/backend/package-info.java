/**
 * Server connections: opened, logged in, lent to sessions, taken back or closed. Everything of one connection runs on its
 * event loop; what connections of several loops share is thread-safe.
 */
@NullMarked
package dev.crossfade.proxy.backend;

import org.jspecify.annotations.NullMarked;
