package io.creatorflow.tiktokshop.ingress;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/** Lets a platform-http route take webhooks from the {@link WebhookGate} without a thread per waiting request. */
final class WebhookEngine implements PlatformHttpEngine {

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new WebhookConsumer(endpoint, processor);
    }

    @Override
    public int getServerPort() {
        return 0;
    }
}
