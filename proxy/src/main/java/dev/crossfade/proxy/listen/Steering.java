package dev.crossfade.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.util.internal.PlatformDependent;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends all new connections to the newest of the sockets that listen at one address. By itself Linux spreads them over all
 * of them, and resets those that a socket has not accepted when it is closed: with nothing new coming to it, an old process
 * can accept what it has, and then close without anyone noticing.
 *
 * <p>A classic BPF program picks the socket by its number in the group, in the order in which they came
 * (SO_ATTACH_REUSEPORT_CBPF in socket(7)). The one here always says 1: the newcomer where there are two. Where there is one,
 * number 1 does not exist and Linux takes the one there is.
 */
final class Steering {
    private static final Logger LOG = LoggerFactory.getLogger(Steering.class);

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
    private static final short BPF_RET_CONSTANT = 0x06;
    private static final int NEWCOMER = 1;
    private static final int FILTER_BYTES = 8;
    private static final int PROGRAM_BYTES = 16;
    private static final int POINTER_OFFSET = 8;
    private static final RawUnixChannelOption ATTACH =
            new RawUnixChannelOption("SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, PROGRAM_BYTES);

    private Steering() {}

    /** After the socket has begun to listen. Where it is not possible, that is said in the log. */
    static void toNewest(Channel listener) {
        ByteBuffer filter = ByteBuffer.allocateDirect(FILTER_BYTES).order(ByteOrder.nativeOrder());
        filter.putShort(0, BPF_RET_CONSTANT).putInt(4, NEWCOMER);
        ByteBuffer program = ByteBuffer.allocateDirect(PROGRAM_BYTES).order(ByteOrder.nativeOrder());
        program.putShort(0, (short) 1).putLong(POINTER_OFFSET, PlatformDependent.directBufferAddress(filter));
        boolean attached = false;
        try {
            attached = listener.config().setOption(ATTACH, program);
        } catch (RuntimeException e) {
            LOG.debug("no steering", e);
        } finally {
            Reference.reachabilityFence(filter); // the program points into it
        }
        if (!attached) {
            LOG.warn("Connections cannot be steered to the newest process on this system: a client that connects while"
                    + " another process takes over may be reset");
        }
    }
}
