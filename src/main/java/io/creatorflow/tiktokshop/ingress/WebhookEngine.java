package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/** Joins the {@link WebhookGate} to the platform-http route that names this engine, without a thread per request. */
final class WebhookEngine implements PlatformHttpEngine {

    private volatile @Nullable WebhookConsumer consumer;

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new WebhookConsumer(endpoint, processor, this);
    }

    void started(WebhookConsumer started) {
        consumer = started;
    }

    void stopped(WebhookConsumer stopped) {
        if (consumer == stopped) {
            consumer = null;
        }
    }

    /**
     * Lets the route handle a webhook.
     *
     * @return the status to answer, 503 while there is no route
     */
    CompletableFuture<Integer> route(byte[] body, @Nullable String authorization) {
        WebhookConsumer current = consumer;
        return current == null
                ? CompletableFuture.completedFuture(HttpServletResponse.SC_SERVICE_UNAVAILABLE)
                : current.route(body, authorization);
    }

    @Override
    public int getServerPort() {
        return 0;
    }
}
