package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps the requests to a receiver apart. A sender waits before it takes a delivery, so that none is held meanwhile. */
final class RequestPace {

    /** Who would have to wait longer comes back when it is woken again. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private long freeNanos = System.nanoTime();

    /**
     * Waits for a turn, unless it is too far away.
     *
     * @param perSecond 0 for no limit
     * @return whether the turn has come
     */
    boolean comes(int perSecond) {
        return waited(turn(perSecond, LONGEST_WAIT.toNanos()));
    }

    /** Waits for a turn, with a delivery in hand that has to go next. */
    void await(int perSecond) {
        waited(turn(perSecond, Long.MAX_VALUE));
    }

    private synchronized long turn(int perSecond, long longest) {
        long now = System.nanoTime();
        long turn = perSecond == 0 ? now : Math.max(now, freeNanos);
        if (turn - now > longest) {
            return -1;
        }
        freeNanos = perSecond == 0 ? now : turn + TimeUnit.SECONDS.toNanos(1) / perSecond;
        return turn - now;
    }

    private boolean waited(long nanos) {
        for (long end = System.nanoTime() + nanos; end - System.nanoTime() > 0; ) {
            LockSupport.parkNanos(this, end - System.nanoTime());
        }
        return nanos >= 0;
    }
}
