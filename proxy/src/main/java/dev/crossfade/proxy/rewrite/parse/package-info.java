/**
 * From tokens to the {@link dev.crossfade.proxy.rewrite.model model}, by way of pgCodeKeeper's ANTLR grammar of PostgreSQL
 * fed from our own lexer. {@link dev.crossfade.proxy.rewrite.parse.SqlParser} holds the only state, ANTLR's prediction
 * cache, which is thread-safe and bounded.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.parse;

import org.jspecify.annotations.NullMarked;
