/** The demo: an unchanged application, and what it is led through. */
@NullMarked
package dev.crossfade.demo;

import org.jspecify.annotations.NullMarked;
