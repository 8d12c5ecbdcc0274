package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Leases;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * What becomes of deliveries that were claimed as they were stored: committed, they go to their senders; when nobody can tell
 * whether they were committed, their lease is given up, and if they were, they come back when it runs out.
 */
final class HandOver implements TransactionSynchronization {

    private final List<Delivery> claimed;
    private final Leases leases;
    private final Runnable give;
    private boolean committing;

    HandOver(List<Delivery> claimed, Leases leases, Runnable give) {
        this.claimed = claimed;
        this.leases = leases;
        this.give = give;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        committing = true;
    }

    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_COMMITTED) {
            give.run();
        } else if (committing) {
            claimed.stream().map(Delivery::lease).distinct().forEach(leases::renounce);
        }
    }
}
