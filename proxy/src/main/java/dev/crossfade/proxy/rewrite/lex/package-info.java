/**
 * PostgreSQL's lexical rules (https://www.postgresql.org/docs/15/sql-syntax-lexical.html, src/backend/parser/scan.l): text
 * in, tokens with positions out. The parser is fed from these tokens, so there is one reading of strings, comments and
 * operators and not two that could disagree. Pure, no state.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.lex;

import org.jspecify.annotations.NullMarked;
