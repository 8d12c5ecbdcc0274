package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.QueueGauges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What waits at each station, as it was measured last, and which receivers are paused or held. */
@Component("queues")
public class Queues {

    /** Figures by name and tags, as the gauges show them; {@code oldest} in seconds. */
    record Measured(Instant measuredAt, Map<String, Double> figures, List<ObjectNode> halted) {}

    private static final String HALTED = """
            select receiver, case when paused_at is not null then 'paused' else 'held' end as state, failures, reason,
              probe_at as "probeAt", paused_at as "pausedAt", paused_by as "pausedBy", pause_reason as "pauseReason"
            from downstream where num_nonnulls(paused_at, probe_at) > 0 order by receiver
            """;

    private final QueueGauges gauges;
    private final Rows rows;

    Queues(QueueGauges gauges, Rows rows) {
        this.gauges = gauges;
        this.rows = rows;
    }

    /** The figures, which cost nothing, and the few rows of receivers that are not open. */
    public Object show() {
        List<ObjectNode> halted = rows.read(HALTED, Map.of());
        halted.forEach(receiver -> Sentences.ofReceiver(receiver).addTo(receiver));
        return new Measured(gauges.measured(), gauges.figures(), halted);
    }
}
