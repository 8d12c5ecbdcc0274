package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<Revision> revisions = new ArrayList<>();
        read.forEach((id, order) -> {
            Revision revision = looks.believed(seen.get(id)) ? standing.merge(stored.get(id), order, now) : null;
            if (revision != null) {
                revisions.add(revision);
            }
        });
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

    private Map<String, Facts> newest(List<Facts> orders) {
        Map<String, Facts> newest = new LinkedHashMap<>();
        orders.forEach(order -> newest.merge(order.entityId(), order, standing::standing));
        return newest;
    }
}
