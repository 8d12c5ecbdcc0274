package io.creatorflow.tiktokshop.sandbox.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends answers. A late one holds no thread while it waits. */
public final class Answering implements Closeable {

    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "sandbox-late-answers");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Answers.
     *
     * @param delayMillis how late, real milliseconds; 0 for at once
     */
    public void send(HttpServletRequest request, HttpServletResponse response, Answer answer, long delayMillis)
            throws IOException {
        if (delayMillis <= 0) {
            answer.write(response);
        } else {
            delay(request, delayMillis, () -> answer.write(response));
        }
    }

    /**
     * Cuts the connection instead of answering.
     *
     * @param delayMillis how late, real milliseconds; 0 for at once
     */
    public void cut(HttpServletRequest request, long delayMillis) throws IOException {
        if (delayMillis <= 0) {
            CutValve.cut(request);
        } else {
            delay(request, delayMillis, () -> CutValve.cut(request));
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }

    private interface Late {
        void run() throws IOException;
    }

    private void delay(HttpServletRequest request, long millis, Late work) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        var unused = later.schedule(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        context.complete();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }
}
