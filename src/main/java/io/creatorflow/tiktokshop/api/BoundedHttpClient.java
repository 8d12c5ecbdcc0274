package io.creatorflow.tiktokshop.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * An HTTP client for {@code camel-http} endpoints ({@code httpClientConfigurer}) on which nothing goes on for ever: from asking
 * for a connection to the last byte of the body there is one deadline, the body has a largest size, and the client itself
 * neither repeats nor redirects nor keeps cookies nor unpacks. The answer is read whole before it is handed on.
 */
public final class BoundedHttpClient implements HttpClientConfigurer, Closeable {

    /** A header that sets the deadline of one call, in milliseconds; it is taken off before the call is sent. */
    public static final String REMAINING_MILLIS = "x-remaining-millis";

    /** A header of each answer that says how long its HTTP exchange took, in nanoseconds; it never comes from the other side. */
    static final String EXCHANGE_NANOS = "x-exchange-nanos";

    private final long deadlineMillis;
    private final int largestBytes;
    private final boolean statusOnly;
    private final ScheduledThreadPoolExecutor alarms;

    /**
     * Makes a client.
     *
     * @param name of its thread
     * @param deadlineMillis for a call that does not set its own
     * @param largestBytes of a body; a longer one ends the call with an {@link IOException}
     */
    public BoundedHttpClient(String name, long deadlineMillis, int largestBytes) {
        this(name, deadlineMillis, largestBytes, false);
    }

    /** A client of whose answers only status and headers count: the body is dropped, whatever it is. */
    public static BoundedHttpClient statusOnly(String name, long deadlineMillis) {
        return new BoundedHttpClient(name, deadlineMillis, 64 * 1024, true);
    }

    private BoundedHttpClient(String name, long deadlineMillis, int largestBytes, boolean statusOnly) {
        this.statusOnly = statusOnly;
        this.deadlineMillis = deadlineMillis;
        this.largestBytes = largestBytes;
        this.alarms = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setUserAgent("tiktok-shop-integration")
                .addExecInterceptorFirst("bounded", this::execute);
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long began = System.nanoTime();
        long millis = deadline(request);
        Future<?> alarm =
                alarms.schedule(((CancellableDependency) scope.originalRequest)::cancel, millis, TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = answer(chain.proceed(request, scope), scope);
            response.setHeader(EXCHANGE_NANOS, System.nanoTime() - began);
            return response;
        } catch (IOException e) {
            if (((CancellableDependency) scope.originalRequest).isCancelled()) {
                throw tooLate(millis, e);
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private ClassicHttpResponse answer(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        try {
            return readWhole(response);
        } catch (IOException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            if (!statusOnly) {
                throw e;
            }
            response.setEntity(null);
            return response;
        }
    }

    private long deadline(ClassicHttpRequest request) {
        Header own = request.getFirstHeader(REMAINING_MILLIS);
        if (own == null) {
            return deadlineMillis;
        }
        request.removeHeaders(REMAINING_MILLIS);
        return Long.parseLong(own.getValue());
    }

    private ClassicHttpResponse readWhole(ClassicHttpResponse response) throws IOException {
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return response;
        }
        byte[] body;
        try (InputStream content = entity.getContent()) {
            body = content.readNBytes(largestBytes);
            if (body.length == largestBytes && content.read() >= 0) {
                throw new AnswerTooLarge(largestBytes);
            }
        }
        response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        return response;
    }

    private static IOException tooLate(long millis, IOException cause) {
        InterruptedIOException late = new InterruptedIOException("no complete answer within " + millis + " ms");
        late.initCause(cause);
        return late;
    }

    /** The body went beyond the cap. */
    public static final class AnswerTooLarge extends IOException {

        AnswerTooLarge(int largestBytes) {
            super("the answer is larger than " + largestBytes + " bytes");
        }
    }
}
