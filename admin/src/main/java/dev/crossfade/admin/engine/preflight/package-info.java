/**
 * What must be so before a migration may start: one small class a check, each answering what is wrong, where, and what to do.
 * All run in one transaction that is rolled back, so they may try things out.
 */
@NullMarked
package dev.crossfade.admin.engine.preflight;

import org.jspecify.annotations.NullMarked;
