/**
 * The migration engine: runs a migration's steps, keeps their evidence in the migrated database, and answers what flags
 * ask of it.
 *
 * <pre>
 *   JdbcMigrationEngine ── one DatabaseEngine a database: engine lock, catalog, readiness      (a thread each)
 *                            ├─ one change.ChangeRunner a change of the schema: see that package
 *                            └─ one MigrationRunner a migration: API, gate, what is known       (a thread while it works)
 *                                 └─ Runbook: announce → expand → dual-write → backfill → index → verify
 *                                      ├─ Backfill, Verification, Indexes, DatabaseBarrier
 *                                      └─ StateStore (schema crossfade), sql (pure text), preflight (checks)
 * </pre>
 *
 * <p>Columns of foreign keys onto a migrating key move with it as one ({@link dev.crossfade.admin.engine.References}): they are
 * companions of its definition, under its flags, and every step does to each of them what it does to the key, the key's own
 * table last where something is made.
 *
 * <p>What differs between servers is {@link dev.crossfade.admin.engine.Platform}: how they are spoken to, {@code Steps} and {@code
 * MySqlSteps} of the {@code Runbook}, what is in the way of DDL, and where state is. MySQL's DDL commits by itself: what is about to be done is recorded before, and whether
 * it is done is asked of the data dictionary.
 *
 * <p>What the database says is the truth: every change of state is a transaction there first, together with the work it
 * describes where it can be; fields of the runner are copies. Flags are told what is permitted after that.
 */
@NullMarked
package dev.crossfade.admin.engine;

import org.jspecify.annotations.NullMarked;
