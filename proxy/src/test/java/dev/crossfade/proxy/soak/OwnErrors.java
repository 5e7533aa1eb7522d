package dev.crossfade.proxy.soak;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What Crossfade logs as an error: nothing that clients and servers do may make it fail itself. */
final class OwnErrors implements AutoCloseable {
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.crossfade.proxy");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                errors.add(event.getFormattedMessage() + " " + ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };

    OwnErrors() {
        appender.start();
        logger.addAppender(appender);
    }

    List<String> seen() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }
}
