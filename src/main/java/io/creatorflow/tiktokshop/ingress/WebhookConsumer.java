package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Enumeration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a webhook into its route: the raw bytes as the body and the Authorization header, nothing else. It goes the other
 * way as a status alone, the CamelHttpResponseCode of the finished exchange; a route that does not set it, or fails,
 * answers 503. The thread of the request is free while the route waits for its commit.
 */
final class WebhookConsumer extends SpringBootPlatformHttpConsumer {

    private static final String AUTHORIZATION = "Authorization";

    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        super(endpoint, processor, Runnable::run);
    }

    @Override
    public @Nullable CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
        WebhookResponse answer = WebhookResponse.of(response);
        if (isSuspended()) {
            answer.answer(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return null;
        }
        CompletableFuture<Integer> status = route(WebhookRequest.of(request));
        if (status.isDone()) {
            answer.answer(status.join());
            return null;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        status.thenAccept(code -> {
            answer.answer(code);
            async.complete();
        });
        return null;
    }

    private CompletableFuture<Integer> route(WebhookRequest request) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Message message = exchange.getMessage();
        message.setBody(request.body());
        Enumeration<String> authorization = request.getHeaders(AUTHORIZATION);
        if (authorization.hasMoreElements()) {
            String only = authorization.nextElement();
            message.setHeader(AUTHORIZATION, authorization.hasMoreElements() ? null : only);
        }
        try {
            createUoW(exchange);
        } catch (Exception e) {
            return CompletableFuture.completedFuture(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
        getAsyncProcessor().process(exchange, doneSync -> {
            int code = status(exchange);
            doneUoW(exchange);
            releaseExchange(exchange, false);
            status.complete(code);
        });
        return status;
    }

    private static int status(Exchange exchange) {
        Integer code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return code == null || exchange.isFailed() ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : code;
    }
}
