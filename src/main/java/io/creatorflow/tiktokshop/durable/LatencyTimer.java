package io.creatorflow.tiktokshop.durable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How much later than a time somebody else wrote down something happens; in fixed buckets from half a second to a day. */
public final class LatencyTimer {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1)
    };

    private final Timer timer;
    private final Clock clock;

    /**
     * Registers one.
     *
     * @param tags names and values in turn, of few values each: never an id
     */
    public LatencyTimer(MeterRegistry meters, Clock clock, String name, String description, String... tags) {
        this.clock = clock;
        this.timer = Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Records that what began then is over now; a time ahead of our clock counts as now. */
    public void since(Instant begun) {
        Duration latency = Duration.between(begun, clock.instant());
        timer.record(latency.isNegative() ? Duration.ZERO : latency);
    }
}
