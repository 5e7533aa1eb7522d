/**
 * The migration engine: runs a migration's steps, keeps their evidence in the migrated database, and answers what flags
 * ask of it.
 */
@NullMarked
package dev.crossfade.admin.engine;

import org.jspecify.annotations.NullMarked;
