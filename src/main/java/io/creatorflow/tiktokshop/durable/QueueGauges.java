package io.creatorflow.tiktokshop.durable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/**
 * What waits in each durable queue, as it was measured last: {@code inbox}, {@code hints} by kind and lane, {@code deliveries} by
 * receiver, each with {@code .waiting}, {@code .parked} and {@code .oldest} (seconds); beside them which receivers are held,
 * whether their ledgers close, how far the pulls are behind, which windows of backfills are left, and whose tokens are not renewed. {@code queues.measured} tells
 * how many seconds ago that was. A scrape reads memory only.
 */
@Component("queueGauges")
public class QueueGauges {

    private static final List<String> TAGS = List.of("receiver", "kind", "lane");
    private static final Set<String> SECONDS = Set.of("oldest", "lag");
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "waiting", "Waiting in the database",
            "oldest", "How long the oldest has waited",
            "parked", "Parked, until a person looks or something newer comes",
            "held", "1 while the endpoint fails and its queue waits for a probe",
            "difference", "Accepted less delivered, superseded, parked, discarded and waiting: 0",
            "drift", "Parked by the ledger less parked rows: 0",
            "lag", "How far the pull of the shop that is furthest behind has not read yet",
            "open", "Issues that nobody has taken up",
            "needed", "Sellers who have to authorize the app again",
            "overdue", "Connected sellers whose tokens should have been renewed by now");

    private record Figure(String name, Tags tags) {}

    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<Figure> shown = ConcurrentHashMap.newKeySet();
    private volatile Map<Figure, Double> values = Map.of();
    private volatile List<Map<String, Object>> rows = List.of();
    private volatile Instant measured;

    QueueGauges(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.measured = clock.instant();
        Gauge.builder(
                        "queues.measured",
                        () -> Duration.between(measured, clock.instant()).toSeconds())
                .description("Since the queues were measured last")
                .baseUnit("seconds")
                .register(meters);
    }

    /**
     * Shows a measurement from now on. A gauge of an earlier one that it does not mention falls to 0.
     *
     * @param rows of {@code measure_queues}: name, value, and the tags receiver, kind and lane where they are not null
     * @return how many gauges it sets
     */
    public int show(@Body List<Map<String, Object>> rows) {
        Map<Figure, Double> measurement = new HashMap<>();
        rows.forEach(row -> {
            if (row.get("name") instanceof String name && row.get("value") instanceof Number value) {
                measurement.put(new Figure(name, tags(row)), value.doubleValue());
            }
        });
        values = measurement;
        this.rows = List.copyOf(rows);
        measured = clock.instant();
        measurement.keySet().stream().filter(shown::add).forEach(this::register);
        return measurement.size();
    }

    /** The rows of the latest measurement. */
    public List<Map<String, Object>> rows() {
        return rows;
    }

    /** When the latest measurement was made. */
    public Instant measured() {
        return measured;
    }

    private static Tags tags(Map<String, Object> row) {
        Tags tags = Tags.empty();
        for (String tag : TAGS) {
            tags = row.get(tag) instanceof String value ? tags.and(tag, value) : tags;
        }
        return tags;
    }

    private void register(Figure figure) {
        Supplier<Number> value = () -> values.getOrDefault(figure, 0.0);
        Gauge.Builder<Supplier<Number>> gauge = Gauge.builder(figure.name(), value)
                .description(description(figure))
                .tags(figure.tags());
        (SECONDS.contains(lastWord(figure)) ? gauge.baseUnit("seconds") : gauge).register(meters);
    }

    private static String description(Figure figure) {
        return DESCRIPTIONS.getOrDefault(lastWord(figure), "As measured in the database");
    }

    private static String lastWord(Figure figure) {
        return figure.name().substring(figure.name().lastIndexOf('.') + 1);
    }
}
