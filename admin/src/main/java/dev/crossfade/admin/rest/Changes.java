package dev.crossfade.admin.rest;

import dev.crossfade.admin.engine.AutomaticRollback;
import dev.crossfade.admin.engine.ByItself;
import dev.crossfade.flags.CrossfadeException;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** Makes changes and keeps the books about them: audit, event, and the watch for when a change takes effect. */
final class Changes {
    private static final int MAX_ACTOR_CHARS = 80;

    private final AuditLog audit;
    private final Events events;
    private final FlipWatch flips;
    private final Metrics metrics;
    private final String means;

    Changes(AuditLog audit, Events events, FlipWatch flips, Metrics metrics, String means) {
        this.audit = audit;
        this.events = events;
        this.flips = flips;
        this.metrics = metrics;
        this.means = means;
    }

    /** What the books need to know about a change that was made. */
    record Made<T>(T answer, @Nullable String to, long snapshot, boolean changedStage) {}

    /** A change that is asked for. */
    record Asked(
            String action,
            String key,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * Who asks.
     *
     * @param actor as in the audit
     * @param address where from; empty for what does not come over the network
     * @param beginNanos when, on the clock of {@link System#nanoTime}
     */
    record Caller(String actor, String address, long beginNanos) {}

    /** Makes a change, or lets its refusal through; both are recorded. */
    <T> T make(Context context, Asked asked, Supplier<Made<T>> change) {
        return make(caller(context), asked, change);
    }

    Caller caller(Context context) {
        return new Caller(actor(context), context.ip(), beginNanos(context));
    }

    /** The same for what comes by other ways than a request. */
    <T> T make(Caller caller, Asked asked, Supplier<Made<T>> change) {
        long beginNanos = caller.beginNanos();
        try {
            Made<T> made = change.get();
            AuditEntry entry = audit.add(entry(caller, asked, made.to(), AuditEntry.DONE, null, made.snapshot()));
            events.publish("audit", entry);
            metrics.changed(entry);
            if (made.changedStage()) {
                flips.watch(entry, beginNanos);
            }
            return made.answer();
        } catch (CrossfadeException e) {
            AuditEntry entry =
                    audit.add(entry(caller, asked, asked.to(), e.problem().name(), Json.shortened(e.getMessage()), 0));
            events.publish("refusal", entry);
            metrics.changed(entry);
            throw e;
        }
    }

    /** A migration moved by itself, or could not. */
    void made(ByItself move) {
        String problem = move.problem();
        String verb = move instanceof AutomaticRollback ? "rollback" : "advance";
        AuditEntry entry = audit.add(entry(
                new Caller("automatic", "", System.nanoTime()),
                new Asked("migration." + verb, "migration." + move.migration() + ".stage", move.from(), move.to()),
                move.to(),
                problem == null ? AuditEntry.DONE : problem,
                Json.shortened(move.why()),
                move.snapshot()));
        events.publish(problem == null ? "audit" : "refusal", entry);
        events.publish(verb, move);
        metrics.changed(entry);
    }

    private AuditEntry entry(
            Caller caller, Asked asked, @Nullable String to, String outcome, @Nullable String detail, long snapshot) {
        return new AuditEntry(
                0,
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                caller.actor(),
                caller.address(),
                asked.action(),
                Json.shortened(asked.key()),
                asked.from(),
                to == null ? null : Json.shortened(to),
                outcome,
                detail,
                snapshot,
                null);
    }

    private String actor(Context context) {
        String name = context.header("X-Crossfade-Actor");
        if (name == null || name.isBlank()) {
            return means;
        }
        String printable = name.strip().replaceAll("[^\\x20-\\x7e]", "?");
        return means + " ("
                + (printable.length() > MAX_ACTOR_CHARS ? printable.substring(0, MAX_ACTOR_CHARS) : printable) + ")";
    }

    /** When the first byte of the request arrived, on the clock of {@link System#nanoTime}. */
    private static long beginNanos(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req()).getBeginNanoTime();
    }
}
