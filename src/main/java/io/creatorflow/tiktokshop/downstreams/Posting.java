package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.time.Duration;
import java.util.List;

/** What one request to a receiver carries: a message, or several as a batch of CloudEvents. */
public sealed interface Posting extends ToSign permits Delivery, DeliveryBatch {

    /** What its claim hangs on. */
    Lease lease();

    @Override
    default boolean outlasts(Duration call) {
        return lease().outlasts(call);
    }

    /** The deliveries that it makes, at least one. */
    List<Delivery> members();

    /** The key that stands for all that is in the same hand, as nobody else holds it. */
    default long handle() {
        return members().get(0).entityKey();
    }
}
