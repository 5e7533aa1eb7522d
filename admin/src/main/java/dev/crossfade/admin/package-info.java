/** The control plane: configuration, REST, CLI and the migration engine. */
@NullMarked
package dev.crossfade.admin;

import org.jspecify.annotations.NullMarked;
