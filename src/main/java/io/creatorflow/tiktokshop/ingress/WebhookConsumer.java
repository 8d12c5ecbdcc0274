package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes webhooks into their route: the raw bytes as the body and the Authorization header, nothing else. Back comes a status
 * alone, the CamelHttpResponseCode of the finished exchange; a route that does not set it, or fails, means 503, so that
 * nothing is taken for stored by accident.
 */
final class WebhookConsumer extends SpringBootPlatformHttpConsumer {

    private final WebhookEngine engine;

    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor, WebhookEngine engine) {
        super(endpoint, processor, Runnable::run);
        this.engine = engine;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        engine.started(this);
    }

    @Override
    protected void doStop() throws Exception {
        engine.stopped(this);
        super.doStop();
    }

    /** Runs the route; the caller's thread is free as soon as the route waits for its commit. */
    CompletableFuture<Integer> route(byte[] body, @Nullable String authorization) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Message message = exchange.getMessage();
        message.setBody(body);
        if (authorization != null) {
            message.setHeader("Authorization", authorization);
        }
        try {
            createUoW(exchange);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
        getAsyncProcessor().process(exchange, doneSync -> {
            int code = status(exchange);
            doneUoW(exchange);
            releaseExchange(exchange, false);
            status.complete(code);
        });
        return status;
    }

    private int status(Exchange exchange) {
        Integer code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return code == null || exchange.isFailed() ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : code;
    }
}
