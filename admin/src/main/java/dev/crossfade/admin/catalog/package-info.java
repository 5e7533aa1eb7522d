/**
 * Reads a database's catalog into the immutable {@link dev.crossfade.proxy.Catalog} that the rewriter works with. Two
 * queries in one transaction; callers decide when. Of PostgreSQL by {@link
 * dev.crossfade.admin.catalog.CatalogLoader}, of MySQL by {@link dev.crossfade.admin.catalog.MySqlCatalogLoader}.
 */
@NullMarked
package dev.crossfade.admin.catalog;

import org.jspecify.annotations.NullMarked;
