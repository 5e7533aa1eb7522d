package dev.crossfade.proxy.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A message from the server as it is compared and printed.
 *
 * @param text decoded, without what differs from play to play
 * @param location fields F, L and R of an error, or empty
 */
record Answer(String text, String location) {
    /** Objects that users make have identifiers from here on (FirstNormalObjectId). */
    private static final int FIRST_NORMAL_OID = 16384;

    /** Said by whichever message comes first, which may be one of the proxy's own. */
    private static final String IN_FAILED_TRANSACTION = "C=25P02";

    static final Answer END = new Answer("end of the connection", "");
    static final Answer SILENCE = new Answer("nothing more within the time", "");

    boolean isLike(Answer other) {
        return text.equals(other.text)
                && (location.isEmpty()
                        || other.location.isEmpty()
                        || location.equals(other.location)
                        || text.contains(IN_FAILED_TRANSACTION));
    }

    @Override
    public String toString() {
        return location.isEmpty() ? text : text + "  (" + location + ")";
    }

    /** Decodes the messages of one play. */
    static final class Decoder {
        private final Map<Integer, Integer> oids = new HashMap<>();

        Answer decode(char type, byte[] body) {
            ByteBuffer in = ByteBuffer.wrap(body);
            StringBuilder location = new StringBuilder();
            String text;
            try {
                text = text(type, in, location);
                if (in.hasRemaining()) {
                    text += " and then " + quoted(rest(in));
                }
            } catch (RuntimeException e) {
                text = type + " malformed: " + quoted(body);
            }
            return new Answer(text, location.toString());
        }

        private String text(char type, ByteBuffer in, StringBuilder location) {
            return switch (type) {
                case 'R' -> authentication(in);
                case 'K' -> {
                    in.getInt();
                    yield "BackendKeyData with a key of " + rest(in).length + " bytes";
                }
                case 'v' -> {
                    StringBuilder out = new StringBuilder("NegotiateProtocolVersion ");
                    out.append(in.getShort()).append('.').append(in.getShort());
                    for (int i = in.getInt(); i > 0; i--) {
                        out.append(' ').append(string(in));
                    }
                    yield out.toString();
                }
                case 'S' -> "ParameterStatus " + string(in) + " = " + string(in);
                case 'Z' -> "ReadyForQuery " + (char) in.get();
                case 'E' -> "ErrorResponse" + fields(in, location);
                case 'N' -> "NoticeResponse" + fields(in, location);
                case 'A' -> {
                    in.getInt();
                    yield "NotificationResponse " + string(in) + " " + string(in);
                }
                case 'T' -> rowDescription(in);
                case 't' -> {
                    StringBuilder out = new StringBuilder("ParameterDescription");
                    for (int i = in.getShort(); i > 0; i--) {
                        out.append(' ').append(oid(in.getInt()));
                    }
                    yield out.toString();
                }
                case 'D' -> {
                    StringBuilder out = new StringBuilder("DataRow");
                    for (int i = in.getShort(); i > 0; i--) {
                        out.append(' ').append(value(in));
                    }
                    yield out.toString();
                }
                case 'C' -> "CommandComplete " + string(in);
                case 'V' -> "FunctionCallResponse " + value(in);
                case 'G' -> copy("CopyInResponse", in);
                case 'H' -> copy("CopyOutResponse", in);
                case 'W' -> copy("CopyBothResponse", in);
                case 'd' -> "CopyData " + quoted(rest(in));
                case 'c' -> "CopyDone";
                case 'I' -> "EmptyQueryResponse";
                case '1' -> "ParseComplete";
                case '2' -> "BindComplete";
                case '3' -> "CloseComplete";
                case 'n' -> "NoData";
                case 's' -> "PortalSuspended";
                default -> "message " + quoted(new byte[] {(byte) type});
            };
        }

        private static String authentication(ByteBuffer in) {
            int code = in.getInt();
            return switch (code) {
                case 0 -> "AuthenticationOk";
                case 10 -> "AuthenticationSASL " + quoted(rest(in));
                case 11 ->
                    "AuthenticationSASLContinue "
                            + new String(rest(in), StandardCharsets.UTF_8).replaceAll("=[^,]*", "=*");
                case 12 ->
                    "AuthenticationSASLFinal "
                            + new String(rest(in), StandardCharsets.UTF_8).replaceAll("=[^,]*", "=*");
                default -> "Authentication " + code + " " + quoted(rest(in));
            };
        }

        private static String fields(ByteBuffer in, StringBuilder location) {
            StringBuilder out = new StringBuilder();
            for (char field = (char) in.get(); field != 0; field = (char) in.get()) {
                String value = string(in);
                if (field == 'F' || field == 'L' || field == 'R') {
                    location.append(location.length() == 0 ? "" : " ").append(value);
                } else {
                    out.append(' ').append(field).append('=').append(value);
                }
            }
            return out.toString();
        }

        private String rowDescription(ByteBuffer in) {
            StringBuilder out = new StringBuilder("RowDescription");
            for (int i = in.getShort(); i > 0; i--) {
                out.append(" [").append(string(in));
                out.append(" table ").append(oid(in.getInt())).append('.').append(in.getShort());
                out.append(" type ").append(oid(in.getInt()));
                out.append(" size ").append(in.getShort());
                out.append(" modifier ").append(in.getInt());
                out.append(" format ").append(in.getShort()).append(']');
            }
            return out.toString();
        }

        private static String copy(String name, ByteBuffer in) {
            StringBuilder out =
                    new StringBuilder(name).append(" format ").append(in.get()).append(" columns");
            for (int i = in.getShort(); i > 0; i--) {
                out.append(' ').append(in.getShort());
            }
            return out.toString();
        }

        private String oid(int oid) {
            boolean normal = Integer.compareUnsigned(oid, FIRST_NORMAL_OID) >= 0;
            return normal ? "#" + oids.computeIfAbsent(oid, o -> oids.size() + 1) : Integer.toString(oid);
        }

        private static String value(ByteBuffer in) {
            int length = in.getInt();
            if (length < 0) {
                return "NULL";
            }
            byte[] bytes = new byte[length];
            in.get(bytes);
            return quoted(bytes);
        }

        private static String string(ByteBuffer in) {
            List<Byte> bytes = new ArrayList<>();
            for (byte b = in.get(); b != 0; b = in.get()) {
                bytes.add(b);
            }
            byte[] array = new byte[bytes.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = bytes.get(i);
            }
            String quoted = quoted(array);
            return quoted.substring(1, quoted.length() - 1);
        }

        private static byte[] rest(ByteBuffer in) {
            byte[] bytes = new byte[in.remaining()];
            in.get(bytes);
            return bytes;
        }

        private static String quoted(byte[] bytes) {
            StringBuilder out = new StringBuilder("'");
            for (byte b : bytes) {
                out.append(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff));
            }
            return out.append('\'').toString();
        }
    }
}
