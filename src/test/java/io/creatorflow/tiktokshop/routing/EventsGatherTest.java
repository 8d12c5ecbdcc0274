package io.creatorflow.tiktokshop.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The doorbell of the router is rung without end. */
@IntegrationTest
class EventsGatherTest {

    private static final String BELL = "seda:route-events?size=1&discardWhenFull=true&waitForTaskToComplete=Never";
    private static final Duration RINGS = Duration.ofMillis(500);

    @Value("${routing.batch-every}")
    private long millis;

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private MeterRegistry meters;

    @Test
    void noBatchIsTakenSoonerThanSomeMillisecondsAfterTheLast() {
        double before = batches();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < RINGS.toNanos()) {
            producer.sendBody(BELL, "");
        }
        double taken = batches() - before;
        long elapsed = Duration.ofNanos(System.nanoTime() - begin).toMillis();

        assertThat(taken).isBetween(2.0, elapsed / (double) millis + 2);
    }

    private double batches() {
        return meters.get("camel.exchanges.total").tag("routeId", "route-events-batch").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
