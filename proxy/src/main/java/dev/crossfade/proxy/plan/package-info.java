/**
 * Plans: what becomes of a client's text under its rules. The byte scan and the rewriting themselves are package {@code
 * rewrite}'s; here is what surrounds them: the cache, the templates that texts share which differ in literals only, the
 * bounded pool that parses, its deadline, and the account of who spoke which side. Thread-safe; nothing here blocks an event
 * loop.
 *
 * <pre>
 *   text ─► the same text seen? ─yes─► its plan
 *             └no─► {@link dev.crossfade.proxy.rewrite.FoldedText} ─► folds to one that was seen? ─yes─► its
 *                   {@link dev.crossfade.proxy.rewrite.Template}, filled with this text's literals
 *                     └no─► pool: parse and walk, once for all texts that fold to this one
 * </pre>
 */
@NullMarked
package dev.crossfade.proxy.plan;

import org.jspecify.annotations.NullMarked;
