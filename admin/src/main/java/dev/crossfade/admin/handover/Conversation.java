package dev.crossfade.admin.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages over a unix socket. One thread; closing is for any. */
final class Conversation implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private ByteBuffer received = ByteBuffer.allocate(4096);

    Conversation(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Short messages to a peer that reads: they fit into the socket's buffer, or the peer is not what it should be. */
    void say(Message message) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        channel.write(line);
        if (line.hasRemaining()) {
            throw new IOException("the other process does not read what it is told");
        }
    }

    /**
     * The next message.
     *
     * @throws EOFException when the peer is gone
     * @throws SocketTimeoutException at the deadline
     */
    Message hear(Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            String line = line();
            if (line != null) {
                return parse(line);
            }
            long leftMillis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                throw new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
            }
            selector.select(leftMillis);
            selector.selectedKeys().clear();
            if (!received.hasRemaining()) {
                enlarge();
            }
            if (channel.read(received) < 0) {
                throw new EOFException("the other process is gone");
            }
        }
    }

    /** {@link #hear} of a message that must be this one. */
    void expect(Message.Say say, Duration deadline) throws IOException {
        Message message = hear(deadline);
        if (message.say() == Message.Say.REFUSED) {
            throw new Refused(String.valueOf(message.why()));
        }
        if (message.say() != say) {
            throw new IOException("the other process says " + message.say() + " where " + say + " is due");
        }
    }

    /** The other process says no. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private static Message parse(String line) throws IOException {
        try {
            Message message = JSON.readValue(line, Message.class);
            if (message.version() != Message.VERSION) {
                throw new IOException(
                        "the other process is of a version that hands over in another way; stop it, then start anew");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw new IOException("the other process says what is no message", e);
        }
    }

    private @Nullable String line() {
        for (int i = 0; i < received.position(); i++) {
            if (received.get(i) == '\n') {
                String line = new String(received.array(), 0, i, StandardCharsets.UTF_8);
                received.flip().position(i + 1);
                received.compact();
                return line;
            }
        }
        return null;
    }

    private void enlarge() throws IOException {
        if (received.capacity() >= MAX_MESSAGE_BYTES) {
            throw new IOException("a message of more than " + MAX_MESSAGE_BYTES + " bytes");
        }
        received = ByteBuffer.allocate(received.capacity() * 2).put(received.flip());
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
