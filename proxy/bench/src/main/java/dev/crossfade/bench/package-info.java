/**
 * Measures what Crossfade costs beside its peers, with PostgreSQL's own pgbench: direct, through Crossfade without and with a
 * live migration, through PgBouncer and through HAProxy, in turn and in several rounds of one run; and with sysbench for MySQL, beside
 * MySQL Router.
 *
 * <pre>
 *   {@link dev.crossfade.bench.Bench}, {@link dev.crossfade.bench.MySqlBench} ── {@link dev.crossfade.bench.Server}, {@link dev.crossfade.bench.MySqlServer}, {@link dev.crossfade.bench.Peers}, {@link dev.crossfade.bench.CrossfadeUnderTest} ──► {@link dev.crossfade.bench.Target}s
 *     └─ {@link dev.crossfade.bench.Rounds}: {@link dev.crossfade.bench.Load} ({@link dev.crossfade.bench.Pgbench}, {@link dev.crossfade.bench.Sysbench}) + {@link dev.crossfade.bench.CpuClock} ──► {@link dev.crossfade.bench.Sample}
 *          └─ {@link dev.crossfade.bench.Summary} ──► {@link dev.crossfade.bench.Report} (Markdown, CSV), {@link dev.crossfade.bench.Chart} (SVG)
 * </pre>
 *
 * One thread, apart from the one that reads the clocks of {@code /proc}. Linux only: CPU time comes from {@code /proc}.
 */
@NullMarked
package dev.crossfade.bench;

import org.jspecify.annotations.NullMarked;
