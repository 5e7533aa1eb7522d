package dev.crossfade.admin.tool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes down what a step says, and wishes what a test wishes. */
final class Watching implements ToolStep.Watcher {
    final List<Said> said = new CopyOnWriteArrayList<>();
    final List<String> starts = new CopyOnWriteArrayList<>();
    volatile ToolStep.Wish wish = ToolStep.Wish.GO;
    private volatile @Nullable Predicate<Said> when;
    private volatile ToolStep.Wish then = ToolStep.Wish.GO;

    /** As soon as something is said. */
    Watching when(Predicate<Said> said, ToolStep.Wish wished) {
        then = wished;
        when = said;
        return this;
    }

    @Override
    public ToolStep.Wish wish() {
        return wish;
    }

    @Override
    public void said(Said line) {
        said.add(line);
        Predicate<Said> until = when;
        if (until != null && until.test(line)) {
            wish = then;
        }
    }

    @Override
    public void starts(String run) {
        starts.add(run);
    }

    String lastStart() {
        return starts.get(starts.size() - 1);
    }

    boolean heard(String text) {
        return said.stream().anyMatch(line -> line.text().contains(text));
    }
}
