package io.creatorflow.tiktokshop.ingress;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketProperties;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP connector, made for many slow senders. One that dribbles its headers is cut when the whole of them is late:
 * Tomcat alone begins its timeout anew with each byte. It looks for late requests more often than once a second: Tomcat
 * alone cuts all that are late at one moment, and everybody else waits behind them. And a connection takes half of the
 * memory: Tomcat alone takes 84 KB once the first byte is there, which the collector copies while everybody waits.
 */
public final class DeadlineHttpProtocol extends Http11NioProtocol {

    /** How often it looks for late requests, in milliseconds. */
    static final long LOOKS_EVERY_MILLIS = 50;

    /** In bytes. A webhook with its head comes in one read; an answer goes out in one write, longer pages in more. */
    private static final int READ = 4 * 1024;

    private static final int WRITE = 2 * 1024;
    private static final int TRAILER = 512;

    /** How many buffers of closed connections are kept for the next ones; as many as server.tomcat.processor-cache. */
    private static final int KEPT = 1024;

    /** The clock by which Tomcat notes when a request began to wait. */
    private static final Clock CLOCK = Clock.systemUTC();

    private final Set<Processor> waiting = ConcurrentHashMap.newKeySet();
    private long headerDeadlineNanos = TimeUnit.SECONDS.toNanos(5);
    private @Nullable ScheduledFuture<?> looks;

    /** Made by Tomcat, by name. */
    public DeadlineHttpProtocol() {
        SocketProperties sockets = getEndpoint().getSocketProperties();
        sockets.setTimeoutInterval(LOOKS_EVERY_MILLIS);
        sockets.setAppReadBufSize(READ);
        sockets.setAppWriteBufSize(WRITE);
        sockets.setBufferPool(KEPT);
        setMaxTrailerSize(TRAILER);
    }

    /** The size of a response's buffer, in bytes. */
    @Override
    public int getDesiredBufferSize() {
        return WRITE;
    }

    /** Sets how long the headers of a request may take from the first byte to the last. */
    void setHeaderDeadline(Duration deadline) {
        headerDeadlineNanos = deadline.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new DeadlineProcessor(this, getAdapter());
    }

    @Override
    public void addWaitingProcessor(Processor processor) {
        waiting.add(processor);
        super.addWaitingProcessor(processor);
    }

    @Override
    public void removeWaitingProcessor(Processor processor) {
        waiting.remove(processor);
        super.removeWaitingProcessor(processor);
    }

    @Override
    protected void startAsyncTimeout() {
        super.startAsyncTimeout();
        if (looks == null) {
            looks = getUtilityExecutor()
                    .scheduleWithFixedDelay(this::look, LOOKS_EVERY_MILLIS, LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        long now = CLOCK.millis();
        waiting.forEach(processor -> processor.timeoutAsync(now));
    }

    @Override
    protected void stopAsyncTimeout() {
        super.stopAsyncTimeout();
        if (looks != null) {
            looks.cancel(false);
            looks = null;
        }
    }

    private final class DeadlineProcessor extends Http11Processor {

        DeadlineProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            if (left() <= 0) {
                return SocketState.CLOSED;
            }
            SocketState state = super.service(socket);
            if (state != SocketState.OPEN) { // between two requests it waits as long as a connection is kept alive
                boolean headersAreComing = state == SocketState.LONG && !isAsync();
                socket.setReadTimeout(
                        headersAreComing ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(left())) : getConnectionTimeout());
            }
            return state;
        }

        private long left() {
            long began = request.getStartTimeNanos();
            return began == -1 ? headerDeadlineNanos : headerDeadlineNanos - (System.nanoTime() - began);
        }
    }
}
