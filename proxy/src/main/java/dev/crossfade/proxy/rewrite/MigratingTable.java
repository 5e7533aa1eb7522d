package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A migrating table with the rules on it. Of what stands in the catalog of new columns only their collations are relied on.
 *
 * @param besideCollate whether the statement that names it says COLLATE somewhere, or names another migrating table
 */
public record MigratingTable(Catalog.Relation relation, List<MigrationRule> rules, boolean besideCollate) {

    /** A column that a migration replaces or adds. {@code index} is its place among the columns of its side. */
    public record Role(MigrationRule rule, Side side, int index) {
        public ColumnMigration migration() {
            return rule.migration();
        }

        public String column() {
            return side == Side.OLD
                    ? migration().oldColumns().get(index)
                    : migration().newColumns().get(index).name();
        }
    }

    MigratingTable beside(boolean collate) {
        return collate == besideCollate ? this : new MigratingTable(relation, rules, collate);
    }

    /** What {@code column} is in a migration, or null. */
    @Nullable
    Role role(String column) {
        for (MigrationRule rule : rules) {
            int old = rule.migration().oldColumns().indexOf(column);
            if (old >= 0) {
                return new Role(rule, Side.OLD, old);
            }
            List<ColumnMigration.NewColumn> added = rule.migration().newColumns();
            for (int i = 0; i < added.size(); i++) {
                if (added.get(i).name().equals(column)) {
                    return new Role(rule, Side.NEW, i);
                }
            }
        }
        return null;
    }

    /**
     * The columns of {@code *} as the client must see them: for one that speaks old without the new columns; for one that
     * speaks new without the old ones and with the new ones at the end, where they stand.
     */
    public List<String> visible() {
        return visible(MigrationRule::speaks);
    }

    /** As {@link #visible()}, with {@code speaks} saying the side that is shown. */
    public List<String> visible(Function<MigrationRule, Side> speaks) {
        List<String> names = new ArrayList<>();
        for (Catalog.Column column : relation.columns()) {
            Role role = role(column.name());
            if (role == null || (role.side() == Side.OLD && speaks.apply(role.rule()) == Side.OLD)) {
                names.add(column.name());
            }
        }
        for (MigrationRule rule : rules) {
            if (speaks.apply(rule) == Side.NEW) {
                rule.migration().newColumns().forEach(n -> names.add(n.name()));
            }
        }
        return names;
    }

    /** Whether the old columns were dropped: statements that name them are rewritten as before. */
    public boolean isGone(MigrationRule rule) {
        return rule.migration().oldColumns().stream().anyMatch(relation.gone()::contains);
    }

    /** An old column as the catalog has it. */
    public Catalog.Column oldColumn(MigrationRule rule, int index) {
        String name = rule.migration().oldColumns().get(index);
        Catalog.Column column = relation.column(name);
        if (column == null) {
            throw new Refusal(
                    "Crossfade: column " + name + " of table " + relation.name() + " is not in the catalog",
                    "Try again in a moment: the catalog is being read again.",
                    -1);
        }
        return column;
    }
}
