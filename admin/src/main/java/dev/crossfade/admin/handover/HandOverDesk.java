package dev.crossfade.admin.handover;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a running process hears that a new one wants to take over: a unix socket {@code NAME.handover} beside the flag file.
 * Only processes of the same user are heard (SO_PEERCRED in unix(7)). One thread of its own.
 */
public final class HandOverDesk implements AutoCloseable {
    /** How long the new process may take from having control to being ready. */
    static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private static final Duration FIRST_WORD_WITHIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(HandOverDesk.class);

    private final ServerSocketChannel server;
    private final Path socket;
    private final Giving giving;
    private final Thread thread;
    private volatile boolean handedOver;
    private volatile boolean closed;

    /** What is done with the process that hands over. Called by the desk's thread. */
    public interface Giving {
        /**
         * Gives up everything that only one process can have, and goes on serving clients.
         *
         * @return what they are served by, from now on without change
         * @throws CrossfadeException when it cannot be now, and why; nothing has been given up then
         */
        ServingState giveUp();

        /** The new process is no more: takes everything back. */
        void takeBack();

        /** The new process lets clients in: there is nothing more to do but to let one's own go. */
        void handedOver();
    }

    private HandOverDesk(ServerSocketChannel server, Path socket, Giving giving) {
        this.server = server;
        this.socket = socket;
        this.giving = giving;
        this.thread = new Thread(this::run, "crossfade-hand-over");
        thread.setDaemon(true);
    }

    static Path socket(Path flags) {
        return flags.toAbsolutePath().resolveSibling(flags.getFileName() + ".handover");
    }

    /**
     * Opens it, in the place of one that a process before this one left behind.
     *
     * @throws CrossfadeException when the socket cannot be made
     */
    public static HandOverDesk open(Path flags, Giving giving) {
        Path socket = socket(flags);
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(socket));
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            HandOverDesk desk = new HandOverDesk(server, socket, giving);
            desk.thread.start();
            return desk;
        } catch (IOException | UnsupportedOperationException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "unix socket " + socket + ", for handing over, cannot be made: " + e.getMessage(),
                    "Make its folder writable, choose a shorter `flags.path` (a unix socket's may have about 100 bytes), or leave out"
                            + " `handOver`.",
                    e);
        }
    }

    private void run() {
        while (!closed && !handedOver) {
            try (Conversation newcomer = new Conversation(accept())) {
                serve(newcomer);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    LOG.warn("handing over: {}", String.valueOf(e.getMessage()), e instanceof IOException ? null : e);
                }
            }
        }
    }

    private SocketChannel accept() throws IOException {
        SocketChannel channel = server.accept();
        try {
            if (!channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(Files.getOwner(socket))) {
                throw new IOException("a process of another user asked for it and was not heard");
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void serve(Conversation newcomer) throws IOException {
        newcomer.expect(Message.Say.TAKE_OVER, FIRST_WORD_WITHIN);
        ServingState state;
        try {
            state = giving.giveUp();
        } catch (CrossfadeException e) {
            LOG.warn("not handed over: {}", e.getMessage());
            newcomer.say(Message.refused(String.valueOf(e.getMessage())));
            return;
        }
        LOG.info("handing over to a new process");
        try {
            newcomer.say(Message.yours(state));
            newcomer.expect(Message.Say.READY, READY_WITHIN);
            newcomer.say(Message.of(Message.Say.GO));
            // It listens within moments, or is gone. There is no way back from here as long as it lives.
            newcomer.expect(Message.Say.ACCEPTING, Duration.ofDays(1));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the new process does not take over ({}); this one goes on", e.getMessage());
            tell(newcomer, "the old process goes on: " + e.getMessage());
            newcomer.close(); // it gives back what it has when it sees that
            giving.takeBack();
            return;
        }
        handedOver = true;
        server.close();
        giving.handedOver();
    }

    private static void tell(Conversation newcomer, String why) {
        try {
            newcomer.say(Message.refused(why));
        } catch (IOException e) {
            LOG.debug("it is gone already", e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        if (!handedOver) {
            Files.deleteIfExists(socket);
        }
    }
}
