package io.creatorflow.tiktokshop.ingress;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body that comes in pieces. No thread waits for it: the server calls when a piece is there. A body that is too
 * large or too slow is refused as soon as that shows.
 */
final class BodyReader implements ReadListener, AsyncListener {

    private static final int CHUNK = 2 * 1024;

    private final WebhookCall call;
    private final BodyBuffer body;
    private final WebhookEngine engine;
    private @Nullable AsyncContext async;
    private @Nullable ServletInputStream in;
    private @Nullable BodyDrain drain;
    private boolean arrived;

    BodyReader(WebhookCall call, BodyBuffer body, WebhookEngine engine) {
        this.call = call;
        this.body = body;
        this.engine = engine;
    }

    void start(ServletInputStream input, Duration deadline) {
        long gone = (System.nanoTime() - call.arrival().beganNanos()) / 1_000_000;
        call.arrival().goOn().run();
        in = input;
        async = call.request().startAsync();
        async.setTimeout(Math.max(1, deadline.toMillis() - gone - DeadlineHttpProtocol.LOOKS_EVERY_MILLIS));
        async.addListener(this);
        input.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (drain != null) {
            drain.onDataAvailable();
            return;
        }
        ServletInputStream input = requireNonNull(in);
        byte[] chunk = new byte[CHUNK];
        while (input.isReady()) {
            int count = input.read(chunk);
            if (count < 0) {
                return;
            }
            int refusal = body.add(chunk, count);
            if (refusal != 0) {
                refuse(refusal);
                return;
            }
        }
    }

    private void refuse(int status) throws IOException {
        body.close();
        drain = new BodyDrain(requireNonNull(async), requireNonNull(in), call.arrival());
        call.answerLast(status);
        call.response().flushBuffer();
        drain.onDataAvailable();
    }

    @Override
    public void onAllDataRead() {
        if (drain != null) {
            drain.onAllDataRead();
            return;
        }
        arrived = true;
        byte[] complete = body.toArray();
        body.close();
        WebhookGate.answer(call, engine.route(complete, call.authorization()), requireNonNull(async));
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    /** The sender is too slow or gone; or the body is here, and its commit, which has a deadline of its own, is not. */
    private void end() {
        if (arrived) {
            return;
        }
        body.close();
        call.arrival().leaveRest().run();
        call.answerLast(HttpServletResponse.SC_REQUEST_TIMEOUT);
        requireNonNull(async).complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        body.close();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
