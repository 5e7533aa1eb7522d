package dev.crossfade.proxy.census;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.CensusEntry.Outcome;
import dev.crossfade.proxy.CensusEntry.Refused;
import dev.crossfade.proxy.plan.StatementRewriter;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Tries a statement on every stage of a migration. Unqualified names are taken to mean the migrating table, and the client
 * to speak old where names do not tell, as clients do at first. Pure; takes some milliseconds.
 */
final class Forecast {
    private Forecast() {}

    /** What becomes of it, see {@link dev.crossfade.proxy.CensusEntry}. */
    record Result(Outcome outcome, List<Refused> refusals) {}

    /** The rules of a stage as they are for everybody. */
    static RuleSet rules(ColumnMigration migration, Stage stage) {
        return new RuleSet(migration.members().stream()
                .map(member -> MigrationRule.of(member, stage, Side.OLD))
                .toList());
    }

    /** The catalog as it will be once the migrations have added their columns. */
    static Catalog expanded(Catalog catalog, List<ColumnMigration> migrations) {
        Map<TableName, Relation> relations = new HashMap<>(catalog.relations());
        for (ColumnMigration migration :
                migrations.stream().flatMap(m -> m.members().stream()).toList()) {
            Relation table = relations.get(migration.table());
            if (table == null) {
                continue;
            }
            List<Column> columns = new ArrayList<>(table.columns());
            int attnum = columns.stream().mapToInt(Column::attnum).max().orElse(0);
            for (ColumnMigration.NewColumn added : migration.newColumns()) {
                if (table.column(added.name()) == null) {
                    columns.add(new Column(
                            added.name(), ++attnum, added.type(), 0, -1, -1, false, null, false, false, false));
                }
            }
            relations.put(
                    migration.table(),
                    new Relation(
                            table.name(), table.oid(), table.kind(), columns, table.dependsOn(), table.columnGrants()));
        }
        return new Catalog(catalog.version(), relations, catalog.volatileFunctions());
    }

    /**
     * The same for columns that are watched only: an INSERT that leaves the column out does not name it because it has a
     * default.
     */
    static Catalog withoutDefaults(Catalog catalog, List<ColumnMigration> watched) {
        Map<TableName, Relation> relations = new HashMap<>(catalog.relations());
        for (ColumnMigration watch : watched) {
            Relation table = relations.get(watch.table());
            if (table != null) {
                List<Column> columns = table.columns().stream()
                        .map(column -> watch.oldColumns().contains(column.name()) ? withoutDefault(column) : column)
                        .toList();
                relations.put(
                        watch.table(),
                        new Relation(
                                table.name(),
                                table.oid(),
                                table.kind(),
                                columns,
                                table.dependsOn(),
                                table.columnGrants()));
            }
        }
        return new Catalog(catalog.version(), relations, catalog.volatileFunctions());
    }

    private static Column withoutDefault(Column column) {
        return new Column(
                column.name(),
                column.attnum(),
                column.type(),
                column.typeOid(),
                column.typeSize(),
                column.typmod(),
                false,
                null,
                false,
                false,
                false);
    }

    /** @param catalog {@link #expanded} */
    static Result of(
            StatementRewriter rewriter,
            String sql,
            List<Integer> parameterTypes,
            ColumnMigration migration,
            Catalog catalog,
            boolean standardConformingStrings) {
        return of(
                rewriter,
                migration,
                rules -> new RewriteRequest(sql, parameterTypes, rules, catalog, Set.of(), standardConformingStrings));
    }

    /** The same for a text for MySQL. */
    static Result ofMySql(
            StatementRewriter rewriter, String sql, ColumnMigration migration, Catalog catalog, MySqlSession session) {
        return of(rewriter, migration, rules -> RewriteRequest.forMySql(sql, rules, catalog, Set.of(), session));
    }

    private static Result of(
            StatementRewriter rewriter, ColumnMigration migration, Function<RuleSet, RewriteRequest> asked) {
        boolean rewritten = false;
        List<Refused> refusals = new ArrayList<>();
        RuleSet rules = RuleSet.NONE;
        RewriteResult result = RewriteResult.Untouched.NOTHING_WATCHED;
        for (Stage stage : Stage.values()) {
            RuleSet now = rules(migration, stage);
            if (!now.equals(rules)) { // else the stage differs for the engine only
                rules = now;
                result = rewriter.rewrite(asked.apply(now));
            }
            rewritten |= result instanceof RewriteResult.Rewritten;
            if (result instanceof RewriteResult.Refused refused) {
                add(refusals, stage, refused);
            }
        }
        if (!refusals.isEmpty()) {
            return new Result(Outcome.REFUSED, List.copyOf(refusals));
        }
        return new Result(rewritten ? Outcome.REWRITTEN : Outcome.UNTOUCHED, List.of());
    }

    private static void add(List<Refused> refusals, Stage stage, RewriteResult.Refused refused) {
        String hint = refused.hint().isEmpty() ? null : refused.hint();
        Refused last = refusals.isEmpty() ? null : refusals.get(refusals.size() - 1);
        if (last != null
                && last.to().next() == stage
                && last.message().equals(refused.message())
                && Objects.equals(last.hint(), hint)) {
            refusals.set(refusals.size() - 1, new Refused(last.from(), stage, last.message(), hint));
        } else {
            refusals.add(new Refused(stage, stage, refused.message(), hint));
        }
    }
}
