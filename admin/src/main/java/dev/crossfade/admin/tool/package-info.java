/**
 * Runs the field's own programs for rewriting a table: pg_repack (PostgreSQL), pt-online-schema-change and gh-ost (MySQL).
 *
 * <pre>
 *   {@link dev.crossfade.admin.tool.ChangeTool}     pure: command line and files of a run, options, what a line of output says
 *   {@link dev.crossfade.admin.tool.ToolDatabase}   asks a database: what is missing, did it happen, what is left behind
 *   {@link dev.crossfade.admin.tool.ToolRun}        doing: one process on a leash, its output, pause and stop
 *   {@link dev.crossfade.admin.tool.ToolStep}       the order: requirements, leftovers, dry run, run, the database's answer
 * </pre>
 *
 * <p>A program's exit code is never believed: pg_repack ends with 0 where it has given up, and with 134 where it has cleaned up
 * after itself. Whether the table was rewritten is asked of the database, before and after.
 *
 * <p>A step runs on its caller's thread, which it blocks; a run's output is read by a thread of its own.
 */
@NullMarked
package dev.crossfade.admin.tool;

import org.jspecify.annotations.NullMarked;
