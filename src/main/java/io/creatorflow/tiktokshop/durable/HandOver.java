package io.creatorflow.tiktokshop.durable;

import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What becomes of work that is claimed as it is stored: committed, it goes to those who do it; when nobody can tell whether it was committed, the
 * lease is given up, and if it was, it comes back when that runs out.
 */
public final class HandOver implements TransactionSynchronization {

    private final List<Lease> claims;
    private final Leases leases;
    private final Runnable give;
    private final Runnable drop;
    private boolean committing;

    /**
     * Decides at the end of a transaction.
     *
     * @param claims what the work is claimed under
     * @param give hands it over
     * @param drop lets go of what was held ready for it
     */
    public HandOver(List<Lease> claims, Leases leases, Runnable give, Runnable drop) {
        this.claims = claims;
        this.leases = leases;
        this.give = give;
        this.drop = drop;
    }

    /** Waits for the end of the transaction that is open. */
    public void register() {
        TransactionSynchronizationManager.registerSynchronization(this);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        committing = true;
    }

    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_COMMITTED) {
            give.run();
        } else {
            if (committing) {
                claims.forEach(leases::renounce);
            }
            drop.run();
        }
    }
}
