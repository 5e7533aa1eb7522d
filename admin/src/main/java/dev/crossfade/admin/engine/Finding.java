package dev.crossfade.admin.engine;

/**
 * Something preflight found that keeps a migration from starting.
 *
 * @param what what is wrong, and where
 * @param todo what to do about it
 */
public record Finding(String what, String todo) {
    @Override
    public String toString() {
        return what + ". " + todo;
    }
}
