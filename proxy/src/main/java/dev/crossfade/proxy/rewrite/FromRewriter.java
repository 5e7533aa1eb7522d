package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the relations of FROM, and rewrites what stands in them. */
public final class FromRewriter {
    /** Functions of the server that return one column, or columns of these names. */
    private static final Set<String> KNOWN_FUNCTIONS = Set.of(
            "generate_series",
            "generate_subscripts",
            "unnest",
            "regexp_split_to_table",
            "string_to_table",
            "jsonb_array_elements",
            "json_array_elements",
            "jsonb_array_elements_text",
            "json_array_elements_text",
            "jsonb_each",
            "json_each",
            "jsonb_each_text",
            "json_each_text",
            "jsonb_object_keys",
            "json_object_keys");

    private final Walk walk;

    FromRewriter(Walk walk) {
        this.walk = walk;
    }

    /** The scope of a query level, with everything in FROM bound and rewritten. */
    Scope scope(List<FromItem> items, @Nullable Scope outer, @Nullable Ctes ctes) {
        Scope scope = new Scope(outer);
        items.forEach(item -> add(item, scope, ctes));
        return scope;
    }

    /** Adds what {@code item} binds to {@code scope}, in which the items before it are already. */
    public void add(FromItem item, Scope scope, @Nullable Ctes ctes) {
        if (item instanceof FromItem.TableRef table) {
            walk.expressions.rewrite(table.sample(), scope, ctes);
            scope.bindings.add(table(table, ctes));
        } else if (item instanceof FromItem.Derived derived) {
            List<Output> columns = walk.queries.query(derived.query(), derived.lateral() ? scope : scope.outer, ctes);
            scope.bindings.add(
                    new Binding(name(derived.alias()), null, null, Walk.renamed(columns, derived.columnAliases())));
        } else if (item instanceof FromItem.Functions functions) {
            walk.expressions.rewrite(functions.calls(), scope, ctes);
            scope.bindings.add(functions(functions));
        } else if (item instanceof FromItem.Join join) {
            join(join, scope, ctes);
        } else if (item instanceof FromItem.Parenthesised parenthesised) {
            parenthesised(parenthesised, scope, ctes);
        }
    }

    private static @Nullable String name(@Nullable Name name) {
        return name == null ? null : name.value();
    }

    private void join(FromItem.Join join, Scope scope, @Nullable Ctes ctes) {
        int before = scope.bindings.size();
        add(join.left(), scope, ctes);
        int middle = scope.bindings.size();
        add(join.right(), scope, ctes);
        List<Binding> left = scope.bindings.subList(before, middle);
        List<Binding> right = scope.bindings.subList(middle, scope.bindings.size());
        if (join.natural()) {
            natural(join, left, right);
        }
        for (Name column : join.using()) {
            using(column, left);
            using(column, right);
            scope.merged.add(column.value());
        }
        if (join.usingAlias() != null) {
            List<Output> columns =
                    join.using().stream().map(c -> new Output(c.value(), null)).toList();
            // a name for columns that are there already: unqualified, they mean those
            scope.aliases.add(new Binding(join.usingAlias().value(), null, null, columns));
        }
        if (join.on() != null) {
            Scope inside = new Scope(walk.dialect.seesTablesBefore() ? before(scope, before) : scope.outer);
            inside.bindings.addAll(left);
            inside.bindings.addAll(right);
            inside.merged.addAll(scope.merged);
            walk.expressions.rewrite(join.on(), inside, ctes);
        }
    }

    /** The relations before a join, which its condition can name where joins nest without parentheses. */
    private static Scope before(Scope scope, int before) {
        Scope wide = new Scope(scope.outer);
        wide.bindings.addAll(scope.bindings.subList(0, before));
        wide.merged.addAll(scope.merged);
        return wide;
    }

    private void using(Name column, List<Binding> side) {
        for (Binding binding : side) {
            Role role = binding.role(column.value());
            MigratingTable table = binding.migrating();
            if (role != null && table != null) {
                walk.speech.name(role.rule(), role.side());
                if (walk.dialect.read(table, role, binding.qualifier(walk.dialect)) != null) {
                    walk.derived.ask(
                            binding,
                            walk.speech,
                            new Refusal(
                                    "Crossfade: USING (" + column.value() + ") with a column of table "
                                            + table.relation().name() + " that is migrating",
                                    "Join with ON.",
                                    column.start()));
                }
            }
        }
    }

