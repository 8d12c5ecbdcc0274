package io.creatorflow.tiktokshop.durable;

import java.time.Duration;
import java.util.UUID;

/** The right to hold claims: valid as long as this replica's row in the database is, judged on the safe side. */
public final class Lease {

    private final UUID id;
    private volatile long validUntilNanos;
    private volatile boolean begun;

    Lease(UUID id) {
        this.id = id;
        this.validUntilNanos = System.nanoTime();
    }

    /** The owner that claims are made under. */
    public UUID id() {
        return id;
    }

    /**
     * Whether a call of this length, started now, ends while the claims are still ours. A process that was paused finds
     * the answer no, however long it slept.
     */
    public boolean outlasts(Duration call) {
        return validUntilNanos - System.nanoTime() > call.toNanos();
    }

    /** Whether its row was written once: from then on it is only ever renewed, and never comes back after it ran out. */
    boolean isBegun() {
        return begun;
    }

    void renewed(long sinceNanos, Duration length) {
        validUntilNanos = sinceNanos + length.toNanos();
        begun = true;
    }
}
