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

    /** Get Order Detail takes so many ids. */
    static final int LARGEST = 50;

    /** After so many failures, each of which halves the largest batch, a hint stands alone. */
    static final int FAILURES_UNTIL_ALONE = 32 - Integer.numberOfLeadingZeros(LARGEST);

    /** The ids to read. */
    public List<String> ids() {
        return hints.stream().map(Hint::entityId).toList();
    }

    /** How many failures to add to those of its hints, so that the next batch is at most half as large as this one. */
    int failuresUntilHalf() {
        int more = 1;
        while (LARGEST >> (failures + more) > hints.size() / 2) {
            more++;
        }
        return more;
    }
}
