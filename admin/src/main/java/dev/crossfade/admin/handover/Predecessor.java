package dev.crossfade.admin.handover;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that a new one takes over from. One thread.
 *
 * <p>If it dies after it has given up control, the new one simply goes on: then nobody else is there.
 */
public final class Predecessor implements AutoCloseable {
    /** It stops its migrations after their present batch, and answers requests in hand. */
    private static final Duration GIVES_UP_WITHIN = Duration.ofSeconds(45);

    private static final Duration GO_WITHIN = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

    private final Conversation conversation;
    private final FlagFileLock lock;

    private Predecessor(Conversation conversation, FlagFileLock lock) {
        this.conversation = conversation;
        this.lock = lock;
    }

    /** The running process that uses the flag file and hands over; null when there is none. */
    public static @Nullable Predecessor find(Path flags, FlagFileLock lock) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(HandOverDesk.socket(flags)));
            return new Predecessor(new Conversation(channel), lock);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("nobody hands over", e);
            close(channel);
            return null;
        }
    }

    private static void close(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }

    /**
     * Asks it to give up flags, engine and admin API.
     *
     * @return what its clients are served by, without change until it is gone
     * @throws CrossfadeException when it does not; it goes on as if nothing had been asked
     */
    public ServingState takeOver() {
        try {
            conversation.say(Message.of(Message.Say.TAKE_OVER));
            Message answer = conversation.hear(GIVES_UP_WITHIN);
            ServingState state = answer.state();
            if (answer.say() == Message.Say.YOURS && state != null) {
                return state;
            }
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "the running process does not hand over: " + answer.why(),
                    "It goes on as before. Start this one again when that is over, or stop the other first.");
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "the running process does not hand over: " + e.getMessage(),
                    "Look into its log; start this one again.",
                    e);
        }
    }

    /**
     * Says that everything is ready for the first client, and waits for leave to listen.
     *
     * @throws CrossfadeException when the old process has decided to go on itself
     */
    public void ready() {
        try {
            conversation.say(Message.of(Message.Say.READY));
            conversation.expect(Message.Say.GO, GO_WITHIN);
        } catch (EOFException e) {
            requireGone(e);
        } catch (IOException e) {
            // A refusal may be on its way to us while we could not say a word more.
            requireGone(refusal(e));
        }
    }

    private IOException refusal(IOException first) {
        try {
            conversation.expect(Message.Say.REFUSED, Duration.ofMillis(1));
            return first;
        } catch (Conversation.Refused e) {
            return e;
        } catch (IOException e) {
            return first;
        }
    }

    private void requireGone(IOException why) {
        if (why instanceof Conversation.Refused || !lock.awaitNoElder(Duration.ofSeconds(5))) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "the running process does not hand over: " + why.getMessage(),
                    "It goes on itself. Look into its log; start this one again.",
                    why);
        }
        LOG.warn("the process before this one ended in the middle of handing over; this one goes on without it");
    }

    /** Says that clients come in here by now. */
    public void accepting() {
        try {
            conversation.say(Message.of(Message.Say.ACCEPTING));
        } catch (IOException e) {
            LOG.warn("the process before this one does not hear that it may go: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        conversation.close();
    }
}
