package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The turns that this replica has reserved in one bucket. A busy replica reserves those of up to a tenth of a second at once, an idle one
 * no more than it needs. A turn that nobody used when it had come is lost. The bucket is told the pace when it changes, and again every five
 * seconds of use: meanwhile another replica may have told it another one, and have been the last to do so.
 */
final class ReservedTurns {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BUSY = SECOND / 10;
    private static final long LATEST = SECOND / 20;
    private static final long TOLD_AGAIN = 5 * SECOND;
    private static final int ROUND_TRIPS = 10;

    private final SharedBuckets buckets;
    private final String key;
    private final Deque<Long> turns = new ArrayDeque<>();
    private int pace;
    private long toldAt = System.nanoTime() - TOLD_AGAIN;
    private int batch = 1;
    private long reservedAt = System.nanoTime() - SECOND;

    ReservedTurns(SharedBuckets buckets, String key) {
        this.buckets = buckets;
        this.key = key;
    }

    /**
     * The next turn.
     *
     * @param perSecond the pace in force
     * @param most how far away it may be
     * @return its {@link System#nanoTime}; null when it is too far away
     */
    synchronized @Nullable Long take(int perSecond, Duration most) {
        tell(perSecond);
        forgetMissed();
        if (turns.isEmpty()) {
            reserve(perSecond, most);
        }
        Long next = turns.peek();
        return next != null && next - System.nanoTime() <= most.toNanos() ? turns.poll() : null;
    }

    private void tell(int perSecond) {
        boolean changed = pace != perSecond;
        if (changed || System.nanoTime() - toldAt >= TOLD_AGAIN) {
            buckets.change(key, perSecond);
            pace = perSecond;
            toldAt = System.nanoTime();
        }
        if (changed) {
            turns.clear();
        }
    }

    private void forgetMissed() {
        long latest = System.nanoTime() - LATEST;
        while (!turns.isEmpty() && turns.peek() - latest < 0) {
            turns.poll();
        }
    }

    private void reserve(int perSecond, Duration most) {
        long now = System.nanoTime();
        batch = now - reservedAt < BUSY ? Math.min(2 * batch, Math.max(1, perSecond / ROUND_TRIPS)) : 1;
        reservedAt = now;
        long wait = buckets.reserve(key, perSecond, batch, most);
        long last = System.nanoTime() + wait;
        for (int before = batch - 1; wait >= 0 && before >= 0; before--) {
            turns.add(Math.max(last - wait, last - before * SECOND / perSecond));
        }
    }
}
