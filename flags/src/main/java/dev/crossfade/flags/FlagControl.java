package dev.crossfade.flags;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The flags of this node: reads and sets them, combines what they ask with what evidence permits, and publishes snapshots.
 * Safe for use by many threads; {@link #current}, {@link #transactions} and {@link #rules} never block, everything else may
 * and must stay off event loops.
 */
public interface FlagControl extends AutoCloseable {

    /** The newest snapshot. */
    Snapshot current();

    /** The open transactions of this node. */
    Transactions transactions();

    /**
     * The rules for one client in its database under {@code snapshot}: only announced migrations of that database, in the
     * order of their names. Completed at once when no flag has targeting; else evaluated on a worker. Never fails: a flag
     * that cannot be evaluated keeps its last good value and is reported.
     */
    CompletionStage<RuleSet> rules(Snapshot snapshot, ClientContext client);

    /**
     * Makes a migration known; its flags are added to the store, at {@code off} and {@code old}, where they are missing.
     * Until {@link #permit} says otherwise nothing above {@code off} is permitted and it is not announced. As long as it
     * never was, another definition under its name takes its place.
     *
     * @throws CrossfadeException WRONG_STATE when another definition of that name was announced
     */
    void register(ColumnMigration migration);

    /**
     * Says what evidence permits from now on, and publishes a snapshot. Where the flag already asks for more than is in
     * force, the stage moves there one step at a time, with a barrier between; where less is permitted than is in force, it
     * walks back. A step that the gate refuses or open transactions block is logged, not thrown: {@link #current} tells how
     * far it went.
     */
    void permit(String migration, boolean announced, Stage permitted);

    /** Who is asked before stages change. Set once, before the first {@link #set}. */
    void gate(Gate gate);

    /** All flags, by key. */
    List<FlagState> flags();

    /** One flag. */
    Optional<FlagState> flag(String key);

    /**
     * Sets a flag: checked, made durable, published, in that order; when it returns, every
     * transaction that begins sees it. A stage moves one step forward at most; backward it walks as far as is asked, one
     * step at a time with a barrier between. The barriers are those before each step: when this returns, transactions that
     * began earlier may still use the stage before; wait for them with {@link Transactions#barrier} where that matters.
     *
     * @param variant one of the flag's variants
     * @param percent for {@code live} and {@code shadow}: the share of clients, 1 to 100, the others staying one stage
     *     below; null for all
     * @param ifMatch the {@link FlagState#etag} the caller has seen, or null
     * @throws CrossfadeException UNKNOWN_FLAG, UNKNOWN_VARIANT, INVALID_REQUEST, STAGE_JUMP, NOT_PERMITTED,
     *     PRECONDITION_FAILED, DEADLINE_PASSED; nothing has changed then, except that a walk back keeps the steps it made
     */
    FlagState set(String key, String variant, @Nullable Integer percent, @Nullable String ifMatch);

    /** Calls {@code listener} after each publication, on the publishing thread; it must not block. */
    void onPublish(Consumer<Snapshot> listener);

    @Override
    void close();

    /**
     * A flag as people see it.
     *
     * @param variants in order
     * @param variant the default variant
     * @param percent the share that gets {@code variant}, or null for all
     * @param targeting whether the definition has targeting of other form than our percentage
     * @param etag changes with the definition
     * @param snapshot number of the snapshot that first had this value in force
     */
    record FlagState(
            String key,
            List<String> variants,
            String variant,
            @Nullable Integer percent,
            boolean targeting,
            String etag,
            long snapshot) {}
}
