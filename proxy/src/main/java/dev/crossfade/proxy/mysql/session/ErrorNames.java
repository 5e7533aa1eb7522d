package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import java.util.ArrayList;
import java.util.List;

/** What a server says of a rewritten statement, in the names that the client has used. Pure. */
final class ErrorNames {
    private ErrorNames() {}

    /** A column of the side that the statement does not speak is called what it is on the side that it speaks. */
    static ErrPacket translated(ErrPacket error, Plan plan) {
        String message = error.message();
        for (MigrationRule rule : plan.rules().rules()) {
            ColumnMigration migration = rule.migration();
            List<String> added = new ArrayList<>();
            migration.newColumns().forEach(column -> added.add(column.name()));
            for (Touch touch : plan.result().touches()) {
                if (touch.migration().equals(migration.name()) && touch.side() == Side.OLD) {
                    message = named(message, added, migration.oldColumns());
                } else if (touch.migration().equals(migration.name()) && touch.side() == Side.NEW) {
                    message = named(message, migration.oldColumns(), added);
                }
            }
        }
        return new ErrPacket(error.code(), error.sqlState(), message);
    }

    private static String named(String message, List<String> from, List<String> to) {
        String named = message;
        for (int i = 0; i < from.size(); i++) {
            String name = to.get(Math.min(i, to.size() - 1));
            // 'column', 'table.column', and 'table.column' of a key that has the column's name
            named = named.replace("'" + from.get(i) + "'", "'" + name + "'")
                    .replace("." + from.get(i) + "'", "." + name + "'");
        }
        return named;
    }
}
