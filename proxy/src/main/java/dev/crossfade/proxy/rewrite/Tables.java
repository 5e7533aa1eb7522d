package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.mysql.MySqlMetadata;
import dev.crossfade.proxy.rewrite.mysql.MySqlNames;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the names of relations mean in one session. Immutable; costs a pass over the catalog to make. */
public final class Tables {
    private final RuleSet ruleSet;
    private final Catalog catalog;
    private final Set<TableName> hidden;
    private final Map<TableName, List<MigrationRule>> rules = new LinkedHashMap<>();
    private final Map<TableName, List<MigrationRule>> views = new LinkedHashMap<>();
    private final Map<String, List<TableName>> byName = new HashMap<>();
    private final Set<String> watched = new HashSet<>();
    private final Metadata metadata;
    private final @Nullable MySqlSession mysql;
    private final Catalog given;
    private final MySqlNames forms;
    private final boolean plain;

    /** What a name means. */
    sealed interface Relation {
        record Migrating(MigratingTable table) implements Relation {}

        /** A view that reads migrating tables. {@code oldIsWritten}: what it shows is up to date. */
        record View(Catalog.Relation relation, boolean oldIsWritten, boolean onlyOldIsWritten) implements Relation {}

        record Known(Catalog.Relation relation) implements Relation {}

        record Unknown() implements Relation {}
    }

    Tables(RewriteRequest request) {
        ruleSet = request.rules();
        given = request.catalog();
        mysql = request.mysql();
        forms = new MySqlNames(mysql, given);
        catalog = forms.catalog();
        hidden = request.hidden();
        metadata = mysql == null
                ? PostgresMetadata.of(ruleSet, catalog)
                : MySqlMetadata.of(ruleSet, catalog, forms, mysql, hidden);
        for (MigrationRule rule : request.rules().rules()) {
            MigrationRule compared = forms.rule(rule);
            rules.computeIfAbsent(compared.migration().table(), t -> new ArrayList<>())
                    .add(compared);
        }
        catalog.relations().forEach((name, relation) -> {
            byName.computeIfAbsent(name.name(), n -> new ArrayList<>()).add(name);
            for (TableName table : relation.dependsOn()) {
                List<MigrationRule> of = rules.get(table);
                if (of != null) {
                    views.computeIfAbsent(name, n -> new ArrayList<>()).addAll(of);
                }
            }
        });
        plain = catalog.relations().values().stream().allMatch(Tables::isPlain)
                && ruleSet.rules().stream()
                        .noneMatch(rule -> Placeholder.isIn(rule.migration().toString()));
        rules.keySet().forEach(t -> watched.add(t.name()));
        views.keySet().forEach(t -> watched.add(t.name()));
    }

    /** Whether no expression that a rewrite copies from the catalog could be taken for a {@link Placeholder}. */
    private static boolean isPlain(Catalog.Relation relation) {
        for (Catalog.Column column : relation.columns()) {
            String expression = column.defaultExpression();
            String collation = column.collation();
            if (Placeholder.isIn(column.name())
                    || Placeholder.isIn(column.type())
                    || (expression != null && Placeholder.isIn(expression))
                    || (collation != null && Placeholder.isIn(collation))) {
                return false;
            }
        }
        return true;
    }

    boolean arePlain() {
        return plain;
    }

    /** Whether these are the tables of {@code request}. */
    boolean fit(RewriteRequest request) {
        return given.version() == request.catalog().version()
                && ruleSet.equals(request.rules())
                && hidden.equals(request.hidden())
                && Objects.equals(mysql, request.mysql());
    }

    /** What the client sees of the server's own catalogs. */
    Metadata metadata() {
        return metadata;
    }

    /** Whether {@code name}, in any schema, is a migrating table or a view of one. */
    public boolean isWatched(String name) {
        return watched.contains(forms.table(name));
    }

