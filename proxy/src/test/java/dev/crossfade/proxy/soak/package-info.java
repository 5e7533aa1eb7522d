/**
 * What must hold for hours, with thousands of clients and with slow ones. {@link dev.crossfade.proxy.soak.SoakTest} runs {@link
 * dev.crossfade.proxy.soak.Tenant}s, that know what they are to be told, in this process, while {@link
 * dev.crossfade.proxy.soak.Havoc} ends their servers; the others measure a {@link dev.crossfade.proxy.soak.ProxyProcess}, in
 * whose memory no client and no test counts.
 */
package dev.crossfade.proxy.soak;
