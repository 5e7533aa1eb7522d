/**
 * The command line. {@link dev.crossfade.admin.cli.Crossfade} is the program; each subcommand is one class. All but
 * {@code serve} and {@code doctor} ask a running Crossfade over its admin API ({@link dev.crossfade.admin.cli.AdminClient})
 * and show the answer as aligned text, or with {@code --json} as it came.
 *
 * <p>Exit codes: 0 done, 1 refused or failed, 2 wrong usage or wrong configuration. One thread; answers go to standard
 * output, complaints to standard error.
 */
@NullMarked
package dev.crossfade.admin.cli;

import org.jspecify.annotations.NullMarked;
