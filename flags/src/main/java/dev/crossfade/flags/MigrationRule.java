package dev.crossfade.flags;

/**
 * What one client's statements must keep to on one migrating table, under one snapshot. All that the rewriter knows of
 * flags and stages.
 *
 * @param migration which migration
 * @param writes which columns a write keeps
 * @param truth the side that decides: while {@link Side#OLD}, a value that does not convert becomes a dead letter; while
 *     {@link Side#NEW}, it is refused
 * @param reads the side that answers reads
 * @param speaks what the client speaks where the names in its statement do not tell
 * @param filled whether every row's new columns are known to be filled, so that new may be read without asking old
 * @param compares whether reads, which old answers, are asked of new too and compared
 */
public record MigrationRule(
        ColumnMigration migration,
        Writes writes,
        Side truth,
        Side reads,
        Side speaks,
        boolean filled,
        boolean compares) {

    /** Without comparing. */
    public MigrationRule(
            ColumnMigration migration, Writes writes, Side truth, Side reads, Side speaks, boolean filled) {
        this(migration, writes, truth, reads, speaks, filled, false);
    }

    /** The rule of a stage as it is for everybody. */
    public static MigrationRule of(ColumnMigration migration, Stage stage, Side speaks) {
        return new MigrationRule(
                migration,
                stage.writes(),
                stage.reads(),
                stage.reads(),
                speaks,
                !stage.isBefore(Stage.LIVE),
                stage == Stage.SHADOW);
    }

    /** The rule of a client whose reads new answers, with all else as it is: what a comparing one's are compared with. */
    public MigrationRule readingNew() {
        return new MigrationRule(migration, writes, Side.NEW, Side.NEW, speaks, true, false);
    }
}
