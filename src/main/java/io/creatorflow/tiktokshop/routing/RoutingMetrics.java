package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.durable.LatencyTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The figures of routing: {@code routing.events} by type, and {@code routing.latency}. */
@Component
class RoutingMetrics {

    private final MeterRegistry meters;
    private final LatencyTimer latency;

    RoutingMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.latency = new LatencyTimer(meters, clock, "routing.latency", "From the stored webhook to its hints");
    }

    void routed(EventBatch batch) {
        for (EventGroup group : batch.groups()) {
            meters.counter("routing.events", "type", group.type())
                    .increment(group.events().size());
            group.events().forEach(event -> latency.since(event.receivedAt()));
        }
    }
}
