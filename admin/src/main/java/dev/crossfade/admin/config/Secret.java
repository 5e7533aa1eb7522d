package dev.crossfade.admin.config;

/** A text that must not be seen: a password or a token. Prints as stars. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
