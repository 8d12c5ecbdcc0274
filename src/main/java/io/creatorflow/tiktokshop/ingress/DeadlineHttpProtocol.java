package io.creatorflow.tiktokshop.ingress;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP connector with one addition: a sender that dribbles its headers is cut when the whole of them is late.
 * Tomcat alone begins its timeout anew with each byte.
 */
public final class DeadlineHttpProtocol extends Http11NioProtocol {

    private long headerDeadlineNanos = TimeUnit.SECONDS.toNanos(5);

    /** Sets how long the headers of a request may take from the first byte to the last. */
    void setHeaderDeadline(Duration deadline) {
        headerDeadlineNanos = deadline.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new DeadlineProcessor(this, getAdapter());
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
            boolean headersAreComing = state == SocketState.LONG && !isAsync();
            socket.setReadTimeout(
                    headersAreComing ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(left())) : getConnectionTimeout());
            return state;
        }

        private long left() {
            long began = request.getStartTimeNanos();
            return began == -1 ? headerDeadlineNanos : headerDeadlineNanos - (System.nanoTime() - began);
        }
    }
}
