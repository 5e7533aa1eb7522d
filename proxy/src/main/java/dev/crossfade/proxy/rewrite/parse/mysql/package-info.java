/**
 * From tokens to the {@link dev.crossfade.proxy.rewrite.model model}, by way of Debezium's ANTLR grammar of MySQL fed from
 * our own lexer. {@link dev.crossfade.proxy.rewrite.parse.mysql.MySqlStatementParser} holds the only state, ANTLR's
 * prediction cache, which is thread-safe and bounded.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.parse.mysql;

import org.jspecify.annotations.NullMarked;
