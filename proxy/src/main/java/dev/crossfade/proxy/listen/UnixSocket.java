package dev.crossfade.proxy.listen;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings.UnixSockets;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unix socket that listens beside a TCP port, where libpq and others look for it. It is bound under another name and
 * renamed: so it appears with its permissions, replaces what a process that was killed has left behind, and takes over from
 * a process that still listens without a moment in which nobody does. Blocks.
 */
final class UnixSocket {
    private static final Logger LOG = LoggerFactory.getLogger(UnixSocket.class);

    /** {@code sun_path} of Linux without its zero byte; other systems have 103. */
    private static final int MAX_PATH_BYTES = 103;

    private final Path path;
    private final @Nullable Object file;
    private final Channel channel;

    private UnixSocket(Path path, @Nullable Object file, Channel channel) {
        this.path = path;
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param bootstrap with everything but the channel's type
     * @param replace whether a socket that somebody listens at is taken over
     * @throws CrossfadeException when it cannot be bound
     */
    static UnixSocket bind(
            ServerBootstrap bootstrap, Transport transport, UnixSockets where, int port, boolean replace) {
        Path path = where.directory().resolve(".s.PGSQL." + port).toAbsolutePath();
        int random = ThreadLocalRandom.current().nextInt(0x1000, 0x10000);
        Path temporary = path.resolveSibling(path.getFileName() + "." + Integer.toHexString(random));
        if (temporary.toString().length() > MAX_PATH_BYTES) {
            throw failure(path, "its path is longer than " + MAX_PATH_BYTES + " bytes");
        }
        refuseTaken(path, replace);
        ChannelFuture bound = bootstrap
                .channel(SocketOptions.unixServer(transport))
                .bind(SocketOptions.unixAddress(transport, temporary))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw failure(path, String.valueOf(bound.cause()));
        }
        try {
            Files.setPosixFilePermissions(temporary, permissions(where.mode()));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new UnixSocket(path, key(path), bound.channel());
        } catch (IOException e) {
            bound.channel().close().awaitUninterruptibly();
            throw failure(path, e.toString());
        }
    }

    Channel channel() {
        return channel;
    }

    /** Nobody finds it any more. Those who have connected are still accepted. */
    void unlink() {
        try {
            if (Objects.equals(file, key(path))) { // else another process has taken over
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debug("{} is gone", path, e);
        }
    }

    private static void refuseTaken(Path path, boolean replace) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw failure(path, "there is a file that is no socket");
            }
        } catch (IOException e) {
            return; // gone just now
        }
        if (!replace && isListenedAt(path)) {
            throw failure(path, "another process listens there");
        }
    }

    private static boolean isListenedAt(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false; // left behind
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values(); // owner's read first, others' execute last
        for (int i = 0; i < fromHighest.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(fromHighest[i]);
            }
        }
        return permissions;
    }

    private static CrossfadeException failure(Path path, String why) {
        return new CrossfadeException(
                Problem.INVALID_REQUEST,
                String.format(Locale.ROOT, "cannot listen on unix socket %s: %s", path, why),
                "The directory must exist and be writable for Crossfade; stop what else listens there.");
    }
}
