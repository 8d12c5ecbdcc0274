package io.creatorflow.tiktokshop.downstreams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the deliveries to one receiver came to: {@code deliveries.outcomes} and {@code deliveries.latency}. */
final class DeliveryMetrics {

    private final String receiver;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Timer latency;
    private final Map<Class<?>, Counter> outcomes = new ConcurrentHashMap<>();

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
            latency.record(Duration.between(delivered.delivery().acceptedAt(), clock.instant()));
        }
    }

    private Counter counter(Class<?> outcome) {
        String name = outcome.getSimpleName().toLowerCase(Locale.ROOT);
        return meters.counter("deliveries.outcomes", "receiver", receiver, "outcome", name);
    }
}
