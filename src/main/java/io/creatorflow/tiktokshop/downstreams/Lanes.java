package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.LiveWork;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What waits for a sender: live keys go first, and bulk ones at an even pace while live work moves. */
final class Lanes {

    private static final int MORE_IN_BULK = 4;

    private final Turns live = new Turns();
    private final Turns bulk = new Turns();
    private final LiveWork liveWork;
    private final long gapNanos;
    private long bulkNanos = System.nanoTime();

    /**
     * Nothing waits.
     *
     * @param bulkBesideLive how many bulk keys, or batches, may go a second while live work moves
     */
    Lanes(LiveWork liveWork, int bulkBesideLive) {
        this.liveWork = liveWork;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / bulkBesideLive;
    }

    synchronized void add(List<? extends Posting> key) {
        List<Delivery> members = key.get(0).members();
        Turns lane = members.stream().allMatch(Delivery::bulk) ? bulk : live;
        lane.add(shop(members), new InHand(key));
    }

    /** Batches carry what several shops have to say. */
    private static String shop(List<Delivery> members) {
        return members.size() > 1 ? "" : members.get(0).shopId();
    }

    /** The live ones. */
    Turns live() {
        return live;
    }

    /** Also for who does not hold the lock under which the rest is used. */
    synchronized boolean haveBulk() {
        return bulk.size() > 0;
    }

    /**
     * How many bulk keys a claim may bring: none while some wait. A claim costs by the number of shops rather than of keys, so it brings more while no
     * live work moves, which would have to wait for those about the same entity.
     *
     * @param most that a claim of live ones brings
     */
    synchronized int roomForBulk(int most) {
        return haveBulk() ? 0 : liveWork.isMoving() ? most : MORE_IN_BULK * most;
    }

    /** How many wait. */
    int size() {
        return live.size() + bulk.size();
    }

    /** For how long only bulk ones wait, and their turn has not come. */
    long millisToTurn() {
        long nanos = bulkNanos - System.nanoTime();
        boolean waits = live.size() == 0 && haveBulk() && nanos > 0 && liveWork.isMoving();
        return waits ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)) : 0;
    }

    /** The next one; null when none waits whose turn has come. */
    @Nullable
    synchronized InHand poll() {
        if (millisToTurn() > 0) {
            return null;
        }
        InHand key = live.poll();
        if (key == null && haveBulk()) {
            bulkNanos = System.nanoTime() + gapNanos;
            return bulk.poll();
        }
        return key;
    }

    /** Takes back all. */
    synchronized List<InHand> clear() {
        List<InHand> all = live.clear();
        all.addAll(bulk.clear());
        return all;
    }
}
