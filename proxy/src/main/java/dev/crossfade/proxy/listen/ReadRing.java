package dev.crossfade.proxy.listen;

import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandlerConfig;

/**
 * Where io_uring puts what comes in: a ring of buffers for each event loop, given to the kernel in advance
 * (io_uring_register_buf_ring(3)). A socket is then read without being polled before, and one that is idle holds no buffer.
 */
final class ReadRing {
    /** The ring's number; a loop has only this one. */
    static final short GROUP = 1;

    /** Where the kernel fills a buffer bit by bit (Linux 6.12 and newer), small messages share a big one. */
    private static final int SHARED_BUFFER_BYTES = 64 << 10;

    private static final short SHARED_BUFFERS = 16;
    private static final int BUFFER_BYTES = 16 << 10;
    private static final short BUFFERS = 64;

    private ReadRing() {}

    /** Whether the kernel has such rings: Linux 5.19 and newer. */
    static boolean isThere() {
        return IoUring.isRegisterBufferRingSupported();
    }

    static IoUringIoHandlerConfig configured() {
        IoUringIoHandlerConfig config = new IoUringIoHandlerConfig();
        if (isThere()) {
            boolean shared = IoUring.isRegisterBufferRingIncSupported();
            short buffers = shared ? SHARED_BUFFERS : BUFFERS;
            config.setBufferRingConfig(IoUringBufferRingConfig.builder()
                    .bufferGroupId(GROUP)
                    .bufferRingSize(buffers)
                    .batchSize(buffers)
                    .incremental(shared)
                    .allocator(new IoUringFixedBufferRingAllocator(shared ? SHARED_BUFFER_BYTES : BUFFER_BYTES))
                    .batchAllocation(false)
                    .build());
        }
        return config;
    }
}
