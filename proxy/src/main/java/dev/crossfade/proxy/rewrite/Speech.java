package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which side a statement speaks, by the names in it. Names that are ambiguous between the sides are read as the rest of the
 * statement speaks, so a statement is walked twice: the second time with what the first has learnt.
 */
public final class Speech {
    private final Map<String, Set<Side>> named = new LinkedHashMap<>();
    private final @Nullable Speech learnt;

    Speech(@Nullable Speech learnt) {
        this.learnt = learnt;
    }

    /** Whether this is the first walk. */
    boolean isLearning() {
        return learnt == null;
    }

    /** The statement touches the migration. */
    void touch(MigrationRule rule) {
        named.computeIfAbsent(rule.migration().name(), n -> EnumSet.noneOf(Side.class));
    }

    /** The statement names a column of {@code side}, or stands for them by {@code *} or a missing column list. */
    public void name(MigrationRule rule, Side side) {
        named.computeIfAbsent(rule.migration().name(), n -> EnumSet.noneOf(Side.class))
                .add(side);
    }

    /** The side whose columns the client knows: the one it names, or what its flag says where names do not tell. */
    public Side side(MigrationRule rule) {
        if (learnt != null) {
            Set<Side> sides = learnt.named.get(rule.migration().name());
            if (sides != null && sides.size() == 1) {
                return sides.iterator().next();
            }
        }
        return rule.speaks();
    }

    /** Columns that move as one are one migration to whoever asks. */
    List<RewriteResult.Touch> touches() {
        Set<RewriteResult.Touch> touches = new LinkedHashSet<>();
        named.forEach((name, sides) -> {
            String migration = ColumnMigration.lead(name);
            if (sides.isEmpty()) {
                touches.add(new RewriteResult.Touch(migration, null));
            }
            sides.forEach(side -> touches.add(new RewriteResult.Touch(migration, side)));
        });
        return List.copyOf(touches);
    }

    boolean isEmpty() {
        return named.isEmpty();
    }
}
