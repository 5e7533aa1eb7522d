package dev.crossfade.proxy.mysql.transcript;

import dev.crossfade.proxy.mysql.session.Tracked;
import dev.crossfade.proxy.mysql.transcript.RawMySql.Packet;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.transcript.Script;
import dev.crossfade.proxy.transcript.Script.Step;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Plays one script to one server. */
final class MySqlPlayer {
    private static final byte[] STATISTICS = RawMySql.packets(0, new byte[] {Command.STATISTICS});
    private static final String STATISTICS_ANSWER = "Uptime: ";

    /** Where to, and how. */
    record Stage(String host, int port, String database, Connection admin, boolean isMariaDb, Way way) {}

    /** In which form the bytes go. */
    enum Way {
        WHOLE,
        BYTE_BY_BYTE,
        COMPRESSED
    }

    private final Stage stage;
    private final List<String> answers = new ArrayList<>();
    private final Map<String, byte[]> statements = new HashMap<>();
    private final List<byte[]> pending = new ArrayList<>();
    private String mask = "";
    private String preparing = "";
    private RawMySql client;
    private Tracked tracked;

    private MySqlPlayer(Stage stage) {
        this.stage = stage;
    }

    /** Everything that came back, a line for each packet. */
    static List<String> play(Script script, Stage stage) throws Exception {
        MySqlPlayer player = new MySqlPlayer(stage);
        try {
            for (Step step : script.steps()) {
                if (step.verb().equals("Only") && step.rest().equals("mariadb") != stage.isMariaDb) {
                    return player.answers;
                }
                player.step(step);
            }
        } catch (EOFException | SocketException e) {
            player.answers.add("the end");
        } finally {
            if (player.client != null) {
                player.client.close();
            }
        }
        return player.answers;
    }

    private void step(Step step) throws IOException, SQLException {
        switch (step.verb()) {
            case "Only" -> {}
            case "Login" -> login(step.words());
            case "Mask" -> mask = step.rest();
            case "Admin" -> {
                try (Statement statement = stage.admin.createStatement()) {
                    statement.execute(new String(text(step.rest()), StandardCharsets.UTF_8));
                }
            }
            default -> {
                if (client == null) {
                    login(List.of());
                }
                answers.add("> " + step.verb() + " " + step.rest());
                command(step);
            }
        }
    }

    private void login(List<String> words) throws IOException {
        long capabilities = RawMySql.USUAL | (stage.way == Way.COMPRESSED ? Capabilities.COMPRESS : 0);
        for (String word : words) {
            try {
                long flag = Capabilities.class.getField(word.substring(1)).getLong(null);
                capabilities = word.startsWith("+") ? capabilities | flag : capabilities & ~flag;
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(word, e);
            }
        }
        client = new RawMySql(stage.host, stage.port);
        Packet answer = client.login(MySqlCorpus.USER, MySqlCorpus.PASSWORD, stage.database, capabilities);
        if (!answer.begins(0)) {
            throw new IOException("not logged in: " + shown(answer));
        }
        if (stage.way == Way.COMPRESSED && (client.agreed() & Capabilities.COMPRESS) == 0) {
            throw new IOException("it does not compress");
        }
        tracked = new Tracked(client.agreed());
    }

    private void command(Step step) throws IOException {
        List<String> words = step.words();
        switch (step.verb()) {
            case "Query" -> ask(Command.QUERY, query(step.rest()));
            case "Pipe" -> pipe(Command.QUERY, query(step.rest()));
            case "Infile" -> infile(step);
            case "Prepare" -> {
                preparing = words.get(0);
                List<Packet> came = ask(Command.STMT_PREPARE, text(step.from(1)));
                preparing = "";
                if (!came.isEmpty() && came.get(0).begins(0)) {
                    byte[] ok = came.get(0).payload();
                    statements.put(words.get(0), new byte[] {ok[1], ok[2], ok[3], ok[4]});
                }
            }
            case "Execute" -> ask(Command.STMT_EXECUTE, execute(words));
            case "Fetch" -> ask(Command.STMT_FETCH, join(id(words.get(0)), int4(Integer.parseInt(words.get(1)))));
            case "Reset" -> ask(Command.STMT_RESET, id(words.get(0)));
            case "Close" -> ask(Command.STMT_CLOSE, id(words.get(0)));
            case "LongData" -> {
                int parameter = Integer.parseInt(words.get(1));
                byte[] index = {(byte) parameter, (byte) (parameter >>> 8)};
                ask(Command.STMT_SEND_LONG_DATA, join(join(id(words.get(0)), index), text(step.from(2))));
            }
            case "InitDb" -> ask(Command.INIT_DB, text(step.rest()));
            case "FieldList" ->
                ask(
                        Command.FIELD_LIST,
                        join(
                                join(text(words.get(0)), new byte[1]),
                                words.size() > 1 ? text(words.get(1)) : new byte[0]));
            case "Command" -> {
                byte[] bytes = HexFormat.of().parseHex(step.rest().replace(" ", ""));
                ask(bytes.length == 0 ? -1 : bytes[0] & 0xff, tail(bytes));
            }
            case "Quit" -> {
                write(RawMySql.packets(0, new byte[] {Command.QUIT}));
                answers.add(shown(client.read()));
            }
            default -> throw new IllegalArgumentException(step.where() + ": " + step.verb());
        }
    }

