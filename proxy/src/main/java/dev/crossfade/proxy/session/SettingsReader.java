package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks the server which settings the session has made its own: what SET, RESET, set_config and rollbacks have come to is the
 * server's to say. {@code pg_settings} leaves out custom settings and who one is, so these are asked for by name
 * (https://www.postgresql.org/docs/15/view-pg-settings.html).
 */
final class SettingsReader implements Entry.Rows {
    private static final String ROLE = "role";
    private static final String AUTHORIZATION = "session_authorization";

    private final String loggedInAs;
    private final Set<String> customNames;
    private final Map<String, String> values = new TreeMap<>();

    SettingsReader(String loggedInAs, Set<String> customNames) {
        this.loggedInAs = loggedInAs;
        this.customNames = customNames;
    }

    String sql() {
        StringBuilder sql = new StringBuilder(
                        "SELECT name, setting FROM pg_catalog.pg_settings WHERE source OPERATOR(pg_catalog.=) 'session'"
                                + " UNION ALL SELECT n, pg_catalog.current_setting(n, true) FROM pg_catalog.unnest(ARRAY['")
                .append(ROLE)
                .append("','")
                .append(AUTHORIZATION)
                .append('\'');
        for (String name : customNames) {
            sql.append(',').append(Settings.literal(name));
        }
        return sql.append("]::pg_catalog.text[]) AS n").toString();
    }

    @Override
    public void row(ByteBuf buffer, int start, int end) {
        int at = start + 2;
        if (end - start < 2 || buffer.getShort(start) != 2) {
            throw unexpected();
        }
        String[] fields = {"", null};
        for (int i = 0; i < 2; i++) {
            if (end - at < 4) {
                throw unexpected();
            }
            int length = buffer.getInt(at);
            at += 4;
            if (length >= 0) {
                if (length > end - at) {
                    throw unexpected();
                }
                fields[i] = buffer.toString(at, length, StandardCharsets.UTF_8);
                at += length;
            }
        }
        String name = fields[0];
        String value = fields[1];
        if (name != null && value != null && !isAsAtLogin(name, value)) {
            values.put(name, value);
        }
    }

    private boolean isAsAtLogin(String name, String value) {
        return (name.equals(ROLE) && value.equals("none")) || (name.equals(AUTHORIZATION) && value.equals(loggedInAs));
    }

    /** All rows are there. */
    Settings settings() {
        return Settings.of(values);
    }

    /** Whether a value came in another encoding than UTF-8, so that it cannot be set again with certainty. */
    boolean isUncertain() {
        return values.values().stream().anyMatch(value -> value.indexOf('\ufffd') >= 0);
    }

    private static FatalException unexpected() {
        return FatalException.protocol("unexpected row of a lookup of settings");
    }
}
