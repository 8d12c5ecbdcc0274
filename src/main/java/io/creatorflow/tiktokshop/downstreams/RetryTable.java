package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How long a message waits after each failure of its own; after the last wait it is parked. */
@Component
class RetryTable {

    private final List<Duration> waits;

    RetryTable(@Value("${deliveries.retry-after}") List<Duration> waits) {
        this.waits = List.copyOf(waits);
    }

    boolean exhausted(int attempts) {
        return attempts >= waits.size();
    }

    /** The wait after the failure of an attempt; {@code attempts} counts those that failed before. */
    Duration after(int attempts) {
        return waits.get(Math.min(attempts, waits.size() - 1));
    }
}
