package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Expected;
import dev.crossfade.flags.TableName;
import java.time.Duration;
import java.util.List;

/**
 * The table of a change.
 *
 * @param oid {@code pg_class.oid}
 * @param rows estimated; -1 when it was never analyzed
 * @param bytes without its indexes
 * @param lockTimeout how long one try of a DDL statement waits for a lock
 * @param key SQL that shows which row it is, over the table's columns under the alias {@code t}
 */
public record Target(TableName name, long oid, long rows, long bytes, Duration lockTimeout, String key) {
    public String quoted() {
        return name.quoted();
    }

    /** A lock that everybody has to wait for, as the runbook says it. */
    String briefly(String lock) {
        return lock + ", waited for at most " + lockTimeout.toMillis()
                + " ms at a time, held for a change of the catalog";
    }

    /** How long something takes that reads the table {@code passes} times. */
    String expected(int passes) {
        return Expected.reading(new Expected.Size(rows, bytes), passes);
    }

    List<Long> oids() {
        return List.of(oid);
    }
}
