@NullMarked
package dev.crossfade.proxy.census;

import org.jspecify.annotations.NullMarked;
