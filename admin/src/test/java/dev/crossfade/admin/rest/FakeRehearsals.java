package dev.crossfade.admin.rest;

import dev.crossfade.admin.rehearsal.Rehearsals;
import dev.crossfade.admin.rehearsal.Rehearsed;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.util.function.Consumer;

/** Rehearsals that only say what they are told to. */
public final class FakeRehearsals implements Rehearsals {
    public volatile String state = "none";
    public volatile boolean required;

    @Override
    public Rehearsed rehearse(String migration) {
        state = "running";
        return of(migration);
    }

    @Override
    public Rehearsed of(String migration) {
        String doing = state.equals("running") ? "sampling rows" : null;
        return new Rehearsed(migration, "d1", state, required, doing, null, null);
    }

    @Override
    public String beforeStart(String migration) {
        if (state.equals("passed")) {
            return null;
        }
        if (required) {
            throw new CrossfadeException(Problem.NOT_PERMITTED, "may not be started: not rehearsed", "rehearse it");
        }
        return "it has not been rehearsed";
    }

    @Override
    public void onProgress(Consumer<Rehearsed> listener) {}

    @Override
    public void close() {}
}