    private void natural(FromItem.Join join, List<Binding> left, List<Binding> right) {
        for (List<Binding> side : List.of(left, right)) {
            List<Binding> other = side == left ? right : left;
            for (Binding binding : side) {
                if (binding.migrating() == null) {
                    continue;
                }
                for (MigrationRule rule : binding.migrating().rules()) {
                    List<String> names = new ArrayList<>(rule.migration().oldColumns());
                    rule.migration().newColumns().forEach(n -> names.add(n.name()));
                    if (!other.stream().allMatch(Binding::known)
                            || other.stream().anyMatch(o -> names.stream().anyMatch(o::has))) {
                        walk.derived.ask(
                                binding,
                                walk.speech,
                                new Refusal(
                                        "Crossfade: NATURAL JOIN with table "
                                                + binding.migrating().relation().name(),
                                        "Join with ON.",
                                        join.start()));
                    }
                }
            }
        }
    }

    private void parenthesised(FromItem.Parenthesised item, Scope scope, @Nullable Ctes ctes) {
        if (item.alias() == null) {
            add(item.inner(), scope, ctes);
            return;
        }
        Scope inside = new Scope(scope);
        add(item.inner(), inside, ctes);
        for (Binding binding : inside.bindings) {
            if (binding.migrating() != null) {
                walk.derived.ask(
                        binding,
                        walk.speech,
                        new Refusal(
                                "Crossfade: a join with an alias around table "
                                        + binding.migrating().relation().name(),
                                "Leave the alias " + item.alias().value() + " out, or use a subquery.",
                                item.start()));
            }
        }
        List<Output> columns = new ArrayList<>();
        boolean known = inside.bindings.stream().allMatch(Binding::known) && inside.merged.isEmpty();
        for (Binding binding : inside.bindings) {
            if (binding.columns() != null) {
                columns.addAll(binding.columns());
            }
        }
        scope.bindings.add(new Binding(item.alias().value(), null, null, known ? columns : null));
    }

    private static Binding functions(FromItem.Functions item) {
        String alias = name(item.alias());
        if (item.calls().size() == 1 && item.calls().get(0) instanceof Expression.Call call) {
            String function = call.function();
            String visible = alias == null ? function : alias;
            if (item.plain() && KNOWN_FUNCTIONS.contains(function)) {
                List<Output> columns = new ArrayList<>();
                item.columnAliases().forEach(c -> columns.add(new Output(c.value(), null)));
                for (String name : List.of(visible, "key", "value")) {
                    columns.add(new Output(name, null));
                }
                return new Binding(visible, null, null, columns, false);
            }
            return new Binding(visible, null, null, null);
        }
        return new Binding(alias, null, null, null);
    }

    private Binding table(FromItem.TableRef table, @Nullable Ctes ctes) {
        Ctes cte = Ctes.find(ctes, table.names());
        if (cte != null) {
            String alias = table.alias() == null ? cte.name() : table.alias().value();
            return new Binding(alias, null, null, Walk.renamed(cte.columns(), table.columnAliases()));
        }
        hideMetadata(table);
        Binding binding = bind(table.names(), table.alias(), table.start(), null);
        MigratingTable migrating = binding.migrating();
        if (migrating == null) {
            return new Binding(
                    binding.alias(), binding.table(), null, Walk.renamed(binding.columns(), table.columnAliases()));
        }
        boolean plain = table.sample().isEmpty()
                && !walk.text
                        .substring(table.names().get(table.names().size() - 1).end(), table.end())
                        .stripLeading()
                        .startsWith("*");
        Binding here = new Binding(
                binding.alias(), binding.table(), migrating, binding.columns(), true, plain ? table.start() : -1, null);
        if (walk.derived.has(table.start())) {
            return derived(table, here, migrating);
        }
        if (!table.columnAliases().isEmpty()) {
            walk.derived.ask(
                    here,
                    walk.speech,
                    new Refusal(
                            "Crossfade: column aliases on table "
                                    + migrating.relation().name(),
                            "Give aliases in the select list of a subquery.",
                            table.start()));
        }
        return here;
    }

