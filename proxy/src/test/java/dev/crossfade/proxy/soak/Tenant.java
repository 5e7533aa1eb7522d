package dev.crossfade.proxy.soak;

import dev.crossfade.proxy.soak.Conversation.LostException;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client that does everything in any order and knows every answer: each of its statements, values and settings has a tag
 * that nobody else has. Throws AssertionError at the first answer that is not its own. One thread.
 */
final class Tenant {
    private static final int CANCEL_REQUEST = 80877102;
    private static final int NAMES = 4;

    private final int number;
    private final int port;
    private final Random random;
    private final Map<String, String> defaults;
    private final Supplier<String> scene;
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> prepared = new HashMap<>();
    private final Set<Long> written = new HashSet<>();
    private final Set<Long> maybeWritten = new HashSet<>();
    private Conversation talk;
    private long tags;
    private long actions;
    private final List<String> losses = new ArrayList<>();
    private int cancelled;
    private int departures;

    /**
     * @param defaults of the settings, as a session has them that has set none
     * @param scene what the proxy says of its sessions, for a failure's message
     */
    Tenant(int number, int port, long seed, Map<String, String> defaults, Supplier<String> scene) {
        this.number = number;
        this.port = port;
        this.random = new Random(seed);
        this.defaults = defaults;
        this.scene = scene;
    }

    static final List<String> SETTINGS =
            List.of("application_name", "work_mem", "statement_timeout", "TimeZone", "soak.tag");

    static String showAll() {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (String setting : SETTINGS) {
            sql.append("coalesce(current_setting('").append(setting).append("', true), ''), ");
        }
        return sql.substring(0, sql.length() - 2);
    }

    /** Goes on until the latch opens, then leaves politely. */
    Tenant run(CountDownLatch stop) throws Exception {
        try {
            while (stop.getCount() > 0) {
                try {
                    if (talk == null) {
                        comeIn();
                    }
                    act();
                    actions++;
                } catch (LostException | IOException e) {
                    losses.add(e.toString());
                    forget();
                }
            }
            if (talk != null) {
                talk.client.send('X');
            }
        } catch (Throwable e) {
            throw new AssertionError(
                    "client " + number + " after " + actions + " actions: " + e.getMessage() + "\n" + scene.get(), e);
        } finally {
            forget();
        }
        return this;
    }

    long actions() {
        return actions;
    }

    /** How this client was cut off, each time. */
    List<String> losses() {
        return losses;
    }

    int cancelled() {
        return cancelled;
    }

    int departures() {
        return departures;
    }

    int number() {
        return number;
    }

    /** The numbers this client was told are in the ledger, and those it was told nothing about. */
    Set<Long> written() {
        return written;
    }

    Set<Long> maybeWritten() {
        return maybeWritten;
    }

