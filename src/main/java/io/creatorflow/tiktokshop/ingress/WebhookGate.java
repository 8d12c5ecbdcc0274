package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of everything else on the path of webhooks: refuses what is no webhook by its head alone, and reads the
 * body without holding a thread while it comes. Only then does the request go on to the route.
 */
final class WebhookGate implements Filter {

    /** The one path that takes webhooks. */
    static final String PATH = "/webhooks/tiktok-shop";

    /** Where nothing else lives. */
    static final String FOLDER = "/webhooks/";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookGate.class);
    private static final int CHUNK = 8 * 1024;

    private final Answers answers;
    private final IngressSettings settings;
    private final int limit;
    private final ByteBudget readingBytes;

    WebhookGate(Answers answers, IngressSettings settings) {
        this.answers = answers;
        this.settings = settings;
        this.limit = Math.toIntExact(settings.bodyLimit().toBytes());
        this.readingBytes = new ByteBudget(settings.queueBytes().toBytes());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            pass(request, response, chain);
            return;
        }
        HttpServletRequest outer = (HttpServletRequest) request;
        WebhookResponse answer = new WebhookResponse((HttpServletResponse) response, answers);
        int refusal = refusal(outer);
        if (refusal == 0) {
            read(outer, answer, chain);
        } else if (hasBody(outer)) {
            BodyDrain.refuse(outer, answer, refusal);
        } else {
            answer.answer(refusal);
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

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Goes on at once when the whole body came together with the head, as it nearly always does; else waits for it. */
    private void read(HttpServletRequest request, WebhookResponse answer, FilterChain chain) throws IOException {
        WebhookRequest webhook = new WebhookRequest(request);
        if (!hasBody(request)) {
            pass(webhook, answer, chain);
            return;
        }
        ServletInputStream in = request.getInputStream();
        byte[] start = new byte[(int) Math.min(CHUNK, Math.max(0, request.getContentLengthLong()))];
        int count = in.available() > 0 && start.length > 0 ? Math.max(0, in.read(start)) : 0;
        if (count > 0 && count == request.getContentLengthLong()) {
            webhook.arrived(start);
            pass(webhook, answer, chain);
            return;
        }
        BodyBuffer body = new BodyBuffer(readingBytes, limit);
        body.add(start, count);
        new BodyReader(webhook, answer, body).start(in, settings.readDeadline());
    }

    /** Lets the route answer. Without its word the answer is 503: nothing may be taken for stored by accident. */
    private static void pass(ServletRequest request, ServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            LOG.error("webhook not handled: {}", e.getClass().getName());
        }
        if (!request.isAsyncStarted()) {
            WebhookResponse.of(response).answer(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
