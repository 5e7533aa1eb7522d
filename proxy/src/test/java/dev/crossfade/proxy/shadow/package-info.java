/** Shadow reads against a real server, and what is decided about them. */
package dev.crossfade.proxy.shadow;