    /** Whether {@code tokens} may name two migrating tables, or more. */
    boolean areSeveralIn(List<Token> tokens) {
        Set<TableName> found = new HashSet<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.UNICODE_WORD) {
                return true;
            }
            if (token.isName() && isWatched(token.value())) {
                String name = forms.table(token.value());
                rules.keySet().stream().filter(t -> t.name().equals(name)).forEach(found::add);
            }
        }
        return found.size() > 1;
    }

    /** Whether a name among {@code tokens}, which are not parsed, means a watched relation. */
    public boolean isMeant(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.UNICODE_WORD) {
                return true;
            }
            if (!token.isName() || !isWatched(token.value())) {
                continue;
            }
            String schema = i >= 2 && tokens.get(i - 1).isSymbol(".")
                    ? tokens.get(i - 2).value()
                    : null;
            for (Set<TableName> of : List.of(rules.keySet(), views.keySet())) {
                for (TableName table : of) {
                    if (table.name().equals(forms.table(token.value()))
                            && (schema == null
                                    ? isInSight(table)
                                    : forms.table(schema).equals(table.schema()) && !isHidden(table))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the unqualified name of a watched relation means it in this session. */
    private boolean isInSight(TableName table) {
        return !hidden.contains(table)
                && (mysql == null
                        || (mysql.database() != null
                                && forms.table(mysql.database()).equals(table.schema())));
    }

    /** Whether a watched name stands anywhere in {@code lowerCaseText}, in whatever case. */
    boolean mayName(String lowerCaseText) {
        return java.util.stream.Stream.concat(rules.keySet().stream(), views.keySet().stream())
                .anyMatch(t -> lowerCaseText.contains(t.name().toLowerCase(java.util.Locale.ROOT)));
    }

    /** Whether every migration still writes the old columns. */
    boolean oldIsWritten() {
        return rules.values().stream().flatMap(List::stream).allMatch(r -> r.writes() != Writes.NEW);
    }

    Relation resolve(List<Name> names) {
        Name last = names.get(names.size() - 1);
        if (names.size() > 2) {
            if (isWatched(last.value())) {
                throw new Refusal(
                        "Crossfade: a table name with its database, for " + last.value(),
                        "Leave the database out: schema.table.",
                        names.get(0).start());
            }
            return new Relation.Unknown();
        }
        if (names.size() == 2) {
            return relation(new TableName(names.get(0).value(), last.value()));
        }
        TableName watched = null;
        for (List<TableName> list : List.of(List.copyOf(rules.keySet()), List.copyOf(views.keySet()))) {
            for (TableName table : list) {
                if (table.name().equals(last.value()) && isInSight(table)) {
                    if (watched != null) {
                        throw new Refusal(
                                "Crossfade: the name " + last.value() + " can mean " + watched + " or " + table,
                                "Write it with its schema.",
                                last.start());
                    }
                    watched = table;
                }
            }
        }
        if (watched != null) {
            return relation(watched);
        }
        if (mysql != null) {
            String database = mysql.database();
            return database == null
                    ? new Relation.Unknown()
                    : relation(new TableName(forms.table(database), last.value()));
        }
        List<TableName> others = byName.getOrDefault(last.value(), List.of()).stream()
                .filter(t -> !rules.containsKey(t) && !views.containsKey(t))
                .toList();
        // of several, which one depends on a search_path that is not known here
        return others.size() == 1 ? relation(others.get(0)) : new Relation.Unknown();
    }

    /** Whether a temporary table of MySQL's has the name, with its database too. */
    private boolean isHidden(TableName table) {
        return mysql != null && hidden.contains(table);
    }

    private Relation relation(TableName name) {
        if (isHidden(name)) {
            return new Relation.Unknown();
        }
        Catalog.Relation relation = catalog.relation(name);
        List<MigrationRule> on = rules.get(name);
        if (on != null) {
            if (relation == null) {
                throw new Refusal(
                        "Crossfade: table " + name + " is not in the catalog",
                        "Try again in a moment: the catalog is being read again.",
                        -1);
            }
            return new Relation.Migrating(new MigratingTable(relation, on, false));
        }
        List<MigrationRule> under = views.get(name);
        if (under != null && relation != null) {
            return new Relation.View(
                    relation,
                    under.stream().allMatch(r -> r.writes() != Writes.NEW),
                    under.stream().allMatch(r -> r.writes() == Writes.OLD));
        }
        return relation == null ? new Relation.Unknown() : new Relation.Known(relation);
    }

    /** Whether {@code names} mean a view that reads migrating tables. */
    public boolean isView(List<Name> names) {
        return resolve(names) instanceof Relation.View;
    }

    /** A column's name as it is stored: where case does not count, names are compared in another form. */
    String stored(TableName relation, String column) {
        return forms.stored(relation, column);
    }

    /** The columns of that name of all relations that the catalog knows. */
    public List<Catalog.Column> columns(String column) {
        return catalog.relations().values().stream()
                .flatMap(relation -> Stream.ofNullable(relation.column(column)))
                .toList();
    }

    /** A column of a relation that the catalog knows, or null. */
    public Catalog.@Nullable Column column(TableName relation, String column) {
        Catalog.Relation of = catalog.relation(relation);
        return of == null ? null : of.column(column);
    }
}
