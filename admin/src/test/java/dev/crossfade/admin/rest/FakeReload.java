package dev.crossfade.admin.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reload that comes out as it is told to. */
public final class FakeReload implements Reload {
    public volatile List<String> changed = List.of();
    public volatile @Nullable RuntimeException failure;

    @Override
    public List<String> reload() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return changed;
    }
}
