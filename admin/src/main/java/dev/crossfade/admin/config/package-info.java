/** Reading {@code crossfade.yaml} and migration files: text in, immutable values or every problem with its line out. */
@NullMarked
package dev.crossfade.admin.config;

import org.jspecify.annotations.NullMarked;
