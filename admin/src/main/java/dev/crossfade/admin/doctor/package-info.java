/**
 * Looks whether a configuration can work before anything depends on it: connects to backends with short deadlines, asks,
 * changes nothing. Blocks; for threads of the caller.
 */
@NullMarked
package dev.crossfade.admin.doctor;

import org.jspecify.annotations.NullMarked;
