package dev.crossfade.proxy.soak;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/**
 * What Netty's leak detection says, at paranoid: every buffer is watched. It finds a lost buffer only after a collection, and
 * says so at a later allocation; so {@link #take} loses one on purpose and waits until that one has been reported.
 */
final class LeakReports implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            reports.add(event.getFormattedMessage());
        }
    };

    LeakReports() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    /** Every report but that of the buffer lost here. */
    List<String> take() {
        String canary = "lost on purpose " + System.nanoTime();
        lose(canary);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            System.gc();
            for (int i = 0; i < 100; i++) {
                ByteBufAllocator.DEFAULT.directBuffer(16).release();
            }
            return reports.stream().anyMatch(report -> report.contains(canary));
        });
        return reports.stream().filter(report -> !report.contains(canary)).toList();
    }

    private static void lose(String hint) {
        ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(16);
        lost.touch(hint);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        appender.stop();
        ResourceLeakDetector.setLevel(before);
    }
}
