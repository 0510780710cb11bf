package io.pilotlight.faas;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What goes to a log, kept for a test to read. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final List<String> lines = new ArrayList<>();

    private CapturedLog(String name) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        start();
        logger.addAppender(this);
    }

    static CapturedLog of(String name) {
        return new CapturedLog(name);
    }

    /** Returns the lines so far, each behind the invocation it came from. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that holds a text. */
    synchronized String await(String text) throws InterruptedException {
        for (; ; ) {
            for (String line : lines) {
                if (line.contains(text)) {
                    return line;
                }
            }
            wait();
        }
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        lines.add(event.getMDCPropertyMap().getOrDefault("invocation", "") + "|" + event.getFormattedMessage());
        notifyAll();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
