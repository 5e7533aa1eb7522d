package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relations one query level can name, and the levels around it: PostgreSQL's name spaces
 * (src/backend/parser/parse_relation.c). A name is looked for from the inside out.
 */
public final class Scope {
    /** System columns every table has; https://www.postgresql.org/docs/15/ddl-system-columns.html */
    static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    public final @Nullable Scope outer;
    public final List<Binding> bindings = new ArrayList<>();
    /** Names for columns merged by USING. */
    final List<Binding> aliases = new ArrayList<>();
    /** Columns merged by USING: not ambiguous although several relations have them. */
    public final Set<String> merged = new HashSet<>();

    public Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /**
     * A column of a query's result.
     *
     * @param name its name, null when it is not known
     * @param computed what the client must take it for, when it is a migrating column that is computed; else null
     * @param type its type to the client, where it is a column of a table that is known; else null
     */
    public record Output(
            @Nullable String name,
            @Nullable Origin computed,
            @Nullable String type) {
        /** Of a type that is not known. */
        public Output(@Nullable String name, @Nullable Origin computed) {
            this(name, computed, computed == null ? null : computed.type());
        }
    }

    /** The identity of a table's column, and its type; both numbers 0 for none. */
    record Origin(long tableOid, int attnum, String type) {
        static final Origin NONE = new Origin(0, 0, "");
    }

    /**
     * A relation in a scope.
     *
     * @param alias the name it goes by
     * @param table for a table without alias, its full name: it can be named with its schema
     * @param migrating the migrating table it is, or null
     * @param columns its columns, null when they are not known
     * @param exact whether these are all its columns in their order; else it has no others, and perhaps not all of them
     * @param place where its reference in FROM begins, when a derived table could stand for it; else -1
     * @param derivedFrom the migrating table that it is derived from, see {@link DerivedTables}
     */
    public record Binding(
            @Nullable String alias,
            @Nullable TableName table,
            @Nullable MigratingTable migrating,
            @Nullable List<Output> columns,
            boolean exact,
            int place,
            @Nullable MigratingTable derivedFrom) {

        public Binding(
                @Nullable String alias,
                @Nullable TableName table,
                @Nullable MigratingTable migrating,
                @Nullable List<Output> columns,
                boolean exact) {
            this(alias, table, migrating, columns, exact, -1, null);
        }

        public Binding(
                @Nullable String alias,
                @Nullable TableName table,
                @Nullable MigratingTable migrating,
                @Nullable List<Output> columns) {
            this(alias, table, migrating, columns, true);
        }

        public boolean has(String column) {
            if (migrating != null && migrating.role(column) != null) {
                return true;
            }
            if (table != null && SYSTEM_COLUMNS.contains(column)) {
                return true;
            }
            return columns != null && columns.stream().anyMatch(c -> column.equals(c.name()));
        }

        boolean known() {
            return columns != null && columns.stream().noneMatch(c -> c.name() == null);
        }

        public MigratingTable.@Nullable Role role(String column) {
            return migrating == null ? null : migrating.role(column);
        }

        @Nullable
        public Output output(String column) {
            return columns == null
                    ? null
                    : columns.stream()
                            .filter(c -> column.equals(c.name()))
                            .findFirst()
                            .orElse(null);
        }

        /** Ready to stand before a dot. */
        public String qualifier(Dialect dialect) {
            if (alias == null) {
                throw new IllegalStateException("a relation without a name");
            }
            return dialect.quote(alias);
        }
    }

    /** The relation that {@code alias.} means here, or null. */
    @Nullable
    public Binding named(String alias) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (List<Binding> list : List.of(scope.bindings, scope.aliases)) {
                for (Binding binding : list) {
                    if (alias.equals(binding.alias)) {
                        return binding;
                    }
                }
            }
        }
        return null;
    }

    /** The relation that {@code schema.table.} means here, or null. */
    @Nullable
    public Binding named(String schema, String table) {
        TableName name = new TableName(schema, table);
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Binding binding : scope.bindings) {
                if (name.equals(binding.table) && table.equals(binding.alias)) {
                    return binding;
                }
            }
        }
        return null;
    }

    /**
     * The relation an unqualified column belongs to.
     *
     * @param qualify whether it must be qualified, since a column the client does not know of has the same name
     * @param uncertain whether a relation further in, whose columns are not known, could have it
     */
    record Owner(Binding binding, boolean qualify, boolean uncertain) {}

    /** The derived table in sight that {@code test} wants, or null. */
    @Nullable
    Binding derived(java.util.function.Predicate<Binding> test) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Binding binding : scope.bindings) {
                if (binding.derivedFrom() != null && test.test(binding)) {
                    return binding;
                }
            }
        }
        return null;
    }

    /** Finds the owner of an unqualified column; null when there is none, or when the server will call it ambiguous. */
    @Nullable
    Owner owner(Name column, Speech speech, DerivedTables derived) {
        boolean uncertain = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Binding> owners =
                    scope.bindings.stream().filter(b -> b.has(column.value())).toList();
            if (owners.size() == 1) {
                Binding only = owners.get(0);
                if (isHidden(only, column.value(), speech) && scope.isVisibleOutside(column.value(), speech)) {
                    derived.ask(
                            only,
                            speech,
                            new Refusal(
                                    "Crossfade: column " + column.value() + " can belong to table " + tableOf(only)
                                            + " or to a query further out",
                                    "Write it with the name of its table.",
                                    column.start()));
                }
                return new Owner(only, false, uncertain);
            }
            if (owners.size() > 1) {
                if (scope.merged.contains(column.value())) {
                    return null;
                }
                List<Binding> visible = owners.stream()
                        .filter(b -> !isHidden(b, column.value(), speech))
                        .toList();
                return visible.size() == 1 ? new Owner(visible.get(0), true, uncertain) : null;
            }
            uncertain |= scope.bindings.stream().anyMatch(b -> !b.known());
        }
        return null;
    }

    private static TableName tableOf(Binding binding) {
        MigratingTable table = binding.migrating();
        if (table == null) {
            throw new IllegalStateException("only migrating tables hide columns");
        }
        return table.relation().name();
    }

    private boolean isVisibleOutside(String column, Speech speech) {
        for (Scope scope = outer; scope != null; scope = scope.outer) {
            if (scope.bindings.stream().anyMatch(b -> b.has(column) && !isHidden(b, column, speech))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a client that speaks as {@code speech} says does not know that {@code binding} has this column. */
    static boolean isHidden(Binding binding, String column, Speech speech) {
        MigratingTable.Role role = binding.role(column);
        return role != null && role.side() != speech.side(role.rule());
    }
}
