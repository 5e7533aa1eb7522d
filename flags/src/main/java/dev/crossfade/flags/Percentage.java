package dev.crossfade.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/**
 * The one form of targeting that Crossfade writes by itself: a share of the clients gets one variant, the others another.
 *
 * <p>It is flagd's {@code fractional} over flag key and targeting key (https://flagd.dev/reference/custom-operations/fractional-operation/).
 * The flag key is part of the hash, so that the clients that go first are not the same for every migration; the wanted
 * variant comes first, so that a client that has it keeps it when the share grows.
 */
final class Percentage {
    /** The share that means everybody; a flag then has no targeting. */
    static final int ALL = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Percentage() {}

    /** Targeting that gives {@code variant} to {@code percent} of the clients, 1 to 99, and {@code other} to the rest. */
    static ObjectNode targeting(String variant, String other, int percent) {
        ObjectNode targeting = JSON.objectNode();
        targeting
                .putArray("fractional")
                .add(JSON.objectNode()
                        .set(
                                "cat",
                                JSON.arrayNode()
                                        .add(JSON.objectNode().put("var", "$flagd.flagKey"))
                                        .add(JSON.objectNode().put("var", "targetingKey"))))
                .add(JSON.arrayNode().add(variant).add(percent))
                .add(JSON.arrayNode().add(other).add(ALL - percent));
        return targeting;
    }

    /** The share that {@code targeting} gives to {@code variant}, if it is of our form and nobody changed it. */
    static OptionalInt of(JsonNode targeting, String variant) {
        JsonNode buckets = targeting.path("fractional");
        int percent = buckets.path(1).path(1).asInt();
        String other = buckets.path(2).path(0).asText();
        boolean ours = percent > 0 && percent < ALL && targeting.equals(targeting(variant, other, percent));
        return ours ? OptionalInt.of(percent) : OptionalInt.empty();
    }
}
