package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.Lease;
import java.util.List;

/**
 * Claimed hints of one shop: they are read by one call and merged in one transaction.
 *
 * @param kind of the entities, such as {@code order}
 * @param bulk whether they come from bulk work rather than from live events
 * @param failures how often a batch that held them could not be merged
 */
public record HintBatch(String kind, String shopId, List<Hint> hints, boolean bulk, int failures, Lease lease) {

    /** The ids to read. */
    public List<String> ids() {
        return hints.stream().map(Hint::entityId).toList();
    }
}
