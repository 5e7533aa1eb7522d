/** Fakes written by hand: flags and a rewriter whose answers a test chooses, and a raw client of the wire protocol. */
package dev.crossfade.proxy.testing;
