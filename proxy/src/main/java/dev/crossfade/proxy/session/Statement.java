package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.backend.StatementText;
import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the client has prepared, under its own text, and what stands on the server under its name.
 */
final class Statement {
    /** What stands on a shared connection for no other end than to be deallocated in place of a client's statement. */
    static final String STAND_IN_NAME = "crossfade$deallocated";

    private static final byte[] DEALLOCATE_STAND_IN =
            ("DEALLOCATE \"" + STAND_IN_NAME + '"').getBytes(StandardCharsets.US_ASCII);

    final byte[] name;

    /** The client's text, or null when it was too much to remember. */
    final byte @Nullable [] text;

    /** The end of the Parse message: the number of parameter types and their OIDs. */
    final byte[] types;

    /** The plan its text has on the server. */
    Plan plan;

    /** Whether the server has it under {@link #plan}: not when preparing it again has failed. */
    boolean onServer = true;

    /** What was sent last to prepare it again under the client's own name; null for nothing. */
    @Nullable
    Entry preparing;

    /** What executing it may leave in its server connection, see {@link StateScan}; 0 where that does not matter. */
    int stateBits;

    /** Whether {@link SqlPrepares} has to look at its text each time it is executed: it may prepare or deallocate. */
    final boolean notable;

    /** Whether executing it may ask for the client's copy data. */
    final boolean mayCopyIn;

    /** On a shared connection, the names that SQL's EXECUTE or DEALLOCATE in its text gives, but for a plain DEALLOCATE. */
    List<byte[]> names = List.of();

    /** On a shared connection, the name in a plain DEALLOCATE; else null. */
    byte @Nullable [] deallocates;

    /** Whether what {@link #deallocates} names is a statement of the protocol, so that another one is deallocated in its place. */
    boolean standsIn;

    /** What the census counts its executions by. */
    Census.@Nullable Mark census;

    /** On a shared connection, the settings under which the client has prepared it; null for as they are. */
    @Nullable
    Settings readUnder;

    /** What a shared connection was asked to prepare for it last. */
    @Nullable
    StatementText standing;

    private @Nullable StatementText shared;
    private @Nullable Plan sharedFor;
    private @Nullable Settings sharedUnder;
    private boolean sharedStandsIn;

    /** A DEALLOCATE may have meant it. */
    boolean maybeGone;

    Statement(byte[] name, byte @Nullable [] text, byte[] types, Plan plan) {
        this.name = name;
        this.text = text;
        this.types = types;
        this.plan = plan;
        this.mayCopyIn = text == null || CopyIn.mayBegin(text, false);
        this.notable = text != null && (SqlPrepares.concerns(text) || SqlPrepares.mayDeallocate(text));
    }

    /** Whether the server's text under {@code other} is the one it has. */
    boolean isPreparedFor(Plan other) {
        return onServer && Objects.equals(plan.serverText(), other.serverText());
    }

    /** The text for the server under {@code newPlan}. */
    byte[] serverText(Plan newPlan) {
        if (standsIn) {
            return DEALLOCATE_STAND_IN;
        }
        String rewritten = newPlan.serverText();
        if (rewritten != null) {
            return rewritten.getBytes(StandardCharsets.UTF_8);
        }
        return text == null ? new byte[0] : text;
    }

    /**
     * What a shared server connection is asked to prepare for it.
     *
     * @param under the session's settings now
     */
    @SuppressWarnings("ReferenceEquality") // only another plan can have another text; equal settings are one object
    StatementText shared(Plan forPlan, Settings under) {
        StatementText known = shared;
        if (known == null || sharedFor != forPlan || sharedUnder != under || sharedStandsIn != standsIn) {
            Settings read = readUnder;
            known = StatementText.of(serverText(forPlan), types, read == null ? under : under.reading(read));
            shared = known;
            sharedFor = forPlan;
            sharedUnder = under;
            sharedStandsIn = standsIn;
        }
        return known;
    }

    /** What stands on shared connections must be prepared again, since the tables it names have changed. */
    void outdated() {
        StatementText known = shared;
        if (known != null) {
            known.outdated();
        }
    }

    int bytes() {
        return text == null ? 0 : text.length + types.length;
    }

    /** Names as PostgreSQL compares them: by their first 63 bytes (NAMEDATALEN - 1), whatever the encoding. */
    static String key(byte[] name) {
        if (name.length == 0) {
            return "";
        }
        return new String(
                name.length > MAX_NAME_BYTES ? Arrays.copyOf(name, MAX_NAME_BYTES) : name, StandardCharsets.ISO_8859_1);
    }

    private static final int MAX_NAME_BYTES = 63;
}
