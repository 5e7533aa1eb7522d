package dev.crossfade.admin.config;

import dev.crossfade.flags.TableName;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What the file of a migration on MySQL may not ask for, since this version does it on PostgreSQL only: each a problem with its line. */
final class MySqlLimits {
    private final YamlFile file;
    private final String database;

    /** @param database its name at the server */
    MySqlLimits(YamlFile file, String database) {
        this.file = file;
        this.database = database;
    }

    /** @param form the key that says what changes */
    void check(Section section, @Nullable TableName table, String form) {
        if (!form.equals("rename")) {
            file.problem(
                    section.at(form),
                    form + " is not in this version for engine mysql",
                    "write rename: {column: label, to: title}, which is, or change the table without Crossfade");
        }
        if (table != null && !table.schema().equals(database)) {
            file.problem(
                    section.at("table"),
                    "table " + table + " is not in database " + database
                            + ", to which this database's backend connects",
                    "write " + database + "." + table.name());
        }
        ScalarNode guard = section.optionalText("guard", "none");
        if (guard == null || !guard.getValue().equals("none")) {
            file.problem(
                    guard == null ? section.node() : guard,
                    "guard "
                            + (guard == null
                                    ? "repair, which is what a file without the key asks for,"
                                    : guard.getValue())
                            + " is not in this version for engine mysql",
                    "write guard: none, and see to it that all who write the table go through Crossfade");
        }
        ScalarNode advance = section.optionalText("advance", "manual");
        if (advance != null && advance.getValue().equals("auto")) {
            file.problem(
                    advance,
                    "advance auto is not in this version for engine mysql: no reads are compared at shadow",
                    "write advance: manual");
        }
    }

    /** Its part that says how backfill goes. */
    void backfill(Section backfill) {
        ScalarNode workers = backfill.optionalText("workers", "1");
        if (workers != null && !workers.getValue().equals("1")) {
            file.problem(workers, "workers is not in this version for engine mysql", "remove the key: there is one");
        }
        ScalarNode lag = backfill.optionalText("maxReplicaLag", "2s");
        if (lag != null) {
            file.problem(
                    lag,
                    "maxReplicaLag is not in this version for engine mysql",
                    "remove the key, and set maxShare so that replicas follow");
        }
    }
}
