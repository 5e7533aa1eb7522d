package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.FromItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code *} stands for over joins with USING or NATURAL: merged columns first, then the rest of the left side, then of the right
 * (https://www.postgresql.org/docs/15/queries-table-expressions.html#QUERIES-FROM).
 */
final class MergedStar {
    private final Walk walk;
    private final Iterator<Binding> bindings;

    /** A column of the star; without binding, a merged one. {@code output} where it is known already. */
    private record Column(
            @Nullable Binding binding,
            String name,
            @Nullable Output output) {}

    MergedStar(Walk walk, Scope scope) {
        this.walk = walk;
        this.bindings = scope.bindings.iterator();
    }

    String expansion(List<FromItem> from, List<Output> outputs, ColumnRef star) {
        List<Column> columns = new ArrayList<>();
        for (FromItem item : from) {
            columns.addAll(columns(item, star));
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

    /** The columns of the star where no table in it migrates, as they come; null where they cannot be told. */
    @Nullable
    List<Output> outputs(List<FromItem> from, ColumnRef star) {
        List<Output> outputs = new ArrayList<>();
        try {
            for (FromItem item : from) {
                for (Column column : columns(item, star)) {
                    outputs.add(column.output() == null ? new Output(column.name(), null) : column.output());
                }
            }
        } catch (Refusal e) {
            return null;
        }
        return outputs;
    }

    private static @Nullable Output merged(FromItem.Join join, String name, List<Column> left, List<Column> right) {
        if (join.shown() == FromItem.Shown.BOTH) {
            return null;
        }
        return (join.shown() == FromItem.Shown.LEFT ? left : right)
                .stream()
                        .filter(c -> c.name().equals(name))
                        .map(Column::output)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private List<Column> columns(FromItem item, ColumnRef star) {
        if (item instanceof FromItem.Join join) {
            List<Column> left = columns(join.left(), star);
            List<Column> right = columns(join.right(), star);
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
            return columns(inner.inner(), star);
        }
        Binding binding = bindings.next();
        MigratingTable table = binding.migrating();
        if (table != null) {
            table.rules().forEach(rule -> walk.speech.name(rule, rule.speaks()));
            return table.visible().stream()
                    .map(name -> new Column(binding, name, null))
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