    private static byte[] tail(byte[] bytes) {
        return bytes.length == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    private byte[] query(String sql) {
        boolean attributes = (client.agreed() & Capabilities.QUERY_ATTRIBUTES) != 0;
        return attributes ? join(new byte[] {0, 1}, text(sql)) : text(sql);
    }

    private void pipe(int command, byte[] body) {
        byte[] payload = command < 0 ? new byte[0] : join(new byte[] {(byte) command}, body);
        tracked.sent(command);
        pending.add(RawMySql.packets(0, payload));
    }

    private List<Packet> ask(int command, byte[] body) throws IOException {
        pipe(command, body);
        return answer();
    }

    /** Reads up to the answer of the command that marks the end. */
    private List<Packet> answer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pending.forEach(out::writeBytes);
        pending.clear();
        out.writeBytes(STATISTICS);
        write(out.toByteArray());
        List<Packet> came = new ArrayList<>();
        while (true) {
            Packet packet = client.read();
            if (new String(packet.payload(), StandardCharsets.ISO_8859_1).startsWith(STATISTICS_ANSWER)) {
                answers.add("statistics " + packet.sequence());
                if (!tracked.isOver()) {
                    throw new IllegalStateException("the answer is over, and not known to be: " + answers);
                }
                return came;
            }
            answers.add(shown(packet));
            if (tracked.isOver() && packet.begins(0xff)) {
                continue; // why the server closes, in place of the answer that marks the end
            }
            if (tracked.isOver()) {
                throw new IllegalStateException("the answer goes on, and was taken to be over: " + answers);
            }
            tracked.packet(packet.payload());
            came.add(packet);
        }
    }

    private void infile(Step step) throws IOException {
        String[] parts = step.rest().split("\\|", 2);
        tracked.sent(Command.QUERY);
        write(RawMySql.packets(0, join(new byte[] {Command.QUERY}, query(parts[1]))));
        Packet request;
        do {
            request = client.read();
            answers.add(shown(request));
            tracked.packet(request.payload());
        } while (!request.begins(0xfb) && !tracked.isOver());
        if (request.begins(0xfb)) {
            byte[] data = text(parts[0]);
            int sequence = request.sequence() + 1;
            if (data.length > 0) {
                write(RawMySql.packets(sequence++, data));
            }
            write(RawMySql.packets(sequence, new byte[0]));
            tracked.fileSent();
        }
        answer();
    }

    private void write(byte[] bytes) throws IOException {
        if (stage.way == Way.BYTE_BY_BYTE && bytes.length < 5_000) {
            for (byte one : bytes) {
                client.write(new byte[] {one});
            }
        } else {
            client.write(bytes);
        }
    }

    private byte[] id(String name) {
        return name.equals("none")
                ? int4(4711)
                : name.equals("last") ? int4(-1) : statements.getOrDefault(name, int4(4712));
    }

    /** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html */
    private byte[] execute(List<String> words) {
        int flags = 0;
        int first = 1;
        if (words.size() > 1 && words.get(1).equals("cursor")) {
            flags = 1;
            first = 2;
        }
        List<String> values = words.subList(first, words.size());
        boolean attributes = (client.agreed() & Capabilities.QUERY_ATTRIBUTES) != 0;
        byte[] out = join(join(id(words.get(0)), new byte[] {(byte) flags}), int4(1));
        if (values.isEmpty()) {
            return out;
        }
        byte[] nulls = new byte[(values.size() + 7) / 8];
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            switch (value.substring(0, 1)) {
                case "n" -> {
                    nulls[i / 8] |= (byte) (1 << i % 8);
                    types.writeBytes(new byte[] {6, 0});
                }
                case "i" -> {
                    types.writeBytes(new byte[] {8, 0});
                    data.writeBytes(long8(Long.parseLong(value.substring(2))));
                }
                case "d" -> {
                    types.writeBytes(new byte[] {5, 0});
                    data.writeBytes(long8(Double.doubleToLongBits(Double.parseDouble(value.substring(2)))));
                }
                case "s", "b" -> {
                    types.writeBytes(new byte[] {(byte) (value.startsWith("s") ? 0xfd : 0xfc), 0});
                    byte[] bytes = text(value.substring(2));
                    data.write(bytes.length);
                    data.writeBytes(bytes);
                }
                case "l" -> types.writeBytes(new byte[] {(byte) 0xfc, 0});
                default -> throw new IllegalArgumentException(value);
            }
        }
        byte[] count = attributes && flags >= 8 ? new byte[] {(byte) values.size()} : new byte[0];
        return join(join(join(out, count), join(nulls, new byte[] {1})), join(types.toByteArray(), data.toByteArray()));
    }

    private byte[] text(String escaped) {
        return Script.bytes(escaped.replace("@{db}", stage.database));
    }

    private static byte[] int4(int value) {
        return new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
    }

    private static byte[] long8(long value) {
        return join(int4((int) value), int4((int) (value >>> 32)));
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private String shown(Packet packet) {
        StringBuilder out = new StringBuilder(packet.sequence() + ": ");
        String bytes = new String(packet.payload(), StandardCharsets.ISO_8859_1);
        if (!preparing.isEmpty() && packet.sequence() == 1 && packet.begins(0)) {
            bytes = "prepared " + preparing
                    + bytes.substring(5); // MariaDB numbers the statements of all clients in one
        }
        for (Map.Entry<String, byte[]> statement : statements.entrySet()) {
            int number = java.nio.ByteBuffer.wrap(statement.getValue())
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            bytes = packet.begins(0xff) ? bytes.replace("(" + number + ")", "(" + statement.getKey() + ")") : bytes;
        }
        String masked = mask.isEmpty() ? bytes : bytes.replaceAll(mask, "*");
        if (masked.length() > 4_000) {
            return out.append(masked.length() + " bytes, hash ")
                    .append(masked.hashCode())
                    .toString();
        }
        for (int i = 0; i < masked.length(); i++) {
            char c = masked.charAt(i);
            if (c >= ' ' && c <= '~' && c != '\\') {
                out.append(c);
            } else {
                out.append("\\x%02x".formatted((int) c));
            }
        }
        return out.toString();
    }
}
