/**
 * The admin API: HTTP in, calls of {@link dev.crossfade.flags.FlagControl}, the migration engine and the data plane out.
 *
 * <p>A request passes {@link dev.crossfade.admin.rest.Access} (may this caller do this at all?), then the handler of its
 * {@link dev.crossfade.admin.rest.Route}; what goes wrong leaves as RFC 9457 problem details. The same list of routes
 * makes the OpenAPI description. Changes are written to the {@link dev.crossfade.admin.rest.AuditLog}.
 *
 * <p>Handlers run on Jetty's bounded pool and may block; nothing here runs on an event loop of the data plane.
 */
@NullMarked
package dev.crossfade.admin.rest;

import org.jspecify.annotations.NullMarked;
