/**
 * Rehearses a migration: the whole runbook, forth and back at every stage, by a Crossfade of its own on a throwaway server
 * with the real schema, under load, next to an untouched twin that every answer and every row is compared with.
 *
 * <pre>
 *   {@link dev.crossfade.admin.rehearsal.LiveRehearsals}: one at a time, on a thread of its own; reports in the migrated database
 *     └─ Rehearsal: the run
 *          ├─ Programs, ThrowawayServer    initdb and postgres on loopback, on a leash: gone when this process is
 *          ├─ SchemaCopy, Rows, Sample, Generator    roles, schema by pg_dump, rows; then a copy of all of it, the twin
 *          ├─ Node            proxy, flags and engine over the migrating copy
 *          ├─ Load: RowClient, StatementClient ── Pair: every transaction on both, answers compared
 *          └─ Report, ReportText
 * </pre>
 *
 * <p>The database itself is only read, in read-only transactions with time limits, but for the report.
 */
@NullMarked
package dev.crossfade.admin.rehearsal;

import org.jspecify.annotations.NullMarked;
