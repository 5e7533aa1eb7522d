package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.ServerStatus;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the server reads this session's texts: its current database, its {@code sql_mode}, its character set, and which watched
 * tables are hidden by temporary ones. Nothing of it is guessed: the server is asked, by queries of the proxy's own, when a text
 * that names a watched table comes and something has gone by since that may have changed it. None of the questions has a
 * literal in it, whose meaning would depend on the answer. Confined to the session's event loop.
 *
 * <p>What functions that a query calls do to the session is not seen.
 */
final class TextState {
    /** CAST, since {@code character_set_results} may be one in which a letter has two bytes. */
    private static final String SETTINGS = "SELECT CAST(CONVERT(DATABASE() USING utf8mb4) AS BINARY),"
            + " CAST(@@sql_mode AS BINARY), CAST(@@character_set_client AS BINARY),"
            + " CAST(@@lower_case_table_names AS BINARY)";

    private static final String TEMPORARY = "CREATE TEMPORARY TABLE";

    private final Server server;
    private @Nullable Settings settings;
    private boolean temporaries;
    private @Nullable List<TableName> hiddenAmong;
    private Set<TableName> hidden = Set.of();
    private boolean asking;
    private @Nullable ErrPacket failure;
    private int epoch;

    /** What can be done for it. */
    interface Server {
        /** Sends a command of the proxy's own, in order behind what was sent. */
        void ask(int command, byte[] body, Own own);

        /** The status flags of the server's last answer. */
        int status();
    }

    /** @param charset {@code character_set_client} */
    record Settings(MySqlSession reading, String charset) {}

    TextState(Server server) {
        this.server = server;
    }

    /** Another one each time something may have changed. */
    int epoch() {
        return epoch;
    }

    /**
     * Something is sent that may change it.
     *
     * @param mayHide whether it may make or drop temporary tables, or run what does
     */
    void forget(boolean mayHide) {
        settings = null;
        temporaries |= mayHide;
        hiddenAmong = null;
        epoch++;
    }

    /** A text is sent that nobody has looked at, and on whose account nothing is kept. */
    void unseen() {
        settings = null;
        temporaries = true;
        hiddenAmong = null;
    }

    /** The session begins anew: it has no temporary tables. */
    void reset() {
        forget(false);
        temporaries = false;
        hidden = Set.of();
    }

    /** Whether temporary tables may be there. */
    boolean mayHide() {
        return temporaries;
    }

    @Nullable
    Settings settings() {
        Settings known = settings;
        if (known != null
                && known.reading.noBackslashEscapes() != ((server.status() & ServerStatus.NO_BACKSLASH_ESCAPES) != 0)) {
            forget(true);
            return null;
        }
        return known;
    }

    /** The watched tables that temporary ones hide; null when that is not known. */
    @Nullable
    Set<TableName> hidden(Watch watch) {
        return !temporaries ? Set.of() : watch.watched().equals(hiddenAmong) ? hidden : null;
    }

    boolean isAsking() {
        return asking;
    }

    /** Why the server could not be asked, told once; else null. */
    @Nullable
    ErrPacket takeFailure() {
        ErrPacket why = failure;
        failure = null;
        return why;
    }

    /** Asks for what is not known. Only while nothing is in flight. */
    void ask(Watch watch) {
        asking = true;
        if (settings() != null) {
            askForTemporaries(watch);
            return;
        }
        server.ask(Command.QUERY, SETTINGS.getBytes(StandardCharsets.US_ASCII), new Own() {
            @Override
            public void row(ByteBuf payload) {
                settings = read(payload);
            }

            @Override
            public void done(@Nullable ErrPacket error) {
                asking = false;
                failure = error;
                if (error == null && hidden(watch) == null) {
                    ask(watch);
                }
            }
        });
    }

    private static Settings read(ByteBuf row) {
        String database = row.getUnsignedByte(row.readerIndex()) == 0xfb ? null : utf8(row);
        if (database == null) {
            row.skipBytes(1);
        }
        String mode = utf8(row);
        String charset = utf8(row).toLowerCase(Locale.ROOT);
        boolean lowerCase = !utf8(row).equals("0");
        return new Settings(MySqlSession.of(database, lowerCase, mode), charset);
    }

    private static String utf8(ByteBuf row) {
        return new String(LenEnc.readBytes(row), StandardCharsets.UTF_8);
    }

    /** SHOW CREATE TABLE alone tells a temporary table, to whoever may see it. An error means that there is none. */
    private void askForTemporaries(Watch watch) {
        Settings known = settings;
        List<TableName> watched = watch.watched();
        Set<TableName> found = new HashSet<>();
        int left = watched.size();
        if (known == null || left == 0) {
            asking = false;
            hiddenAmong = watched;
            return;
        }
        for (TableName table : watched) {
            boolean isLast = --left == 0;
            String sql = "SHOW CREATE TABLE " + quoted(table.schema()) + "." + quoted(table.name());
            byte[] body = TextCharset.encoded(sql, known.charset);
            if (body == null) {
                body = sql.getBytes(StandardCharsets.UTF_8); // no text of this session can name it
            }
            server.ask(Command.QUERY, body, new Own() {
                @Override
                public void row(ByteBuf payload) {
                    LenEnc.skip(payload);
                    String created = new String(LenEnc.readBytes(payload), StandardCharsets.ISO_8859_1);
                    if (created.replace("\0", "").startsWith(TEMPORARY)) {
                        found.add(table);
                    }
                }

                @Override
                public void done(@Nullable ErrPacket error) {
                    if (isLast) {
                        asking = false;
                        hiddenAmong = watched;
                        hidden = Set.copyOf(found);
                    }
                }
            });
        }
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
