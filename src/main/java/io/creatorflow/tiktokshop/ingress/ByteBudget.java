package io.creatorflow.tiktokshop.ingress;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that all requests share, so that memory stays bounded whatever comes in. */
final class ByteBudget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /** Takes bytes from the budget, or none and answers false when fewer are left. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= limit) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** Gives bytes back. */
    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** How many bytes are taken now. */
    long taken() {
        return taken.get();
    }
}
