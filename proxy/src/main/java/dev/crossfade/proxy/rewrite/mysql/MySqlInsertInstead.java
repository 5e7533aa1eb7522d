package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An INSERT that gives old columns which a contract has dropped: the new columns take their place. There is nothing left from
 * which an old value could be read once it is stored, so what several new columns need must be something that can be
 * written several times.
 */
final class MySqlInsertInstead {
    private final Walk walk;
    private final RowInsert insert;
    private final MigratingTable table;
    private final ColumnMigration migration;
    private final Given given;
    private final MySqlConversions sql;

    private MySqlInsertInstead(Walk walk, RowInsert insert, MigratingTable table, Given given, MySqlConversions sql) {
        this.walk = walk;
        this.insert = insert;
        this.table = table;
        this.migration = given.rule().migration();
        this.given = given;
        this.sql = sql;
    }

    static boolean applies(MigratingTable table, Given given) {
        return given.side() == Side.OLD && table.isGone(given.rule());
    }

    static MySqlInsertInstead of(Walk walk, RowInsert insert, MigratingTable table, Given given, MySqlConversions sql) {
        MySqlInsertInstead instead = new MySqlInsertInstead(walk, insert, table, given, sql);
        instead.check();
        return instead;
    }

    private void check() {
        if (given.index().contains(-1)) {
            throw refusal("some of the columns only", "Give all of them, or none.");
        }
        MySqlLeniency leniency = MySqlLeniency.of(walk, insert.ignore());
        if (leniency.stores() && migration.conversion() != Conversion.IDENTITY) {
            throw refusal(leniency.what(), leniency.hint());
        }
        if (!insert.aliasColumns().isEmpty()
                && migration.oldColumns().size() != migration.newColumns().size()) {
            throw refusal("names for the columns of the row", "Leave them out, and use VALUES().");
        }
        for (SetColumn set : insert.conflict()) {
            Expression value = set.cell().expression();
            if (value != null
                    && (insert.alias() != null || namesProposed(value))
                    && new MySqlText(walk, set.cell().start(), set.cell().end())
                            .names(Set.copyOf(migration.oldColumns()))) {
                throw refusal("ON DUPLICATE KEY UPDATE with what they were to be", "Give the value itself.");
            }
        }
    }

    private static boolean namesProposed(Expression value) {
        return (value instanceof Expression.OfColumns of && of.construct().equals("VALUES"))
                || value.children().stream().anyMatch(MySqlInsertInstead::namesProposed);
    }

    private Refusal refusal(String construct, String hint) {
        return MySqlInsertRewriter.refusal(
                insert,
                table,
                "INSERT of columns of migration " + migration.name() + ", which are dropped: " + construct,
                hint + " Or write the new columns.");
    }

    List<Integer> places() {
        return given.index();
    }

    List<String> columns() {
        return migration.newColumns().stream()
                .map(ColumnMigration.NewColumn::name)
                .toList();
    }

    /** The values of the new columns, in place of a row's cells. */
    List<String> values(List<Cell> cells) {
        MySqlInsertedSide.refuseShort(insert, table, given, cells);
        List<Cell> own = given.index().stream().map(cells::get).toList();
        long defaults = own.stream().filter(c -> c.expression() == null).count();
        if (defaults == own.size()) {
            return columns().stream().map(c -> "DEFAULT").toList();
        }
        if (defaults > 0) {
            throw refusal("DEFAULT for some of them", "Give all values, or none.");
        }
        boolean parameters = false;
        boolean inOrder = true;
        List<String> values = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            MySqlText text = new MySqlText(walk, own.get(i).start(), own.get(i).end());
            boolean several =
                    migration.conversion() != Conversion.IDENTITY && columns().size() > 1;
            if (several && (text.isVolatile() || !text.parameters().isEmpty())) {
                throw refusal("a parameter, or a value that must be computed once", "Give a constant.");
            }
            parameters |= !text.parameters().isEmpty();
            inOrder &= i == 0 || given.index().get(i) == given.index().get(i - 1) + 1;
            values.add(walk.edits.render(own.get(i).start(), own.get(i).end()));
        }
        if (parameters && !inOrder) {
            throw refusal(
                    "parameters in another order", "Give these columns next to each other, in the table's order.");
        }
        return converted(values);
    }

    /** The same for a query whose columns are {@code all}. */
    List<String> selected(List<String> all) {
        return converted(given.index().stream().map(all::get).toList());
    }

    private List<String> converted(List<String> olds) {
        List<String> news = new ArrayList<>();
        for (int i = 0; i < columns().size(); i++) {
            news.add(sql.up(i, olds));
        }
        return news;
    }

    /** {@code all} without what stands for old columns, and in the place of the first of them what stands for the new ones. */
    static List<String> apply(
            List<MySqlInsertInstead> instead, List<String> all, Function<MySqlInsertInstead, List<String>> news) {
        List<String> after = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean gone = false;
            for (MySqlInsertInstead one : instead) {
                if (one.places().contains(i)) {
                    gone = true;
                    if (i == one.places().stream().min(Integer::compare).orElseThrow()) {
                        after.addAll(news.apply(one));
                    }
                }
            }
            if (!gone) {
                after.add(all.get(i));
            }
        }
        return after;
    }
}
