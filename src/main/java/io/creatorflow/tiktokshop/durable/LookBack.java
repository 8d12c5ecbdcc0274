package io.creatorflow.tiktokshop.durable;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Where a look through a queue begins, on its index of due times. What a queue has let go stays in the index until no transaction
 * can see it any more; a snapshot that is kept open puts that off, and a look that begins at the front passes over all of it. So
 * a look begins a second before the oldest row that the one before it found due, as rows are seen later than they come due; and
 * at the front every two seconds, for what was given back, or was committed late.
 */
public final class LookBack {

    private static final Timestamp FRONT = Timestamp.from(Instant.EPOCH);
    private static final Duration SEEN_LATER = Duration.ofSeconds(1);
    private static final Duration FROM_THE_FRONT_EVERY = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private Timestamp from = FRONT;
    private long leftTheFront;

    /** Begins at the front. */
    public LookBack() {
        this(System::nanoTime);
    }

    LookBack(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The due time at which the next look begins. */
    public synchronized Timestamp from() {
        if (nanoTime.getAsLong() - leftTheFront > FROM_THE_FRONT_EVERY.toNanos()) {
            from = FRONT;
        }
        return from;
    }

    /**
     * A look has succeeded.
     *
     * @param oldest due time of the oldest row that was due then, of any part of the queue; the time of the look itself when none was
     */
    public synchronized void found(Instant oldest) {
        if (from.equals(FRONT)) {
            leftTheFront = nanoTime.getAsLong();
        }
        from = Timestamp.from(oldest.minus(SEEN_LATER));
    }
}
