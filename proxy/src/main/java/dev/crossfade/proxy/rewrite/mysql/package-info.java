/**
 * What rewriting does otherwise for MySQL: its {@link dev.crossfade.proxy.rewrite.Dialect}, its names, and its writes. Part of
 * the walk of {@link dev.crossfade.proxy.rewrite}, which calls it: the same purity, and nothing here is meant for other packages but
 * {@link dev.crossfade.proxy.rewrite.mysql.MySqlSession}, {@link dev.crossfade.proxy.rewrite.mysql.MySqlFingerprint} and, for what
 * loads a catalog, {@link dev.crossfade.proxy.rewrite.mysql.MySqlDefaults}.
 *
 * <pre>
 *   MySqlWrites ─► MySqlInsertRewriter ─┬─► MySqlInsertedSide    what joins the columns and the rows
 *        │                              ├─► MySqlInsertInstead   what stands for columns that a contract has dropped
 *        │                              └─► MySqlInsertSelect    a query whose columns are used on both sides
 *        └────► MySqlAssignments ─► MySqlSideAssignments ─► MySqlNextValues, MySqlDefaultAssignments, MySqlSentOnce
 * </pre>
 *
 * Where a statement names both sides, {@code MySqlBothSides} takes the place of these. What a value that does not fit becomes, with
 * IGNORE or without strict mode, need not be the same on both sides: {@code MySqlLeniency} says so, and such writes are refused.
 *
 * <p>Two differences to a table that has one side only are known. REPLACE of a row by the same row counts 2 where that row was not
 * filled yet. And the server (8.0.31) compares what lies under a NULL, which is the column's default in a row that was read: ON
 * DUPLICATE KEY UPDATE that writes NULL over NULL is a change for a column whose default is neither 0 nor empty. Before complete
 * the new column has none, so where one side's default is such, a new speaker can see another count, and ON UPDATE
 * CURRENT_TIMESTAMP moves otherwise.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.mysql;

import org.jspecify.annotations.NullMarked;
