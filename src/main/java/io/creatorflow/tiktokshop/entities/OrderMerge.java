package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Merges orders that were read into our copies, within one transaction that the route opens. */
@Component("orderMerge")
public class OrderMerge {

    private final Entities entities;
    private final OrderStanding standing;
    private final OrderLooks looks;
    private final SettleHints settleHints;
    private final Clock clock;
    private final Counter revised;

    OrderMerge(
            Entities entities,
            OrderStanding standing,
            OrderLooks looks,
            SettleHints settleHints,
            Clock clock,
            MeterRegistry meters) {
        this.entities = entities;
        this.standing = standing;
        this.looks = looks;
        this.settleHints = settleHints;
        this.clock = clock;
        this.revised = meters.counter("entities.revisions", "kind", OrderReading.KIND);
    }

    /**
     * Stores what changed, settles the hints that asked for it, and returns what there is to tell.
     *
     * @throws ClaimLost when another replica holds the hints by now
     */
    public List<MessageGroup> merge(@Body OrderAnswer answer) {
        Instant now = clock.instant();
        Map<String, Facts> read = newest(answer.orders());
        Map<String, Stored> stored = entities.lock(OrderReading.KIND, answer.shopId(), read.keySet());
        Map<String, Look> seen = looks.at(answer, read, stored, now);
        read.keySet().removeIf(id -> !looks.believed(seen.get(id)));
        List<Revision> revisions = revisions(read, stored, now);
        Map<String, Long> keys = entities.save(OrderReading.KIND, answer.shopId(), revisions);
        if (answer.hints() == null) {
            looks.ask(answer, seen);
        } else {
            settleHints.settle(
                    answer.hints(), answer.hints().ids().stream().map(seen::get).toList());
        }
        revised.increment(revisions.size());
        return RevisionMessages.grouped(revisions, keys, answer.bulk(), OrderMessages::of);
    }

    /** What changed; what did not is noted as read again, so that an older reading does not replace it. */
    private List<Revision> revisions(Map<String, Facts> read, Map<String, Stored> stored, Instant now) {
        List<Revision> revisions = new ArrayList<>();
        List<Facts> confirmed = new ArrayList<>();
        read.forEach((id, order) -> {
            Revision revision = standing.merge(stored.get(id), order, now);
            if (revision != null) {
                revisions.add(revision);
            } else {
                confirmed.add(order);
            }
        });
        entities.confirm(confirmed);
        return revisions;
    }

    /** By id, in the order in which rows are locked. */
    private Map<String, Facts> newest(List<Facts> orders) {
        Map<String, Facts> newest = new TreeMap<>();
        orders.forEach(order -> newest.merge(order.entityId(), order, standing::standing));
        return newest;
    }
}
