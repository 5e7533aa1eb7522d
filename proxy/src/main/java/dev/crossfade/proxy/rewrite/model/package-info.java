/**
 * What the rewriter sees of a statement: statements, relations, expressions and where each stands in the text. Only what
 * decides a rewrite is told apart; everything else is {@link dev.crossfade.proxy.rewrite.model.Expression.Other}. Positions
 * are UTF-16 units of the text, ends exclusive. Immutable values; any parser that can fill them will do.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.model;

import org.jspecify.annotations.NullMarked;
