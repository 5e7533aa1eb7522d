/**
 * Clients that Crossfade's users connect with, each by its own library or program, against a whole node in every pooling mode.
 *
 * <p>A {@link dev.crossfade.e2e.clients.Scenario} is what an application does with its client and writes down all it is told: values,
 * types, metadata, counts, errors with their positions, notices. It is played twice, by the server's own address and through
 * Crossfade, and what was written down must be equal to the letter ({@link dev.crossfade.e2e.clients.Stand#same}). A stand has no
 * migration, and then both ways lead to the same database, made anew before each play; or it has tables that migrate at a stage,
 * and then the way direct leads to a twin that has the old columns only.
 *
 * <pre>
 *   Scenario ─┬─► client ─► server                                 ─► Said ─┐
 *             └─► client ─► Crossfade (session, transaction) ─► server ─► Said ─┴─► equal
 * </pre>
 *
 * <p>What is not written down, and why: process ids and object identifiers, which differ from one play to the next; times.
 */
package dev.crossfade.e2e.clients;
