/** Clients that share server connections: what each sees is what it would see alone, and limits and times hold. */
@NullMarked
package dev.crossfade.proxy.pooling;

import org.jspecify.annotations.NullMarked;
