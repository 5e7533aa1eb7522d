/**
 * Rewriting, pure: a statement, the catalog and the client's rules go in, edits in the client's own text come out. No
 * sockets, no threads; the clock only ends a parse that takes too long. Callers run it off the event loop and keep what it
 * returns.
 *
 * <pre>
 *   bytes ─► {@link dev.crossfade.proxy.rewrite.WatchList} ─ names none ─► pass
 *              │ may name a watched relation
 *              ▼
 *   text ─► {@link dev.crossfade.proxy.rewrite.Rewriter} ─► lex ─► parse ─► model ─► walk ─► edits ─►
 *           {@link dev.crossfade.proxy.rewrite.RewriteResult}
 * </pre>
 *
 * The walk binds relations to names ({@code Scope}), finds the column every reference means ({@code ExpressionRewriter}),
 * and puts the SQL of the conversion ({@code Conversions}) in its place; writes get the other side's columns
 * ({@code InsertRewriter}, {@code AssignmentRewriter}).
 *
 * <p>Texts that differ in literals only are walked once, with placeholders in the literals' places: {@link
 * dev.crossfade.proxy.rewrite.FoldedText} says how and why that is safe, {@link dev.crossfade.proxy.rewrite.Template} is what
 * they share.
 *
 * <p>PostgreSQL and MySQL share this walk; what differs stands behind {@code Dialect}. MySQL's writes have classes of their
 * own in {@link dev.crossfade.proxy.rewrite.mysql}, since there assignments run from left to right, an expression in
 * VALUES can use the columns before it, and the server counts the rows that changed.
 */
@NullMarked
package dev.crossfade.proxy.rewrite;

import org.jspecify.annotations.NullMarked;
