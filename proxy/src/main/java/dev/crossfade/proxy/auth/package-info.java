/**
 * Who may log in, and how the proxy logs in itself: SCRAM-SHA-256 (RFC 5802, RFC 7677,
 * https://www.postgresql.org/docs/15/sasl-authentication.html) on both sides. The exchanges are state machines over
 * strings; sockets are the session package's. Key derivation, which costs milliseconds, never runs on an event loop.
 */
@NullMarked
package dev.crossfade.proxy.auth;

import org.jspecify.annotations.NullMarked;
