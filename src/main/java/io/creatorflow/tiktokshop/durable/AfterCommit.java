package io.creatorflow.tiktokshop.durable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Runs something once the transaction that is open has committed: nobody is woken for what is not to be seen yet. */
public final class AfterCommit {

    private AfterCommit() {}

    /** Runs it after the commit, not at all after a rollback, and at once where no transaction is open. */
    public static void run(Runnable task) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            task.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                task.run();
            }
        });
    }
}
