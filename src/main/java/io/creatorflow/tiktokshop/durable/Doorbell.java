package io.creatorflow.tiktokshop.durable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for which queues a look into the database is worth while, so that an idle worker asks it nothing. Carries no
 * data: a queue that is unknown counts as rung.
 */
public final class Doorbell {

    private final Set<String> quiet = ConcurrentHashMap.newKeySet();

    /** Something may wait in the queue. */
    public void ring(String queue) {
        quiet.remove(queue);
    }

    /** Whether it was rung since the last answer. */
    public boolean isRung(String queue) {
        return !quiet.contains(queue);
    }

    /** Whether to look; the answer yes silences the bell until it rings again. */
    public boolean answer(String queue) {
        return quiet.add(queue);
    }
}
