package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.mysql.session.TextState.Settings;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the client has prepared. Its id is the server's of when the client prepared it; when it had to be prepared
 * again, the server has another one for it. Confined to the session's event loop.
 */
final class PreparedStatement {
    /** The client's text; null for one too long to be kept. */
    final byte @Nullable [] text;

    /** What became of the text when the server's statement was prepared. */
    Decision prepared;

    /** What would become of it now. */
    Decision decision;

    /** How the text was read, where that was asked for. */
    @Nullable
    Settings settings;

    /** Whether executing it may change how texts are read. */
    final boolean changesState;

    /** Whether executing it may change the catalog. */
    final boolean changesCatalog;

    /** Of the session's settings when the client prepared it. */
    final int epoch;

    int clientId;
    int serverId;
    int parameters;

    /** The types of its parameters, and their names, as the client has sent them last; null when that is not known. */
    byte @Nullable [] types;

    /** Whether the server's statement has not been told them yet. */
    boolean lacksTypes;

    /** Whether parameters were sent ahead. */
    boolean isSentAhead;

    /** Why it could not be prepared again. */
    @Nullable
    ErrPacket failure;

    Census.@Nullable Mark census;

    PreparedStatement(byte @Nullable [] text, Decision decision, int epoch) {
        this.text = text;
        this.prepared = decision;
        this.decision = decision;
        this.epoch = epoch;
        this.changesCatalog = text == null || Planning.mayChangeCatalog(text, text.length);
        this.changesState = text == null || Planning.mayChangeState(text, text.length);
    }
}
