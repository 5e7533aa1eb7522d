/**
 * The servers' lexical rules, PostgreSQL's (https://www.postgresql.org/docs/15/sql-syntax-lexical.html,
 * src/backend/parser/scan.l) and MySQL's (https://dev.mysql.com/doc/refman/8.0/en/language-structure.html): text in, tokens
 * with positions out. The parser is fed from these tokens, so there is one reading of strings, comments and
 * operators and not two that could disagree. Pure, no state.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.lex;

import org.jspecify.annotations.NullMarked;
