package dev.crossfade.proxy.shadow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows and what describes them (https://www.postgresql.org/docs/15/protocol-message-formats.html). Pure. */
final class Rows {
    private static final int MAX_SHOWN_CHARACTERS = 200;
    private static final int BOOL = 16;
    private static final int INT8 = 20;
    private static final int INT2 = 21;
    private static final int INT4 = 23;
    private static final int TEXT = 25;
    private static final int BPCHAR = 1042;
    private static final int VARCHAR = 1043;
    private static final int UUID = 2950;

    private Rows() {}

    /** @param binary the format of its values */
    record Column(String name, long tableOid, int attnum, int typeOid, boolean binary) {
        /** Whether the client cannot tell them apart by what it is told, where they come from aside. */
        boolean looksLike(Column other) {
            return name.equals(other.name) && typeOid == other.typeOid && binary == other.binary;
        }

        /** Whether its values say nothing but which row it is. */
        boolean isPlainKey() {
            return typeOid == INT2 || typeOid == INT4 || typeOid == INT8 || typeOid == UUID;
        }
    }

    static List<Column> columns(byte @Nullable [] description) {
        List<Column> columns = new ArrayList<>();
        if (description == null) {
            return columns;
        }
        ByteBuffer buffer = ByteBuffer.wrap(description);
        int count = buffer.getShort();
        for (int i = 0; i < count; i++) {
            int start = buffer.position();
            int end = start;
            while (description[end] != 0) {
                end++;
            }
            String name = new String(description, start, end - start, StandardCharsets.UTF_8);
            buffer.position(end + 1);
            long table = Integer.toUnsignedLong(buffer.getInt());
            int attnum = buffer.getShort();
            int type = buffer.getInt();
            buffer.getShort();
            buffer.getInt();
            columns.add(new Column(name, table, attnum, type, buffer.getShort() == 1));
        }
        return columns;
    }

    /** The values of a row, null for NULL. */
    static List<byte @Nullable []> values(byte[] row) {
        ByteBuffer buffer = ByteBuffer.wrap(row);
        int count = buffer.getShort();
        List<byte @Nullable []> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = buffer.getInt();
            if (length < 0) {
                values.add(null);
            } else {
                byte[] value = new byte[length];
                buffer.get(value);
                values.add(value);
            }
        }
        return values;
    }

    /** A value for people. */
    static @Nullable String shown(Column column, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        String text = column.binary ? binary(column.typeOid, value) : new String(value, StandardCharsets.UTF_8);
        return text.length() <= MAX_SHOWN_CHARACTERS ? text : text.substring(0, MAX_SHOWN_CHARACTERS) + "…";
    }

    /** That there is a value, for people who are not to see it. */
    static @Nullable String hidden(byte @Nullable [] value) {
        return value == null ? null : "‹" + value.length + (value.length == 1 ? " byte›" : " bytes›");
    }

    private static String binary(int type, byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        if (type == INT2 && value.length == Short.BYTES) {
            return Short.toString(buffer.getShort());
        } else if (type == INT4 && value.length == Integer.BYTES) {
            return Integer.toString(buffer.getInt());
        } else if (type == INT8 && value.length == Long.BYTES) {
            return Long.toString(buffer.getLong());
        } else if (type == BOOL && value.length == 1) {
            return value[0] == 0 ? "f" : "t";
        } else if (type == UUID && value.length == 2 * Long.BYTES) {
            return new java.util.UUID(buffer.getLong(), buffer.getLong()).toString();
        } else if (type == TEXT || type == VARCHAR || type == BPCHAR) {
            return new String(value, StandardCharsets.UTF_8);
        }
        int bytes = Math.min(value.length, MAX_SHOWN_CHARACTERS);
        return "\\x" + HexFormat.of().formatHex(value, 0, bytes) + (bytes < value.length ? "…" : "");
    }
}
