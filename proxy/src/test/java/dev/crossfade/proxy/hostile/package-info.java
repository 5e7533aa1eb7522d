/**
 * Random, truncated and hostile bytes at every state of the protocol, from clients and from servers: a proxy in this process,
 * a client and a server that say whatever a fuzzer makes up. {@link dev.crossfade.proxy.hostile.Stranger} plays one input,
 * {@link dev.crossfade.proxy.hostile.HostileBytesTest} makes up inputs at random and by Jazzer, guided by coverage.
 */
package dev.crossfade.proxy.hostile;