    /** A query over the columns that the client knows stands for the table. */
    private Binding derived(FromItem.TableRef table, Binding binding, MigratingTable migrating) {
        List<Output> outputs = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        Name last = table.names().get(table.names().size() - 1);
        for (String column : migrating.visible(walk.speech::side)) {
            selected.add(walk.queries
                    .items()
                    .expanded(binding, migrating, walk.dialect.quote(last.value()), column, outputs));
        }
        String text = "(SELECT " + String.join(", ", selected) + " FROM "
                + walk.text.substring(table.start(), last.end()) + ")"
                + (table.alias() == null ? " AS " + walk.dialect.quote(last.value()) : "");
        walk.edits.replace(table.start(), last.end(), text, "the table as the client knows it");
        if (!walk.speech.isLearning()) {
            migrating.rules().forEach(rule -> walk.speech.name(rule, walk.speech.side(rule)));
        }
        return new Binding(
                binding.alias(), null, null, Walk.renamed(outputs, table.columnAliases()), true, -1, migrating);
    }

    /** Where a catalog of the server's stands, a query of those of its rows that the client is to see. */
    private void hideMetadata(FromItem.TableRef table) {
        String visible = walk.metadata.visible(table.names());
        if (visible == null || table.only() || !table.sample().isEmpty()) {
            return;
        }
        Name last = table.names().get(table.names().size() - 1);
        int start = table.names().get(0).start();
        int behind = table.alias() == null ? table.end() : table.alias().start();
        if (walk.text.substring(last.end(), behind).indexOf('*') >= 0) {
            return; // the old way to say that child tables count
        }
        walk.edits.replace(
                start,
                last.end(),
                "(SELECT * FROM " + walk.text.substring(start, last.end()) + " WHERE " + visible + ")"
                        + (table.alias() == null ? " AS " + walk.dialect.quote(last.value()) : ""),
                "hides columns that the client does not speak");
    }

    /** Binds a relation by its name, and notes that the statement touches it. */
    public Binding bind(List<Name> names, @Nullable Name alias, int position, @Nullable Ctes ctes) {
        Ctes cte = Ctes.find(ctes, names);
        String visible = alias == null ? names.get(names.size() - 1).value() : alias.value();
        if (cte != null) {
            return new Binding(visible, null, null, cte.columns());
        }
        Tables.Relation relation = walk.tables.resolve(names);
        if (relation instanceof Tables.Relation.Migrating migrating) {
            MigratingTable table = migrating.table().beside(walk.collates);
            table.rules().forEach(walk.speech::touch);
            return new Binding(visible, table.relation().name(), table, columns(table.relation(), table));
        }
        if (relation instanceof Tables.Relation.View view) {
            if (!view.oldIsWritten()) {
                throw new Refusal(
                        "Crossfade: view " + view.relation().name()
                                + ", which reads columns that are no longer written",
                        "Define the view over the new columns.",
                        position);
            }
            return new Binding(visible, view.relation().name(), null, columns(view.relation(), null));
        }
        if (relation instanceof Tables.Relation.Known known) {
            return new Binding(visible, known.relation().name(), null, columns(known.relation(), null));
        }
        return new Binding(visible, null, null, null);
    }

    /** For a migrating table the columns of both sides, known to the catalog or not. */
    private static List<Output> columns(Catalog.Relation relation, @Nullable MigratingTable table) {
        List<Output> columns = new ArrayList<>();
        relation.columns().forEach(c -> columns.add(new Output(c.name(), null, c.type())));
        if (table != null) {
            for (MigrationRule rule : table.rules()) {
                rule.migration().newColumns().stream()
                        .filter(n -> relation.column(n.name()) == null)
                        .forEach(n -> columns.add(new Output(n.name(), null, n.type())));
            }
        }
        return columns;
    }

    /** Refuses to write through a view of a migrating table. */
    public void refuseWriteToView(List<Name> names, int position) {
        if (walk.tables.resolve(names) instanceof Tables.Relation.View view && !view.onlyOldIsWritten()) {
            throw new Refusal(
                    "Crossfade: a write to view " + view.relation().name() + ", which would reach the old columns only",
                    "Write to the table.",
                    position);
        }
    }
}