    private void comeIn() throws Exception {
        RawClient client;
        try {
            client = RawClient.login("127.0.0.1", port, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
        } catch (SocketTimeoutException e) {
            throw new AssertionError("stuck: no login for 20 s", e);
        }
        talk = new Conversation(client);
        settings.clear();
        prepared.clear();
        settings.putAll(defaults);
    }

    private void forget() throws IOException {
        if (talk != null) {
            talk.close();
            talk = null;
        }
    }

    private String tag() {
        return "c" + number + "-" + ++tags;
    }

    private void same(Object answer, Object expected) {
        if (!answer.equals(expected)) {
            throw new AssertionError("was told " + answer + " instead of " + expected);
        }
    }

    private List<String> ask(String sql) throws LostException, IOException {
        talk.client.query(sql);
        return Conversation.values(noError(talk.exchange(1)));
    }

    private static List<Message> noError(List<Message> messages) {
        for (Message message : messages) {
            if (message.type() == 'E') {
                throw new AssertionError("unexpected " + message);
            }
        }
        return messages;
    }

    private void act() throws Exception {
        switch (random.nextInt(22)) {
            case 0, 1 -> simple();
            case 2, 3 -> extended();
            case 4, 5 -> pipeline();
            case 6, 7, 8 -> preparedStatement();
            case 9, 10 -> set();
            case 11, 12 -> checkSettings();
            case 13, 14 -> transaction();
            case 15 -> copyIn();
            case 16 -> copyOut();
            case 17 -> slowReader();
            case 18 -> cancel();
            case 19 -> listen();
            case 20 -> temporaryTable();
            default -> leave();
        }
    }

    private void simple() throws Exception {
        String one = tag();
        String two = tag();
        same(ask("SELECT '" + one + "'; SELECT '" + two + "'"), List.of(one, two));
    }

    private void extended() throws Exception {
        String text = tag();
        String value = tag();
        talk.client.extended("SELECT '" + text + "', $1::text", value).sync();
        same(Conversation.values(noError(talk.exchange(1))), List.of(text, value));
    }

    /** Several statements at once, sometimes with one in the middle that fails: up to its Sync nothing else is answered. */
    private void pipeline() throws Exception {
        List<String> expected = new ArrayList<>();
        int syncs = 1 + random.nextInt(4);
        String failing = null;
        int failingSync = random.nextInt(8);
        for (int i = 0; i < syncs; i++) {
            for (int j = random.nextInt(4); j >= 0; j--) {
                String value = tag();
                talk.client.extended("SELECT '" + value + "-' || $1::text", value);
                expected.add(value + "-" + value);
            }
            if (i == failingSync) {
                failing = tag();
                talk.client.extended("SELECT $1::text::int", failing).extended("SELECT 'never'");
            }
            talk.client.sync();
        }
        List<Message> messages = talk.exchange(syncs);
        same(Conversation.values(messages), expected);
        List<Message> errors = messages.stream().filter(m -> m.type() == 'E').toList();
        same(errors.size(), failing == null ? 0 : 1);
        if (failing != null && !errors.get(0).field('M').contains("\"" + failing + "\"")) {
            throw new AssertionError("another's error: " + errors);
        }
    }

    /** All clients have the same few names, each time for another text. */
    private void preparedStatement() throws Exception {
        String name = "s" + random.nextInt(NAMES);
        String text = prepared.get(name);
        String value = tag();
        if (text == null) {
            text = tag();
            talk.client.parse(name, "SELECT '" + text + "', $1::text, " + random.nextInt(3) + " - " + number);
            talk.client.sync();
            same(noError(talk.exchange(1)).get(0).type(), '1');
            prepared.put(name, text);
        }
        talk.client.bind("", name, value).execute("", 0).sync();
        same(Conversation.values(noError(talk.exchange(1))).subList(0, 2), List.of(text, value));
        if (random.nextInt(3) == 0) {
            prepared.remove(name);
            if (random.nextBoolean()) {
                talk.client.close('S', name).sync();
            } else {
                talk.client.query("DEALLOCATE " + name);
            }
            noError(talk.exchange(1));
        }
    }

    private Map.Entry<String, String> newSetting() {
        String name = SETTINGS.get(random.nextInt(SETTINGS.size()));
        // as SHOW prints them, whatever the unit
        return Map.entry(
                name,
                switch (name) {
                    case "work_mem" -> 1025 + 2 * random.nextInt(2000) + "kB";
                    case "statement_timeout" -> 600_001 + 2 * random.nextInt(100_000) + "ms";
                    case "TimeZone" ->
                        List.of("UTC", "Asia/Tokyo", "America/Lima").get(random.nextInt(3));
                    default -> tag();
                });
    }

    private void set() throws Exception {
        Map.Entry<String, String> setting = newSetting();
        String name = setting.getKey();
        switch (random.nextInt(5)) {
            case 0 -> {
                ask("RESET " + name);
                settings.put(name, defaults.get(name));
            }
            case 1 -> {
                same(
                        ask("SELECT set_config('" + name + "', '" + setting.getValue() + "', false)"),
                        List.of(setting.getValue()));
                settings.put(name, setting.getValue());
            }
            default -> {
                ask("SET " + name + " = '" + setting.getValue() + "'");
                settings.put(name, setting.getValue());
            }
        }
    }

    private void checkSettings() throws Exception {
        same(ask(showAll()), SETTINGS.stream().map(settings::get).toList());
    }

    private void transaction() throws Exception {
        Set<Long> rows = new HashSet<>();
        Map<String, String> inside = new TreeMap<>(settings);
        ask("BEGIN");
        for (int i = random.nextInt(5); i >= 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    Map.Entry<String, String> setting = newSetting();
                    ask("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
                    inside.put(setting.getKey(), setting.getValue());
                }
                case 1 ->
                    same(ask(showAll()), SETTINGS.stream().map(inside::get).toList());
                case 2 -> preparedStatement();
                default -> {
                    long row = ++tags;
                    talk.client.extended("INSERT INTO ledger VALUES (" + number + ", $1)", String.valueOf(row));
                    talk.client.sync();
                    noError(talk.exchange(1));
                    rows.add(row);
                }
            }
        }
        if (!rows.isEmpty()) {
            long least = rows.stream().min(Long::compare).orElseThrow();
            same(
                    ask("SELECT count(*) FROM ledger WHERE client = " + number + " AND n >= " + least),
                    List.of(String.valueOf(rows.size())));
        }
        switch (random.nextInt(4)) {
            case 0 -> leave(); // in the middle
            case 1 -> ask("ROLLBACK");
            default -> {
                maybeWritten.addAll(rows);
                ask("COMMIT");
                maybeWritten.removeAll(rows);
                written.addAll(rows);
                settings.putAll(inside);
            }
        }
    }

