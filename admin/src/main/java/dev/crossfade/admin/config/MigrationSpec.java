package dev.crossfade.admin.config;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A migration file, read.
 *
 * @param migration what changes. A file's short form {@code retype} arrives as {@link ColumnMigration.Conversion#CAST};
 *     the engine, which knows the old column's type, turns it into FUNCTION where a value could get lost on the way
 * @param soak how long each stage is kept before the next is advised, and before it goes there by itself
 * @param guard what is done about writes that do not come through the proxy
 * @param digest SHA-256 of the file's bytes, in hex
 * @param showsValues whether samples of reads that differ at shadow hold values
 * @param rollback what sends it back by itself, or null for nothing
 * @param advancesItself whether it goes on from stage to stage by itself, once evidence and soak allow it
 */
public record MigrationSpec(
        ColumnMigration migration,
        Backfill backfill,
        Duration soak,
        Guard guard,
        String digest,
        boolean showsValues,
        @Nullable RollbackBounds rollback,
        boolean advancesItself)
        implements FiledMigration {

    @Override
    public String name() {
        return migration.name();
    }

    @Override
    public String database() {
        return migration.database();
    }

    @Override
    public TableName table() {
        return migration.table();
    }

    /** Values are not shown, and it neither rolls back nor advances by itself. */
    public MigrationSpec(ColumnMigration migration, Backfill backfill, Duration soak, Guard guard, String digest) {
        this(migration, backfill, soak, guard, digest, false, null, false);
    }

    /** What becomes of writes that the data plane does not carry to the other side. */
    public enum Guard {
        /** A trigger carries them. */
        REPAIR,
        /** A trigger writes down which rows they leave not agreeing, and changes nothing. */
        OBSERVE,
        /** Nothing: all writers of the table go through the proxy. */
        NONE
    }

    /**
     * How backfill goes.
     *
     * @param batchTarget how long one batch's transaction should take; the batch size follows
     * @param minPause the pause after each batch, at least
     * @param maxReplicaLag no batch begins while a connected replica is further behind; null where replicas do not matter
     * @param maxClientP99 none begins while clients' statements through the proxy take longer, 99 of 100; null for any time
     * @param maxActiveSessions none begins while more sessions than this are active in the server; null for any number
     * @param maxShare how much of its time backfill works, at most, while clients are served: more than 0, up to 1
     * @param workers how many fill ranges of keys at the same time, 1 to {@value #MAX_WORKERS}
     */
    public record Backfill(
            Duration batchTarget,
            Duration minPause,
            @Nullable Duration maxReplicaLag,
            @Nullable Duration maxClientP99,
            @Nullable Integer maxActiveSessions,
            double maxShare,
            int workers) {
        public static final int MAX_WORKERS = 8;
        public static final int DEFAULT_WORKERS = 1;
        public static final double DEFAULT_MAX_SHARE = 0.25;
        public static final Backfill DEFAULT = new Backfill(Duration.ofMillis(200), Duration.ZERO);

        /** The share is the default. */
        public Backfill(
                Duration batchTarget,
                Duration minPause,
                @Nullable Duration maxReplicaLag,
                @Nullable Duration maxClientP99,
                @Nullable Integer maxActiveSessions) {
            this(
                    batchTarget,
                    minPause,
                    maxReplicaLag,
                    maxClientP99,
                    maxActiveSessions,
                    DEFAULT_MAX_SHARE,
                    DEFAULT_WORKERS);
        }

        /** No limit of a kind that a file has to ask for. */
        public Backfill(Duration batchTarget, Duration minPause) {
            this(batchTarget, minPause, null, null, null);
        }
    }
}
