package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an ErrorResponse (https://www.postgresql.org/docs/15/protocol-error-fields.html), as bytes. */
public final class ErrorFields {
    private static final class Field {
        private final byte type;
        private final byte[] value;

        private Field(byte type, byte[] value) {
            this.type = type;
            this.value = value;
        }
    }

    private final List<Field> fields;

    private ErrorFields(List<Field> fields) {
        this.fields = fields;
    }

    /** Reads a message's body. */
    public static ErrorFields decode(ByteBuf buffer, int start, int end) {
        List<Field> fields = new ArrayList<>();
        int at = start;
        while (at < end && buffer.getByte(at) != 0) {
            int zero = Text.zeroByte(buffer, at + 1, end);
            if (zero < 0) {
                break;
            }
            byte[] value = new byte[zero - at - 1];
            buffer.getBytes(at + 1, value);
            fields.add(new Field(buffer.getByte(at), value));
            at = zero + 1;
        }
        return new ErrorFields(fields);
    }

    private String text(char type) {
        for (Field field : fields) {
            if (field.type == type) {
                return new String(field.value, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    public String sqlState() {
        return text('C');
    }

    public String message() {
        return text('M');
    }

    /** The schema of the table whose constraint is violated; "" for none. */
    public String schema() {
        return text('s');
    }

    public String table() {
        return text('t');
    }

    /** The functions in which it happened, innermost first, a line each; "" for none. */
    public String context() {
        return text('W');
    }

    /** Whether a prepared statement was refused because its tables have changed (RevalidateCachedQuery). */
    public boolean isOutdatedPlan() {
        return sqlState().equals("0A000") && text('R').equals("RevalidateCachedQuery");
    }

    /** Whether the server closes the connection after it. */
    public boolean isFatal() {
        String severity = text('V');
        return severity.equals("FATAL") || severity.equals("PANIC");
    }

    /** Where in the statement, 1-based in characters, or 0. */
    public int position() {
        String position = text('P');
        try {
            return position.isEmpty() ? 0 : Integer.parseInt(position);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether all of it is UTF-8. */
    public boolean isText() {
        return fields.stream()
                .allMatch(f -> Arrays.equals(
                        f.value, new String(f.value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)));
    }

    /** What becomes of a field. */
    public interface Wording {
        /** The field as it must be, or null where it must not be seen. */
        @Nullable
        String of(char type, String value);
    }

    /** The error with its fields in other words; they are bytes of UTF-8. */
    public ErrorFields worded(Wording wording) {
        List<Field> worded = new ArrayList<>();
        for (Field field : fields) {
            String value = wording.of((char) field.type, new String(field.value, StandardCharsets.UTF_8));
            if (value != null) {
                worded.add(new Field(field.type, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new ErrorFields(worded);
    }

    /** The error with another message. */
    public ByteBuf withMessage(ByteBufAllocator allocator, String message) {
        ByteBuf out = Messages.begin(allocator, Backend.ERROR_RESPONSE);
        for (Field field : fields) {
            out.writeByte(field.type);
            if (field.type == 'M') {
                Text.write(out, message);
            } else {
                out.writeBytes(field.value).writeByte(0);
            }
        }
        return Messages.end(out.writeByte(0));
    }

    /** The message with another position; 0 for none. */
    public ByteBuf withPosition(ByteBufAllocator allocator, int position) {
        ByteBuf out = Messages.begin(allocator, Backend.ERROR_RESPONSE);
        for (Field field : fields) {
            if (field.type != 'P') {
                out.writeByte(field.type).writeBytes(field.value).writeByte(0);
            } else if (position > 0) {
                out.writeByte('P');
                Text.write(out, Integer.toString(position));
            }
        }
        return Messages.end(out.writeByte(0));
    }
}
