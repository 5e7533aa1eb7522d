package dev.crossfade.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what a person asks of a flag, and makes the definition that says it. Pure. */
final class FlagChange {
    private FlagChange() {}

    /** Refuses a change of something else than the caller has seen. */
    static void requireMatch(FlagDefinition flag, @Nullable String ifMatch) {
        if (ifMatch != null && !ifMatch.equals(flag.etag())) {
            throw new CrossfadeException(
                    Problem.PRECONDITION_FAILED,
                    "flag " + flag.key() + " has changed: it is at etag " + flag.etag() + ", not " + ifMatch,
                    "read it again and decide anew");
        }
    }

    static void requireVariant(FlagDefinition flag, String variant) {
        if (!flag.variants().contains(variant)) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_VARIANT,
                    "flag " + flag.key() + " has no variant \"" + variant + "\"",
                    "its variants are " + String.join(", ", flag.variants()));
        }
    }

    /** For a flag that takes no percentage. */
    static void requireNoPercent(FlagDefinition flag, @Nullable Integer percent) {
        if (percent != null) {
            throw invalid(
                    "flag " + flag.key() + " cannot be set for a share of the clients",
                    "only a stage flag can, at shadow and live; leave percent out");
        }
    }

    /** The stage a variant of a stage flag stands for. */
    static Stage stage(FlagDefinition flag, String variant) {
        String value = flag.value(variant);
        return (value == null ? Optional.<Stage>empty() : Stage.ofVariant(value))
                .orElseThrow(() -> invalid(
                        "variant \"" + variant + "\" of flag " + flag.key() + " has value " + value
                                + ", which is not a stage",
                        "the stages are " + String.join(", ", Stage.variants())));
    }

    /** The definition of {@code flag} that asks for {@code stage}, for {@code percent} of the clients or, if null, all. */
    static ObjectNode toStage(FlagDefinition flag, String variant, Stage stage, @Nullable Integer percent) {
        if (percent == null) {
            return flag.with(variant, null);
        }
        if (percent < 1 || percent > Percentage.ALL) {
            throw invalid("percent must be 1 to 100, not " + percent, null);
        }
        if (stage != Stage.SHADOW && stage != Stage.LIVE) {
            throw invalid(
                    "stage " + stage.variant() + " cannot be set for a share of the clients",
                    "percent applies to reads, at shadow and live; leave it out");
        }
        if (flag.handTargeted()) {
            throw invalid(
                    "flag " + flag.key() + " has targeting of its own, which a percentage would replace",
                    "change the targeting in the flag file, or remove it there first");
        }
        return percent == Percentage.ALL
                ? flag.with(variant, null)
                : flag.with(variant, Percentage.targeting(variant, variantOf(flag, stage.previous()), percent));
    }

    /** The variant of a stage flag that stands for {@code stage}. */
    static String variantOf(FlagDefinition flag, Stage stage) {
        return findVariantOf(flag, stage)
                .orElseThrow(() -> invalid(
                        "flag " + flag.key() + " has no variant for stage " + stage.variant(),
                        "add it to the flag's variants in the flag file"));
    }

    /** The variant of a stage flag that stands for {@code stage}, if it has one. */
    static Optional<String> findVariantOf(FlagDefinition flag, Stage stage) {
        return flag.variants().stream()
                .filter(variant -> stage.variant().equals(flag.value(variant)))
                .findFirst();
    }

    static CrossfadeException invalid(String message, @Nullable String hint) {
        return new CrossfadeException(Problem.INVALID_REQUEST, message, hint);
    }
}
