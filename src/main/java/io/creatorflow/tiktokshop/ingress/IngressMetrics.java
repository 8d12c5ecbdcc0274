package io.creatorflow.tiktokshop.ingress;

import io.creatorflow.tiktokshop.durable.LatencyTimer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The figures of the ingress. */
final class IngressMetrics {

    private final MeterRegistry registry;
    private final Map<Integer, Timer> answers = new ConcurrentHashMap<>();
    private final DistributionSummary commitRows;
    private final Counter appended;
    private final Counter duplicates;
    private final Counter noEnvelope;
    private final LatencyTimer lag;

    IngressMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.commitRows = DistributionSummary.builder("ingress.commit.rows")
                .description("Webhooks in one commit")
                .register(registry);
        this.appended = counter("ingress.appended", "Webhooks stored");
        this.duplicates = counter("ingress.duplicates", "Webhooks that were stored already");
        this.noEnvelope = counter("ingress.no.envelope", "Signed bodies without an event type, kept all the same");
        this.lag = new LatencyTimer(registry, clock, "ingress.lag", "From the signed timestamp until it is stored");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void answered(int status, long nanos) {
        answers.computeIfAbsent(
                        status,
                        code -> Timer.builder("ingress.answers")
                                .description("Answers to webhooks, from the first byte of the request")
                                .tag("status", String.valueOf(code))
                                .publishPercentileHistogram()
                                .minimumExpectedValue(Duration.ofMillis(1))
                                .maximumExpectedValue(Duration.ofSeconds(10))
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void committed(int rows, int fresh) {
        commitRows.record(rows);
        appended.increment(fresh);
        duplicates.increment(rows - fresh);
    }

    /** A webhook is stored that was signed then. */
    void stored(Instant signed) {
        lag.since(signed);
    }

    void noEnvelope() {
        noEnvelope.increment();
    }

    void watch(Supplier<Number> rows, Supplier<Number> bytes) {
        Gauge.builder("ingress.waiting.rows", rows)
                .description("Webhooks that wait for a commit")
                .register(registry);
        Gauge.builder("ingress.waiting.bytes", bytes)
                .description("Bytes of webhooks that wait for a commit")
                .baseUnit("bytes")
                .register(registry);
    }
}
