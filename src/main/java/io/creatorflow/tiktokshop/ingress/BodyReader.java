package io.creatorflow.tiktokshop.ingress;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body that comes in pieces. No thread waits for it: the server calls when a piece is there. A body that is too
 * large or too slow is refused as soon as that shows.
 */
final class BodyReader implements ReadListener, AsyncListener {

    /** The server looks for late requests once a second, so that much earlier counts as late. */
    private static final long LOOKS_EVERY_MILLIS = 1_000;

    private final WebhookRequest webhook;
    private final WebhookResponse answer;
    private final BodyBuffer body;
    private final byte[] chunk = new byte[2 * 1024];
    private final Arrival arrival;
    private @Nullable AsyncContext async;
    private @Nullable ServletInputStream in;
    private @Nullable BodyDrain drain;

    BodyReader(WebhookRequest webhook, WebhookResponse answer, BodyBuffer body) {
        this.webhook = webhook;
        this.answer = answer;
        this.body = body;
        this.arrival = Arrival.of(webhook);
    }

    void start(ServletInputStream input, Duration deadline) {
        HttpServletRequest request = (HttpServletRequest) webhook.getRequest();
        long gone = (System.nanoTime() - arrival.beganNanos()) / 1_000_000;
        in = input;
        arrival.goOn().run();
        async = request.startAsync(webhook, answer);
        async.setTimeout(Math.max(1, deadline.toMillis() - gone - LOOKS_EVERY_MILLIS));
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
        drain = new BodyDrain(requireNonNull(async), requireNonNull(in), arrival);
        answer.answerLast(status);
        answer.getResponse().flushBuffer();
        drain.onDataAvailable();
    }

    @Override
    public void onAllDataRead() {
        if (drain != null) {
            drain.onAllDataRead();
            return;
        }
        webhook.arrived(body.toArray());
        body.close();
        requireNonNull(async).dispatch();
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    /** The sender is too slow or gone. */
    private void end() {
        body.close();
        arrival.leaveRest().run();
        answer.answerLast(HttpServletResponse.SC_REQUEST_TIMEOUT);
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
