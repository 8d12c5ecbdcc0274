package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Answers what the routes ask of the batch of events that they route. */
@Component("eventBatches")
public class EventBatches {

    /** How many events it has. */
    public int size(@ExchangeProperty("batch") EventBatch batch) {
        return batch.size();
    }

    /** How many types of events it has. */
    public int groups(@ExchangeProperty("batch") EventBatch batch) {
        return batch.groups().size();
    }

    /** The group whose turn it is in a loop over all. */
    public EventGroup group(
            @ExchangeProperty("batch") EventBatch batch, @ExchangeProperty(Exchange.LOOP_INDEX) int turn) {
        return batch.groups().get(turn);
    }

    /** What the events of a group are about, as the router tells apart; empty for everything that it only keeps. */
    public String family(@Body EventGroup group) {
        return group.family();
    }

    /** What its events themselves have to say. */
    public List<MessageGroup> messages(@ExchangeProperty("batch") EventBatch batch) {
        return batch.messages();
    }

    /** Whether it may have left further events that nobody rings for. */
    public boolean mayHaveLeftSome(@ExchangeProperty("batch") EventBatch batch) {
        return batch.mayHaveLeftSome();
    }
}
