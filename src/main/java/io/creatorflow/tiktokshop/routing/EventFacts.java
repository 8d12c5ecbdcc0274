package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.entities.EntityAnswer;
import io.creatorflow.tiktokshop.entities.EntityMerge;
import io.creatorflow.tiktokshop.entities.EntityReading;
import io.creatorflow.tiktokshop.entities.Facts;
import io.creatorflow.tiktokshop.entities.Kind;
import io.creatorflow.tiktokshop.entities.Kinds;
import java.util.List;
import org.springframework.stereotype.Component;

/** Merges what only events tell, such as the state of an invoice, like anything that was read. */
@Component("eventFacts")
public class EventFacts {

    private final Kinds kinds;
    private final EntityReading reading;
    private final EntityMerge merge;

    EventFacts(Kinds kinds, EntityReading reading, EntityMerge merge) {
        this.kinds = kinds;
        this.reading = reading;
        this.merge = merge;
    }

    /**
     * Merges what these events tell of entities of a kind, and adds what that has to say to what their batch has to tell. An event without a shop tells nothing.
     */
    public void merge(EventGroup group, String kind, EventBatch batch) {
        Kind told = kinds.named(kind);
        List<Facts> facts = group.ofShops()
                .map(event -> reading.told(told, event.shop(), event.envelope(), event.receivedAt()))
                .toList();
        batch.messages().addAll(merge.merge(EntityAnswer.unasked(told, facts, false)));
    }
}
