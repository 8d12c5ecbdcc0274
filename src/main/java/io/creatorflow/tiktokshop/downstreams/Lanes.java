package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.LiveWork;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What waits for a sender: live keys go first, and bulk ones at an even pace while live work moves. */
final class Lanes {

    /** Whose turn it is when a batch goes out. */
    static final String SEVERAL_SHOPS = "";

    private static final int MORE_IN_BULK = 4;

    /** The number of a lane in the database: live goes first. */
    static short number(boolean bulk) {
        return (short) (bulk ? 1 : 0);
    }

    private final Turns live = new Turns();
    private final Turns bulk = new Turns();
    private final LiveWork liveWork;
    private final int most;
    private final int full;
    private final long gapNanos;
    private long bulkNanos = System.nanoTime();
    private boolean stored;
    private boolean slow;

    /**
     * Nothing waits.
     *
     * @param bulkBesideLive how many bulk keys, or batches, may go a second while live work moves
     */
    Lanes(Wish wish, LiveWork liveWork, int bulkBesideLive) {
        this.most = wish.most();
        this.full = MORE_IN_BULK * (wish.batches() ? 1 : most);
        this.liveWork = liveWork;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / bulkBesideLive;
    }

    /** Adds what was claimed as it was stored. */
    synchronized void addStored(List<? extends Posting> key) {
        stored |= key.get(0).members().get(0).bulk();
        add(key);
    }

    synchronized void add(List<? extends Posting> key) {
        List<Delivery> members = key.get(0).members();
        Turns lane = members.stream().allMatch(Delivery::bulk) ? bulk : live;
        lane.add(shop(members), new InHand(key));
    }

    /** Batches carry what several shops have to say. */
    private static String shop(List<Delivery> members) {
        return members.size() > 1 ? SEVERAL_SHOPS : members.get(0).shopId();
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
     * How many bulk keys a claim may bring. While no live work moves, which would have to wait for those about the same entity, four times as many as
     * of live ones, as a claim costs by the number of shops rather than of keys. While some wait none, or some beside those that were claimed as
     * they were stored, which would else keep the others for ever.
     */
    synchronized int roomForBulk() {
        if (liveWork.isMoving()) {
            return haveBulk() ? 0 : most;
        } else if (haveBulk()) {
            return stored && bulk.size() < 2 * full ? most : 0;
        }
        return MORE_IN_BULK * most;
    }

    /** Whether bulk ones may be claimed as they are stored: none while live work moves. */
    boolean haveRoomForStoredBulk() {
        return !liveWork.isMoving() && !areFullOfBulk();
    }

    /** As many of them wait as a claim brings. */
    private synchronized boolean areFullOfBulk() {
        return bulk.size() >= full;
    }

    /**
     * Waits until there is room for bulk ones as they are stored. Once that was in vain, not again before none is left: a slow receiver keeps
     * nobody waiting.
     *
     * @param nanos at the most
     */
    synchronized void awaitRoomForBulk(long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            for (long left = nanos;
                    !slow && areFullOfBulk() && !liveWork.isMoving();
                    left = until - System.nanoTime()) {
                slow = left <= 0;
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            key = bulk.poll();
            bulkWasTaken();
        }
        return key;
    }

    private void bulkWasTaken() {
        stored &= haveBulk();
        slow &= haveBulk();
        notifyAll();
    }

    /** Takes back all. */
    synchronized List<InHand> clear() {
        List<InHand> all = live.clear();
        all.addAll(bulk.clear());
        bulkWasTaken();
        return all;
    }
}
