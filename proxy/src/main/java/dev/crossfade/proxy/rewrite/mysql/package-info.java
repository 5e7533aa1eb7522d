/**
 * What rewriting does otherwise for MySQL: its {@link dev.crossfade.proxy.rewrite.Dialect}, its names, and its writes. Part of
 * the walk of {@link dev.crossfade.proxy.rewrite}, which calls it: the same purity, and nothing here is meant for other packages but
 * {@link dev.crossfade.proxy.rewrite.mysql.MySqlSession}.
 */
@NullMarked
package dev.crossfade.proxy.rewrite.mysql;

import org.jspecify.annotations.NullMarked;
