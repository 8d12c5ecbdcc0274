package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The door for webhooks: refuses what is none by its head alone, reads the body without holding a thread while it comes,
 * and lets the route receive-webhook say what to answer. Nothing else in the application sees these requests.
 */
final class WebhookGate implements Filter {

    /** The one path that takes webhooks. */
    static final String PATH = "/webhooks/tiktok-shop";

    /** Where nothing else lives. */
    static final String FOLDER = "/webhooks/";

    private static final int CHUNK = 8 * 1024;

    private final WebhookEngine engine;
    private final Answers answers;
    private final IngressSettings settings;
    private final int limit;
    private final ByteBudget readingBytes;

    WebhookGate(WebhookEngine engine, Answers answers, IngressSettings settings) {
        this.engine = engine;
        this.answers = answers;
        this.settings = settings;
        this.limit = Math.toIntExact(settings.bodyLimit().toBytes());
        this.readingBytes = new ByteBudget(settings.queueBytes().toBytes());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        WebhookCall call = new WebhookCall((HttpServletRequest) request, (HttpServletResponse) response, answers);
        int refusal = refusal(call.request());
        if (refusal == 0) {
            read(call);
        } else if (call.announced() != 0) {
            BodyDrain.refuse(call, refusal);
        } else {
            call.answer(refusal);
        }
    }

    private int refusal(HttpServletRequest request) {
        if (!request.getRequestURI().equals(PATH)) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        if (!request.getMethod().equals("POST")) {
            return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        if (request.getHeader("Content-Encoding") != null || !isJson(request.getContentType())) {
            return HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
        }
        return request.getContentLengthLong() > limit ? HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE : 0;
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().equalsIgnoreCase("application/json");
    }

    /** Goes on at once when the whole body came together with the head, as it nearly always does; else waits for it. */
    private void read(WebhookCall call) throws IOException {
        ServletInputStream in = call.request().getInputStream();
        byte[] start = new byte[(int) Math.min(CHUNK, Math.max(0, call.announced()))];
        int count = start.length > 0 && in.available() > 0 ? Math.max(0, in.read(start)) : 0;
        if (count == call.announced()) {
            route(call, start);
            return;
        }
        BodyBuffer body = new BodyBuffer(readingBytes, limit);
        body.add(start, count);
        new BodyReader(call, body, engine).start(in, settings.readDeadline());
    }

    private void route(WebhookCall call, byte[] body) {
        CompletableFuture<Integer> status = engine.route(body, call.authorization());
        if (status.isDone()) {
            call.answer(status.join());
            return;
        }
        AsyncContext async = call.request().startAsync();
        async.setTimeout(0);
        answer(call, status, async);
    }

    /** Answers when the route has; until then the request holds no thread. */
    static void answer(WebhookCall call, CompletableFuture<Integer> status, AsyncContext async) {
        status.whenComplete((code, failure) -> {
            call.answer(failure == null ? code : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            async.complete();
        });
    }
}
