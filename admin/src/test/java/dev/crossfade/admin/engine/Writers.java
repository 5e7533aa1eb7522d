package dev.crossfade.admin.engine;

import dev.crossfade.admin.Clients;
import dev.crossfade.flags.Writes;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * An application behind a proxy, in short: each write asks the flags for the snapshot, holds a slot for its transaction, and
 * writes the old column or both, as the stage says.
 */
final class Writers {
    private Writers() {}

    /**
     * @param statement from whether both sides are to be written and a random source to SQL
     */
    static Clients start(Lab lab, String migration, int count, BiFunction<Boolean, Random, String> statement) {
        return new Clients(count, (clients, number) -> {
            Random random = new Random(42L + number);
            try (Connection connection =
                            lab.server.connect(lab.database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
                    Statement sql = connection.createStatement();
                    var slot = lab.flags.transactions().open(() -> "writer")) {
                connection.setAutoCommit(false);
                while (clients.goOn()) {
                    boolean both =
                            slot.begin().migrations().get(migration).inForce().writes() == Writes.BOTH;
                    sql.execute(statement.apply(both, random));
                    connection.commit();
                    slot.end();
                    clients.did();
                }
            }
        });
    }
}
