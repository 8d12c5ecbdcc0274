package io.creatorflow.tiktokshop.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Turns every logger that is not set otherwise to DEBUG, and keeps the lines that hold what no line may hold. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    /** The servers and clients of the tests themselves. */
    private static final List<String> OF_THE_TESTS =
            List.of("com.sun.net.httpserver", "jdk.httpclient", "jdk.internal.httpclient");

    private final List<String> forbidden = new CopyOnWriteArrayList<>();
    private final List<String> hits = new CopyOnWriteArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private final Level before = ROOT.getLevel();
    private final List<Appender<ILoggingEvent>> quiet = new ArrayList<>();
    private final ThresholdFilter onlyAsBefore = new ThresholdFilter();

    /** Watches from now on. */
    public LogWatch(String... forbidden) {
        this.forbidden.addAll(List.of(forbidden));
        onlyAsBefore.setLevel(before.toString());
        onlyAsBefore.start();
        for (Iterator<Appender<ILoggingEvent>> all = ROOT.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> appender = all.next();
            appender.addFilter(onlyAsBefore);
            quiet.add(appender);
        }
        setContext(ROOT.getLoggerContext());
        start();
        ROOT.addAppender(this);
        ROOT.setLevel(Level.DEBUG);
    }

    /** The lines that hold something forbidden, each with its logger. */
    public List<String> hits() {
        return hits;
    }

    /** How many lines there were. */
    public long lines() {
        return lines.get();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (OF_THE_TESTS.stream().anyMatch(event.getLoggerName()::startsWith)) {
            return;
        }
        lines.incrementAndGet();
        IThrowableProxy thrown = event.getThrowableProxy();
        String line = event.getLoggerName() + ": " + event.getFormattedMessage() + event.getMDCPropertyMap()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
        if (forbidden.stream().anyMatch(line::contains)) {
            hits.add(line.length() <= 400 ? line : line.substring(0, 400));
        }
    }

    @Override
    public void close() {
        ROOT.setLevel(before);
        ROOT.detachAppender(this);
        quiet.forEach(Appender::clearAllFilters);
        stop();
    }
}
