package dev.crossfade.admin.engine;

import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Migrations that were started in a database and have no file. Their statements would go unrewritten, which gives wrong rows
 * and loses writes, so nobody is let in. The state has the definition, but not what else the file says: it is not gone on
 * by that.
 */
final class Unfiled {
    private static final String STARTED =
            "SELECT name, step FROM " + ColumnMigration.SCHEMA + ".migration WHERE announced AND step <> ?";

    private Unfiled() {}

    /**
     * What to say of them, or null when there are none.
     *
     * @param database its name in the configuration
     * @param filed the migrations that have a file
     */
    static @Nullable String in(Platform platform, Connection connection, String database, Set<String> filed)
            throws SQLException {
        if (!platform.hasState(connection)) {
            return null;
        }
        List<String> found = Db.rows(
                connection,
                STARTED + platform.ofThisDatabase() + " ORDER BY name",
                row -> filed.contains(row.getString(1)) ? "" : row.getString(1) + " (in step " + row.getString(2) + ")",
                Step.DONE.word());
        List<String> unfiled = found.stream().filter(one -> !one.isEmpty()).toList();
        return unfiled.isEmpty()
                ? null
                : "database " + database + " is not served: started there, and without a file in the folder that"
                        + " `migrations` names: migration " + String.join(", ", unfiled)
                        + ". Its clients would be served unrewritten. Put the file back and reload; to be rid of the"
                        + " migration, abort it then";
    }
}
