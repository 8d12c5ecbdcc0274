package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.LatencyTimer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the deliveries to one receiver came to: {@code deliveries.outcomes}, {@code deliveries.latency} and {@code deliveries.end.to.end}. */
final class DeliveryMetrics {

    private final String receiver;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Timer latency;
    private final Map<Class<?>, Counter> outcomes = new ConcurrentHashMap<>();
    private final Map<String, LatencyTimer> endToEnd = new ConcurrentHashMap<>();

    DeliveryMetrics(String receiver, MeterRegistry meters, Clock clock) {
        this.receiver = receiver;
        this.meters = meters;
        this.clock = clock;
        this.latency = Timer.builder("deliveries.latency")
                .description("From the stored message to the receiver's answer")
                .tag("receiver", receiver)
                .publishPercentileHistogram()
                .register(meters);
    }

    void count(Outcome outcome) {
        outcomes.computeIfAbsent(outcome.getClass(), this::counter).increment();
        if (outcome instanceof Outcome.Delivered delivered) {
            delivered(delivered.delivery());
        }
    }

    private void delivered(Delivery delivery) {
        latency.record(Duration.between(delivery.acceptedAt(), clock.instant()));
        Instant changed = delivery.changedAt();
        if (changed != null) {
            endToEnd.computeIfAbsent(delivery.type(), this::endToEnd).since(changed);
        }
    }

    private LatencyTimer endToEnd(String type) {
        return new LatencyTimer(
                meters,
                clock,
                "deliveries.end.to.end",
                "From TikTok's update time to the receiver's answer",
                "receiver",
                receiver,
                "type",
                type);
    }

    private Counter counter(Class<?> outcome) {
        String name = outcome.getSimpleName().toLowerCase(Locale.ROOT);
        return meters.counter("deliveries.outcomes", "receiver", receiver, "outcome", name);
    }
}
