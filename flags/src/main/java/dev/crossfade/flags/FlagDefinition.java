package dev.crossfade.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One flag as flagd defines it (https://flagd.dev/reference/flag-definitions/): what its JSON object says, without
 * judging whether it makes sense.
 */
final class FlagDefinition {
    private static final int ETAG_BYTES = 8;

    private final String key;
    private final ObjectNode json;
    private final List<String> variants;
    private final @Nullable Integer percent;
    private final String etag;

    FlagDefinition(String key, ObjectNode json) {
        this.key = key;
        this.json = json;
        List<String> names = new ArrayList<>();
        json.path("variants").fieldNames().forEachRemaining(names::add);
        this.variants = List.copyOf(names);
        OptionalInt share = Percentage.of(json.path("targeting"), defaultVariant());
        this.percent = share.isPresent() ? share.getAsInt() : null;
        this.etag = HexFormat.of().formatHex(sha256(json.toString()), 0, ETAG_BYTES);
    }

    /** A new flag whose variants are named as their values. */
    static ObjectNode json(List<String> variants, String defaultVariant) {
        ObjectNode json = FlagDocument.JSON.createObjectNode();
        json.put("state", "ENABLED");
        ObjectNode values = json.putObject("variants");
        variants.forEach(variant -> values.put(variant, variant));
        return json.put("defaultVariant", defaultVariant);
    }

    String key() {
        return key;
    }

    List<String> variants() {
        return variants;
    }

    /** The default variant's name, empty when the definition has none. */
    String defaultVariant() {
        return json.path("defaultVariant").asText("");
    }

    /** The text a variant stands for: the value in code, which need not be the variant's name. */
    @Nullable
    String value(String variant) {
        return json.path("variants").path(variant).textValue();
    }

    boolean enabled() {
        return !json.path("state").asText().equals("DISABLED");
    }

    /** The share of clients that get the default variant, or null when it is everybody or targeting decides. */
    @Nullable
    Integer percent() {
        return percent;
    }

    /** Whether clients may get different variants. */
    boolean targeted() {
        return !json.path("targeting").isEmpty();
    }

    /** Whether a person wrote the targeting; it is then kept. */
    boolean handTargeted() {
        return targeted() && percent == null;
    }

    String etag() {
        return etag;
    }

    /** This definition with another default variant; our percentage is replaced, targeting of a person's hand kept. */
    ObjectNode with(String variant, @Nullable ObjectNode targeting) {
        ObjectNode changed = json.deepCopy();
        changed.put("defaultVariant", variant);
        if (targeting != null) {
            changed.set("targeting", targeting);
        } else if (!handTargeted()) {
            changed.remove("targeting");
        }
        return changed;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The JSON object, not to be changed. */
    JsonNode json() {
        return json;
    }
}