    private void copyIn() throws Exception {
        Set<Long> rows = new HashSet<>();
        talk.client.query("COPY ledger FROM STDIN");
        talk.flush();
        same(talk.read().type(), 'G');
        for (int i = random.nextInt(200); i >= 0; i--) {
            rows.add(++tags);
            talk.client.add('d', number + "\t" + tags + "\n");
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                talk.flush();
                leave();
            }
            case 1 -> {
                String reason = tag();
                talk.client.add('f', reason + "\0");
                Message error = talk.exchange(1).get(0);
                if (!error.field('M').contains(reason)) {
                    throw new AssertionError("another's error: " + error);
                }
            }
            default -> {
                maybeWritten.addAll(rows);
                talk.client.add('c');
                same(noError(talk.exchange(1)).get(0).text(), "COPY " + rows.size() + "\0");
                maybeWritten.removeAll(rows);
                written.addAll(rows);
            }
        }
    }

    private void copyOut() throws Exception {
        String tag = tag();
        int rows = 1 + random.nextInt(2000);
        int leaveAt = random.nextInt(6000);
        talk.client.query("COPY (SELECT '" + tag + "-' || i FROM generate_series(1, " + rows + ") i) TO STDOUT");
        talk.flush();
        same(talk.read().type(), 'H');
        for (int i = 1; i <= rows; i++) {
            same(talk.read().text(), tag + "-" + i + "\n");
            if (i == leaveAt) {
                leave();
                return;
            }
        }
        same(noError(talk.until('Z')).stream().map(Message::type).toList(), List.of('c', 'C', 'Z'));
    }

    /** Up to 4 MiB, taken in one part after the other, or left in the middle. */
    private void slowReader() throws Exception {
        String tag = tag();
        int rows = 1 + random.nextInt(40);
        int leaveAt = random.nextInt(120);
        talk.client.query("SELECT repeat('" + tag + " ', 10000) FROM generate_series(1, " + rows + ")");
        talk.flush();
        same(talk.read().type(), 'T');
        String expected = (tag + " ").repeat(10_000);
        for (int i = 1; i <= rows; i++) {
            if (!Conversation.values(List.of(talk.read())).equals(List.of(expected))) {
                throw new AssertionError("a row that is not of " + tag);
            }
            if (i == leaveAt) {
                leave();
                return;
            }
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(random.nextInt(8))); // its slowness, no wait for anything
        }
        noError(talk.until('Z'));
    }

    /** The statement may be over when the cancel comes; then it must hit nobody. */
    private void cancel() throws Exception {
        String tag = tag();
        talk.cancellable(true);
        talk.client.query(
                "SELECT '" + tag + "', pg_sleep(" + (random.nextBoolean() ? 1 : random.nextDouble() / 50) + ")");
        talk.flush();
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000))); // hits it anywhere
        byte[] key = talk.client.key();
        try (RawClient canceller = new RawClient("127.0.0.1", port)) {
            canceller
                    .socket
                    .getOutputStream()
                    .write(ByteBuffer.allocate(8 + key.length)
                            .putInt(8 + key.length)
                            .putInt(CANCEL_REQUEST)
                            .put(key)
                            .array());
            same(canceller.in.read(), -1); // the server has dealt with it
        } catch (SocketTimeoutException e) {
            throw new AssertionError("stuck: a cancel takes more than 20 s", e);
        }
        ownOrCancelled(talk.until('Z'), tag);
        String next = tag();
        talk.client.query("SELECT '" + next + "', ''");
        ownOrCancelled(talk.exchange(1), next);
        talk.cancellable(false);
    }

    private void ownOrCancelled(List<Message> messages, String tag) {
        if (messages.stream().anyMatch(m -> m.type() == 'E' && m.field('C').equals("57014"))) {
            cancelled++;
        } else {
            same(Conversation.values(noError(messages)), List.of(tag, ""));
        }
    }

    private void listen() throws Exception {
        String tag = tag();
        talk.notifications.clear();
        ask("LISTEN soak_" + number);
        ask("NOTIFY soak_" + number + ", '" + tag + "'");
        ask("SELECT 1");
        same(
                talk.notifications.stream()
                        .map(m -> new String(m.body(), 4, m.body().length - 4, StandardCharsets.UTF_8))
                        .toList(),
                List.of("soak_" + number + "\0" + tag + "\0"));
        discard();
    }

    private void temporaryTable() throws Exception {
        String tag = tag();
        ask("CREATE TEMP TABLE mine AS SELECT '" + tag + "' AS tag");
        same(ask("SELECT tag FROM mine"), List.of(tag));
        discard();
    }

    private void discard() throws Exception {
        ask("DISCARD ALL");
        prepared.clear();
        settings.putAll(defaults);
    }

    /** Says good-bye, hangs up or breaks off; sometimes with much still to come. */
    private void leave() throws Exception {
        departures++;
        switch (random.nextInt(4)) {
            case 0 -> talk.client.send('X');
            case 1 -> {
                talk.client.query("SELECT '" + tag() + "' || repeat('x', 1000) FROM generate_series(1, 10000)");
                talk.flush();
            }
            case 2 -> {
                for (int i = 0; i < 20; i++) {
                    talk.client.extended("SELECT '" + tag() + "'");
                }
                talk.flush();
            }
            default -> {}
        }
        talk.hangUp(random.nextBoolean());
        talk = null;
    }
}
