package dev.crossfade.proxy.transcript;

import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.ScramProof;
import dev.crossfade.proxy.transcript.Script.Step;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Plays one script to one server and writes down what comes back. */
final class Player implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 4_000;
    private static final long SETTLE_NANOS = 4_000_000;
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    /** Does not parse, which the server says in whatever state a transaction is. */
    private static final String LAST_QUERY = "lastquery";

    private static final String LAST_ANSWER = "syntax error at or near \"lastquery\"";
    private static final AtomicInteger PLAYS = new AtomicInteger();

    /** How the client's bytes are handed to the network. */
    enum Delivery {
        /** All that is gathered in one write. */
        WHOLE,
        /** A write for each byte (for each 251 where there are thousands): the socket has no delay. */
        PIECES
    }

    /**
     * Where to play.
     *
     * @param passwords by user
     * @param admin of a superuser, direct
     */
    record Stage(
            String name, String host, int port, String database, Map<String, String> passwords, Connection admin) {}

    private final Stage stage;
    private final Delivery delivery;
    private final String application = "play" + PLAYS.incrementAndGet();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Answer.Decoder decoder = new Answer.Decoder();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Pattern> masks = new ArrayList<>();
    private final List<Pattern> drops = new ArrayList<>();
    private Socket socket;
    private DataInputStream in;
    private String user = "";
    private byte[] key = new byte[8];
    private boolean onlyStates;
    private boolean said;
    private boolean ended;
    private boolean halfClosed;

    private Player(Stage stage, Delivery delivery) {
        this.stage = stage;
        this.delivery = delivery;
    }

    static Transcript play(Script script, Stage stage, Delivery delivery) throws Exception {
        try (Player player = new Player(stage, delivery)) {
            for (Step step : script.steps()) {
                try {
                    player.perform(step);
                } catch (IllegalArgumentException | SQLException e) {
                    throw new IllegalStateException(step.where() + ": " + step.verb() + " " + step.rest(), e);
                }
            }
            player.finish();
            List<Answer> compared = player.answers.stream()
                    .filter(answer -> player.drops.stream()
                            .noneMatch(drop -> drop.matcher(answer.text()).find()))
                    .toList();
            return Transcript.of(compared, player.application, player.masks, player.onlyStates);
        }
    }

    private void perform(Step step) throws Exception {
        switch (step.verb()) {
            case "Setup" -> admin(step);
            case "Drop" -> drops.add(Pattern.compile(step.rest()));
            case "OnlyStates" -> onlyStates = true;
            case "Mask" -> masks.add(Pattern.compile(step.rest()));
            case "Startup" -> startup(step.words());
            case "Packet" -> {
                byte[] body = parts(step.words());
                pending.writeBytes(RawClient.body(body.length + 4, body));
                connected();
            }
            case "Bytes" -> {
                pending.writeBytes(parts(step.words()));
                connected();
            }
            case "Login" -> login(step.words());
            case "Sasl" -> {
                connected();
                sasl(step.rest().isEmpty() ? null : step.rest());
            }
            default -> {
                if (!said) {
                    login(List.of());
                }
                message(step);
            }
        }
    }

    private void connected() throws IOException {
        said = true;
        if (socket == null) {
            socket = new Socket(stage.host(), stage.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            in = new DataInputStream(socket.getInputStream());
        }
    }

    private void login(List<String> parameters) throws Exception {
        List<String> all = new ArrayList<>(List.of("application_name=@{app}", "client_encoding=UTF8"));
        all.addAll(parameters);
        startup(all);
        sasl(null);
        await('Z', 1);
    }

    private void startup(List<String> words) throws IOException {
        connected();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int minor = 0;
        user = "app";
        boolean userGiven = false;
        boolean databaseGiven = false;
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = word.substring(0, equals);
            String value = unquoted(word.substring(equals + 1));
            if (name.equals("version")) {
                minor = Integer.parseInt(value.substring(2));
                continue;
            }
            if (name.equals("user")) {
                user = value;
                userGiven = true;
            }
            databaseGiven |= name.equals("database");
            if (value.equals("OMITTED")) {
                continue;
            }
            body.writeBytes(text(name));
            body.write(0);
            body.writeBytes(text(value));
            body.write(0);
        }
        if (!userGiven) {
            body.writeBytes(text("user\\0app\\0"));
        }
        if (!databaseGiven) {
            body.writeBytes(text("database\\0" + stage.database() + "\\0"));
        }
        body.write(0);
        byte[] all = body.toByteArray();
        pending.writeBytes(RawClient.body(all.length + 8, (3 << 16) + minor, all));
    }

    private void sasl(String wrongPassword) throws Exception {
        String password = wrongPassword == null ? stage.passwords().getOrDefault(user, "none") : wrongPassword;
        await('R', 1);
        if (ended) {
            return;
        }
        byte[] first = ScramProof.first();
        add('p', RawClient.body("SCRAM-SHA-256\0", first.length, first));
        byte[] challenge = await('R', 1);
        if (!ended) {
            add('p', ScramProof.last(password, challenge));
        }
    }

    private void message(Step step) throws Exception {
        List<String> words = step.words();
        switch (step.verb()) {
            case "Query" -> add('Q', zero(step.rest()));
            case "Parse" -> parse(step);
            case "Bind" -> add('B', bind(words));
            case "Describe" -> add('D', text(words.get(0)), zero(name(words.get(1))));
            case "Execute" ->
                add(
                        'E',
                        zero(name(words.get(0))),
                        RawClient.body(words.size() > 1 ? Integer.parseInt(words.get(1)) : 0));
            case "Close" -> add('C', text(words.get(0)), zero(name(words.get(1))));
            case "Extended" -> {
                add('P', zero(""), zero(step.rest()), RawClient.body((short) 0));
                add('B', zero(""), zero(""), RawClient.body((short) 0, (short) 0, (short) 0));
                add('D', text("P"), zero(""));
                add('E', zero(""), RawClient.body(0));
            }
            case "Sync" -> add('S');
            case "Flush" -> add('H');
            case "Terminate" -> {
                add('X');
                halfClosed = true;
            }
            case "CopyData" -> add('d', text(step.rest()));
            case "CopyDone" -> add('c');
            case "CopyFail" -> add('f', zero(step.rest()));
            case "Message" -> add((char) text(words.get(0))[0], parts(words.subList(1, words.size())));
            case "Await" -> await(words.get(0).charAt(0), words.size() > 1 ? Integer.parseInt(words.get(1)) : 1);
            case "AwaitText" -> awaitText(Pattern.compile(step.rest()));
            case "Settle" -> settle();
            case "AwaitByte" -> {
                flush();
                answers.add(new Answer("the byte " + (char) in.readUnsignedByte(), ""));
            }
            case "AwaitEnd" -> awaitEnd();
            case "HalfClose" -> {
                flush();
                socket.shutdownOutput();
                halfClosed = true;
            }
            case "Admin" -> {
                flush();
                admin(step);
            }
            case "Until" -> {
                flush();
                until(step);
            }
            case "Cancel" -> {
                flush();
                cancel(step.rest());
            }
            default -> throw new IllegalArgumentException("no such step");
        }
    }

    private void parse(Step step) throws IOException {
        String name = step.words().get(0);
        List<Object> types = new ArrayList<>();
        if (name.endsWith(")")) {
            for (String oid :
                    name.substring(name.indexOf('(') + 1, name.length() - 1).split(",", -1)) {
                types.add(Integer.parseInt(oid));
            }
            name = name.substring(0, name.indexOf('('));
        }
        types.add(0, (short) types.size());
        add('P', zero(name(name)), zero(step.from(1)), RawClient.body(types.toArray()));
    }

    private byte[] bind(List<String> words) throws IOException {
        List<Object> formats = List.of();
        List<Object> results = List.of();
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        short count = 0;
        for (String word : words.subList(2, words.size())) {
            if (word.startsWith("formats=")) {
                formats = shorts(word);
            } else if (word.startsWith("results=")) {
                results = shorts(word);
            } else if (word.equals("NULL")) {
                values.writeBytes(RawClient.body(-1));
                count++;
            } else {
                byte[] value = word.startsWith("hex=") ? hex(word) : text(unquoted(word));
                values.writeBytes(RawClient.body(value.length, value));
                count++;
            }
        }
        return RawClient.body(
                zero(name(words.get(0))),
                zero(name(words.get(1))),
                (short) formats.size(),
                RawClient.body(formats.toArray()),
                count,
                values.toByteArray(),
                (short) results.size(),
                RawClient.body(results.toArray()));
    }

    private static List<Object> shorts(String word) {
        List<Object> shorts = new ArrayList<>();
        for (String number : word.substring(word.indexOf('=') + 1).split(",", -1)) {
            shorts.add(Short.parseShort(number));
        }
        return shorts;
    }

    private byte[] parts(List<String> words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String word : words) {
            if (word.startsWith("\"")) {
                out.writeBytes(text(unquoted(word)));
            } else if (word.startsWith("i32=")) {
                out.writeBytes(RawClient.body((int) Long.parseLong(word.substring(4))));
            } else if (word.startsWith("i16=")) {
                out.writeBytes(RawClient.body((short) Integer.parseInt(word.substring(4))));
            } else if (word.startsWith("hex=")) {
                out.writeBytes(hex(word));
            } else {
                throw new IllegalArgumentException("not a part of a message: " + word);
            }
        }
        return out.toByteArray();
    }

    private static byte[] hex(String word) {
        return HexFormat.of().parseHex(word.substring(word.indexOf('=') + 1));
    }

    private static String unquoted(String word) {
        return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
    }

    private static String name(String word) {
        return word.equals("-") ? "" : word;
    }

    private byte[] text(String escaped) {
        return Script.bytes(escaped.replace("@{app}", application).replace("@{db}", stage.database()));
    }

    private byte[] zero(String escaped) {
        byte[] text = text(escaped);
        return java.util.Arrays.copyOf(text, text.length + 1);
    }

    private void add(char type, byte[]... parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        DataOutputStream out = new DataOutputStream(pending);
        out.write(type);
        out.writeInt(body.size() + 4);
        out.write(body.toByteArray());
    }

    private void flush() throws IOException {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        try {
            int piece = delivery == Delivery.WHOLE ? Math.max(1, bytes.length) : bytes.length > 2000 ? 251 : 1;
            for (int at = 0; at < bytes.length; at += piece) {
                socket.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
            }
        } catch (IOException e) {
            halfClosed = true; // the server has closed: what it said before is still to be read
        }
    }

    /** The next message's body; null at the end of the connection, or when nothing comes. */
    private byte[] read(char[] typeSeen) throws IOException {
        try {
            char type = (char) in.readUnsignedByte();
            int length = in.readInt() - 4;
            if (length < 0 || length > MAX_MESSAGE_BYTES) { // an error in protocol 2 has no length
                byte[] rest = in.readAllBytes();
                answers.add(new Answer(
                        "not protocol 3: " + type + HexFormat.of().toHexDigits(length + 4) + " "
                                + new String(rest, StandardCharsets.UTF_8).strip(),
                        ""));
                ended = true;
                return null;
            }
            byte[] body = new byte[length];
            in.readFully(body);
            answers.add(decoder.decode(type, body));
            typeSeen[0] = type;
            if (type == 'K') {
                key = body;
            }
            return body;
        } catch (SocketTimeoutException e) {
            answers.add(Answer.SILENCE);
        } catch (EOFException | java.net.SocketException e) {
            answers.add(Answer.END);
        }
        ended = true;
        return null;
    }

    private byte[] await(char type, int count) throws IOException {
        flush();
        char[] seen = {0};
        byte[] body = null;
        for (int i = 0; i < count && !ended; i++) {
            do {
                body = read(seen);
            } while (body != null && seen[0] != type);
        }
        return body;
    }

    /** Reads what comes until nothing has come for a moment: only when, never what, must depend on it. */
    private void settle() throws IOException {
        flush();
        char[] seen = {0};
        long quietSince = System.nanoTime();
        while (!ended && System.nanoTime() - quietSince < SETTLE_NANOS) {
            if (in.available() > 0) {
                read(seen);
                quietSince = System.nanoTime();
            } else {
                LockSupport.parkNanos(SETTLE_NANOS / 8);
            }
        }
    }

    private void awaitText(Pattern pattern) throws IOException {
        flush();
        char[] seen = {0};
        do {
            read(seen);
        } while (!ended
                && !pattern.matcher(answers.get(answers.size() - 1).text()).find());
    }

    private void awaitEnd() throws IOException {
        flush();
        char[] seen = {0};
        while (!ended) {
            read(seen);
        }
    }

    private void finish() throws Exception {
        if (!said) {
            login(List.of());
        }
        if (ended) {
            return;
        }
        if (halfClosed) {
            awaitEnd();
            return;
        }
        add('S');
        add('Q', zero(LAST_QUERY));
        flush();
        char[] seen = {0};
        boolean last = false;
        while (!ended && !(last && seen[0] == 'Z')) {
            read(seen);
            last |= !ended && answers.get(answers.size() - 1).text().contains(LAST_ANSWER);
        }
    }

    private void admin(Step step) throws SQLException {
        try (Statement statement = stage.admin().createStatement()) {
            statement.execute(step.rest().replace("@{app}", application));
        }
    }

    private void until(Step step) {
        String sql = step.rest().replace("@{app}", application);
        Awaitility.await(step.where())
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> {
                    try (Statement statement = stage.admin().createStatement();
                            ResultSet row = statement.executeQuery(sql)) {
                        return row.next() && row.getBoolean(1);
                    }
                });
    }

    private void cancel(String how) throws IOException {
        ByteBuffer own = ByteBuffer.wrap(key);
        int processId = own.getInt();
        byte[] secret = new byte[own.remaining()];
        own.get(secret);
        switch (how) {
            case "", "right" -> {}
            case "wrong" -> secret[secret.length - 1] ^= 1;
            case "process" -> processId = 1;
            case "short" -> secret = java.util.Arrays.copyOf(secret, secret.length - 1);
            case "long" -> secret = java.util.Arrays.copyOf(secret, secret.length + 1);
            case "none" -> secret = new byte[0];
            default -> throw new IllegalArgumentException("no such way to cancel: " + how);
        }
        try (Socket other = new Socket(stage.host(), stage.port())) {
            other.setSoTimeout(READ_TIMEOUT_MILLIS);
            other.getOutputStream().write(RawClient.body(12 + secret.length, 80877102, processId, secret));
            byte[] answer = other.getInputStream().readAllBytes();
            answers.add(new Answer("the cancel request's connection ends after " + answer.length + " bytes", ""));
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
