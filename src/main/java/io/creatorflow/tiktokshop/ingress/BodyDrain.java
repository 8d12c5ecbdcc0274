package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Reads a little of the rest of a refused request and throws it away: closing the connection on a sender that is still
 * sending would make it lose the answer. Ends after 1 MiB or about two seconds.
 */
final class BodyDrain implements ReadListener, AsyncListener {

    private static final long MOST = 1024 * 1024;
    private static final long TIMEOUT_MILLIS = 1_500;
    private static final int CHUNK = 4 * 1024;

    private final AsyncContext async;
    private final ServletInputStream in;
    private final Arrival arrival;
    private long drained;
    private boolean ended;

    BodyDrain(AsyncContext async, ServletInputStream in, Arrival arrival) {
        this.async = async;
        this.in = in;
        this.arrival = arrival;
    }

    /** Refuses a request of which only the head is read. */
    static void refuse(WebhookCall call, int status) throws IOException {
        HttpServletRequest request = call.request();
        call.answerLast(status);
        if (request.getHeader("Expect") != null) {
            call.arrival().leaveRest().run();
            return;
        }
        call.response().flushBuffer();
        AsyncContext async = request.startAsync();
        async.setTimeout(TIMEOUT_MILLIS);
        BodyDrain drain = new BodyDrain(async, request.getInputStream(), call.arrival());
        async.addListener(drain);
        drain.in.setReadListener(drain);
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] waste = new byte[CHUNK];
        while (!ended && in.isReady()) {
            int count = in.read(waste);
            drained += Math.max(0, count);
            if (count < 0) {
                return;
            }
            if (drained > MOST) {
                end();
            }
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            arrival.leaveRest().run();
            async.complete();
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
