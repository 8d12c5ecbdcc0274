package io.creatorflow.tiktokshop.durable;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Does something when this very exchange ends, however it ends. Without this, a message that it sends to a seda on the way
 * would take the task along, and it would be done when that message is.
 */
public final class AtExchangeEnd extends SynchronizationAdapter {

    private final Runnable task;

    private AtExchangeEnd(Runnable task) {
        this.task = task;
    }

    /** Registers a task. */
    public static void run(Exchange exchange, Runnable task) {
        exchange.getExchangeExtension().addOnCompletion(new AtExchangeEnd(task));
    }

    @Override
    public boolean allowHandover() {
        return false;
    }

    @Override
    public void onDone(Exchange exchange) {
        task.run();
    }
}
