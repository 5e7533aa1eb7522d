package dev.crossfade.admin.rest;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.flags.Problem;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/flags}: read and flip. */
final class FlagRoutes {
    private final FlagControl flags;
    private final Changes changes;

    FlagRoutes(FlagControl flags, Changes changes) {
        this.flags = flags;
        this.changes = changes;
    }

    /**
     * What a flag is to be.
     *
     * @param percent share of clients, 1 to 100; null for all
     */
    record FlagChange(@Nullable String variant, @Nullable Integer percent) {}

    List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/v1/flags",
                        false,
                        "All flags",
                        null,
                        200,
                        Types.listOf(FlagState.class),
                        List.of(),
                        context -> Json.answer(context, 200, flags.flags())),
                new Route(
                        "GET",
                        "/v1/flags/{key}",
                        false,
                        "One flag, with its ETag",
                        null,
                        200,
                        FlagState.class,
                        List.of(),
                        context -> answer(context, known(context.pathParam("key")))),
                new Route(
                        "PUT",
                        "/v1/flags/{key}",
                        false,
                        "Flip a flag; a stage moves one step forward at most. Durable and in force when answered",
                        FlagChange.class,
                        200,
                        FlagState.class,
                        List.of(),
                        this::set));
    }

    private void set(Context context) {
        FlagChange change = Json.read(context, FlagChange.class, Json.MAX_BODY_BYTES);
        if (change.variant() == null) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST, "field 'variant' is missing", "send {\"variant\": \"dual-write\"}");
        }
        String variant = change.variant();
        String key = context.pathParam("key");
        FlagState before = flags.flag(key).orElse(null);
        String ifMatch = ifMatch(context.header("If-Match"), before);
        var asked = new Changes.Asked(
                "flag.set",
                key,
                before == null ? null : shown(before.variant(), before.percent()),
                shown(variant, change.percent()));
        FlagState after = changes.make(context, asked, () -> {
            FlagState set = flags.set(key, variant, change.percent(), ifMatch);
            boolean changed = before == null || before.snapshot() != set.snapshot();
            return new Changes.Made<>(
                    set, shown(set.variant(), set.percent()), set.snapshot(), changed && key.endsWith(".stage"));
        });
        answer(context, after);
    }

    private FlagState known(String key) {
        return flags.flag(key)
                .orElseThrow(() -> new CrossfadeException(
                        Problem.UNKNOWN_FLAG,
                        "there is no flag " + Json.shortened(key),
                        "GET /v1/flags lists all flags"));
    }

    private static void answer(Context context, FlagState state) {
        context.header("ETag", '"' + state.etag() + '"');
        Json.answer(context, 200, state);
    }

    static String shown(String variant, @Nullable Integer percent) {
        return percent == null ? variant : variant + " " + percent + " %";
    }

    /**
     * The entity tag to insist on. Where the header names several, the present one if it is among them; {@code *} insists
     * only on there being a flag, which is insisted on anyway. A weak tag never matches (RFC 9110, 13.1.1).
     */
    private static @Nullable String ifMatch(@Nullable String header, @Nullable FlagState present) {
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        List<String> tags = Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"")
                        ? tag.substring(1, tag.length() - 1)
                        : tag)
                .toList();
        return present != null && tags.contains(present.etag()) ? present.etag() : tags.get(0);
    }
}
