package dev.crossfade.proxy.soak;

import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A tenant's connection: tells the end of a connection from an answer, and an answer from one that must not be. */
final class Conversation implements AutoCloseable {
    /** The connection has ended without the tenant's doing. */
    static final class LostException extends Exception {
        LostException(String what) {
            super(what);
        }
    }

    final RawClient client;
    final List<Message> notifications = new ArrayList<>();
    private boolean cancellable;

    Conversation(RawClient client) {
        this.client = client;
    }

    /** From here on an answer may be that the statement was cancelled, or no more. */
    void cancellable(boolean may) {
        cancellable = may;
    }

    /** Sends what was added. */
    void flush() throws LostException {
        try {
            client.flush();
        } catch (IOException e) {
            throw new LostException("sending: " + e);
        }
    }

    /** The next message that is an answer. */
    Message read() throws LostException {
        while (true) {
            Message message;
            try {
                message = client.read();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("stuck: no answer for 20 s", e);
            } catch (IOException e) {
                throw new LostException("reading: " + e);
            }
            switch (message.type()) {
                case 'A' -> notifications.add(message);
                case 'N', 'S' -> {}
                case 'E' -> {
                    if (message.field('V').equals("FATAL")) {
                        throw new LostException(message.toString());
                    }
                    if (message.field('M').startsWith("canceling statement") && !cancellable) {
                        throw new AssertionError("cancelled, and nobody asked: " + message);
                    }
                    return message;
                }
                default -> {
                    return message;
                }
            }
        }
    }

    /** Answers up to the first of this type. */
    List<Message> until(char type) throws LostException {
        List<Message> messages = new ArrayList<>();
        do {
            messages.add(read());
        } while (messages.get(messages.size() - 1).type() != type);
        return messages;
    }

    /** Sends what was added; everything up to the {@code count}th ReadyForQuery. */
    List<Message> exchange(int count) throws LostException {
        flush();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.addAll(until('Z'));
        }
        return messages;
    }

    /** The columns of all rows, as text. */
    static List<String> values(List<Message> messages) {
        List<String> values = new ArrayList<>();
        for (Message message : messages) {
            if (message.type() == 'D') {
                ByteBuffer body = ByteBuffer.wrap(message.body());
                for (int columns = body.getShort(); columns > 0; columns--) {
                    byte[] value = new byte[body.getInt()];
                    body.get(value);
                    values.add(new String(value, StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    /** Goes without a word, with a reset if {@code rudely}. */
    void hangUp(boolean rudely) throws IOException {
        if (rudely) {
            client.socket.setSoLinger(true, 0);
        }
        client.close();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
