package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.FromItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code *} stands for over joins with USING or NATURAL: merged columns first, then the rest of the left side, then of the right
 * (https://www.postgresql.org/docs/15/queries-table-expressions.html#QUERIES-FROM).
 */
final class MergedStar {
    private final Walk walk;
    private final List<Binding> all;
    private final Iterator<Binding> bindings;

    /** A column of the star; without binding, a merged one. {@code output} where it is known already. */
    private record Column(
            @Nullable Binding binding,
            String name,
            @Nullable Output output) {}

    MergedStar(Walk walk, Scope scope) {
        this.walk = walk;
        this.all = List.copyOf(scope.bindings);
        this.bindings = all.iterator();
    }

    String expansion(List<FromItem> from, List<Output> outputs, ColumnRef star) {
        for (Binding binding : all) {
            if (binding.migrating() != null) {
                binding.migrating().rules().forEach(rule -> walk.speech.name(rule, rule.speaks()));
            }
        }
        List<Column> columns = new ArrayList<>();
        for (FromItem item : from) {
            columns.addAll(columns(item, star, MigrationRule::speaks));
        }
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            Binding binding = column.binding();
            if (binding == null) {
                long same = columns.stream()
                        .filter(c -> c.name().equals(column.name()))
                        .count();
                if (same > 1) {
                    throw refusal(star);
                }
                outputs.add(column.output() == null ? new Output(column.name(), null) : column.output());
                parts.add(walk.dialect.quote(walk.comparable(column.name())));
            } else if (binding.migrating() != null) {
                parts.add(walk.queries
                        .items()
                        .expanded(
                                binding, binding.migrating(), binding.qualifier(walk.dialect), column.name(), outputs));
            } else {
                outputs.add(column.output() == null ? new Output(column.name(), null) : column.output());
                parts.add(walk.dialect.column(binding.qualifier(walk.dialect), walk.comparable(column.name())));
            }
        }
        return String.join(", ", parts);
    }

    /** The columns of the star as they come, by which it need not be written anew; null where they cannot be told. */
    @Nullable
    List<Output> outputs(List<FromItem> from, ColumnRef star) {
        List<Output> outputs = new ArrayList<>();
        try {
            for (FromItem item : from) {
                for (Column column : columns(item, star, walk.speech::side)) {
                    outputs.add(column.output() == null ? new Output(column.name(), null) : column.output());
                }
            }
        } catch (Refusal e) {
            return null;
        }
        return outputs;
    }

    /** As the server does in {@code buildMergedJoinVar}: a side is shown as it is where it need not be cast for that. */
    private static Output merged(FromItem.Join join, String name, List<Column> left, List<Column> right) {
        Output l = output(left, name);
        Output r = output(right, name);
        String common = TypeNames.common(l.type(), r.type());
        boolean leftIs = common != null && common.equals(TypeNames.full(String.valueOf(l.type())));
        boolean rightIs = common != null && common.equals(TypeNames.full(String.valueOf(r.type())));
        Output shown = switch (join.shown()) {
            case BOTH -> null;
            case LEFT -> leftIs ? l : null;
            case RIGHT -> rightIs ? r : null;
            case EITHER -> leftIs ? l : rightIs ? r : null;
        };
        return shown == null ? new Output(name, null, common) : shown;
    }

    private static Output output(List<Column> side, String name) {
        for (Column column : side) {
            if (column.name().equals(name) && column.output() != null) {
                return column.output();
            }
        }
        return new Output(name, null);
    }

    private List<Column> columns(FromItem item, ColumnRef star, Function<MigrationRule, Side> speaks) {
        if (item instanceof FromItem.Join join) {
            List<Column> left = columns(join.left(), star, speaks);
            List<Column> right = columns(join.right(), star, speaks);
            Set<String> using = new LinkedHashSet<>();
            if (join.natural()) {
                left.forEach(c -> using.add(c.name()));
                using.retainAll(right.stream().map(Column::name).collect(Collectors.toSet()));
            } else {
                join.using().forEach(u -> using.add(u.value()));
            }
            List<Column> all = new ArrayList<>();
            for (String name : using) {
                all.add(new Column(null, name, merged(join, name, left, right)));
            }
            left.stream().filter(c -> !using.contains(c.name())).forEach(all::add);
            right.stream().filter(c -> !using.contains(c.name())).forEach(all::add);
            return all;
        }
        if (item instanceof FromItem.Parenthesised inner && inner.alias() == null) {
            return columns(inner.inner(), star, speaks);
        }
        Binding binding = bindings.next();
        MigratingTable table = binding.migrating();
        if (table != null) {
            return table.visible(speaks).stream()
                    .map(name -> new Column(binding, name, binding.output(name)))
                    .toList();
        }
        List<Output> outputs = binding.columns();
        if (outputs == null || !binding.known() || item instanceof FromItem.Functions) {
            throw refusal(star);
        }
        List<Column> columns = new ArrayList<>();
        for (Output output : outputs) {
            if (output.name() != null) {
                columns.add(new Column(binding, output.name(), output));
            }
        }
        return columns;
    }

    static Refusal refusal(ColumnRef star) {
        return new Refusal(
                "Crossfade: * over a join with USING or NATURAL that reads a migrating table",
                "Name the columns.",
                star.start());
    }
}
