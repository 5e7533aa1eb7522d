package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.flags.FlagControl;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's connection: server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), first
 * the present state of everything, then what changes. Occupies its thread until the listener goes.
 */
final class EventStream {
    static final long HEARTBEAT_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final Events events;
    private final FlagControl flags;
    private final MigrationEngine engine;

    EventStream(Events events, FlagControl flags, MigrationEngine engine) {
        this.events = events;
        this.flags = flags;
        this.engine = engine;
    }

    void serve(Context context) {
        try (Events.Subscription subscription = events.subscribe()) {
            context.res().setStatus(200);
            context.res().setContentType("text/event-stream;charset=utf-8");
            context.res().setHeader("Cache-Control", "no-store");
            OutputStream out = context.res().getOutputStream();
            for (var flag : flags.flags()) {
                send(out, events.event("flag", flag));
            }
            for (var migration : engine.migrations()) {
                send(out, events.event("migration", migration));
            }
            out.flush();
            while (!subscription.ended()) {
                Events.Event event = subscription.next(HEARTBEAT_MILLIS);
                if (subscription.ended()) {
                    return;
                }
                if (event == null) {
                    out.write(":\n\n".getBytes(StandardCharsets.UTF_8)); // a comment; shows whether anybody is there
                } else {
                    send(out, event);
                }
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("a listener to events went away");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is closing
        }
    }

    private static void send(OutputStream out, Events.Event event) throws IOException {
        out.write(("id: " + event.id() + "\nevent: " + event.type() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(Json.bytes(event.data())); // JSON on one line
        out.write("\n\n".getBytes(StandardCharsets.UTF_8));
    }
}
