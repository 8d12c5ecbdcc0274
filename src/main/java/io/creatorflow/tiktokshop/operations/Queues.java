package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.QueueGauges;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What waits at each station, as it was measured last, and which receivers are paused or held. */
@Component("queues")
public class Queues {

    /** The queues, each with {@code waiting}, {@code oldest} (seconds) and {@code parked} where it has them. */
    record Measured(Instant measuredAt, Collection<ObjectNode> queues) {}

    private static final List<String> TAGS = List.of("receiver", "kind", "lane");
    private static final String HALTED = """
            select receiver, case when paused_at is not null then 'paused' else 'held' end as state, failures, reason,
              probe_at as "probeAt", paused_at as "pausedAt", paused_by as "pausedBy", pause_reason as "pauseReason"
            from downstream where num_nonnulls(paused_at, probe_at) > 0
            """;

    private final QueueGauges gauges;
    private final Rows rows;

    Queues(QueueGauges gauges, Rows rows) {
        this.gauges = gauges;
        this.rows = rows;
    }

    /** Figures cost nothing, as they are those of the gauges; whether a receiver is paused or held is asked now. */
    public Object show() {
        Map<String, ObjectNode> halted = rows.read(HALTED, Map.of()).stream()
                .collect(Collectors.toMap(row -> row.path("receiver").asText(), Function.identity()));
        Map<String, ObjectNode> queues = new LinkedHashMap<>();
        gauges.rows().forEach(row -> {
            String[] name = String.valueOf(row.get("name")).split("\\.");
            ObjectNode queue = queues.computeIfAbsent(key(name[0], row), key -> queue(name[0], row, halted));
            queue.putPOJO(name[1], row.get("value"));
        });
        return new Measured(gauges.measured(), queues.values());
    }

    private static String key(String station, Map<String, Object> row) {
        return station + TAGS.stream().map(tag -> "/" + row.get(tag)).collect(Collectors.joining());
    }

    private static ObjectNode queue(String station, Map<String, Object> row, Map<String, ObjectNode> halted) {
        ObjectNode queue = JsonNodeFactory.instance.objectNode().put("station", station);
        TAGS.stream().filter(tag -> row.get(tag) != null).forEach(tag -> queue.putPOJO(tag, row.get(tag)));
        if (station.equals("deliveries")) {
            JsonNode state = halted.getOrDefault(String.valueOf(row.get("receiver")), open());
            queue.set("state", state.path("state"));
            Sentences.ofReceiver(state).addTo(queue);
        }
        return queue;
    }

    private static ObjectNode open() {
        return JsonNodeFactory.instance.objectNode().put("state", "open");
    }
}
