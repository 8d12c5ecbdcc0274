package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What is claimed for one receiver and no sender holds yet: new deliveries as they are stored, others by a claim. One sender claims for all, and
 * nobody who stores deliveries waits for it.
 */
final class Claimed {

    private static final Logger LOG = LoggerFactory.getLogger(Claimed.class);

    /** Senders look twice a second; who has not asked for so long is not there, as when a route was stopped. */
    private static final Duration NOBODY_ASKS = Duration.ofSeconds(3);

    /** Least time from one claim of batches to the next, unless as much waits as one takes: few full batches cost less. */
    private static final Duration BATCHES_GATHER = Duration.ofMillis(20);

    private static final Duration LONGEST_BETWEEN_CLAIMS = Duration.ofMillis(100);

    private final Wish wish;
    private final ClaimDeliveries claim;
    private final Leases leases;
    private final Lanes keys;
    private final AtomicBoolean look = new AtomicBoolean(true);
    private final Behind behind;
    private volatile long askedNanos = System.nanoTime();
    private volatile long claimedNanos = System.nanoTime();
    private boolean claiming;
    private boolean oneAwaitsTurn;

    Claimed(Wish wish, ClaimDeliveries claim, Leases leases, LiveWork liveWork, int bulkBesideLive) {
        this.keys = new Lanes(wish, liveWork, bulkBesideLive);
        this.wish = wish;
        this.behind = new Behind(wish.most());
        this.claim = claim;
        this.leases = leases;
    }

    /** Something may be due. */
    void look() {
        look.set(true);
    }

    /** Whether a sender that asks may get something. */
    synchronized boolean mayHaveMore() {
        return keys.size() > 0 || look.get();
    }

    boolean isAskedFor() {
        return System.nanoTime() - askedNanos < NOBODY_ASKS.toNanos();
    }

    /**
     * Of which shops new deliveries of a lane may be claimed as they are stored: only while senders ask; bulk ones where there is room, live ones
     * where nothing older of the shop waits for a claim. A shop that has its share in hand is behind from now on.
     */
    synchronized List<Ready> ready(Duration deadline, Set<String> shops, boolean bulk) {
        Lease lease = leases.current();
        behind.note(shops, keys.live());
        boolean room = isAskedFor() && lease.outlasts(deadline) && (!bulk || keys.haveRoomForStoredBulk());
        return shops.stream()
                .filter(shop -> room && (bulk || !behind.is(shop)))
                .map(shop -> new Ready(wish.receiver(), shop, Lanes.number(bulk), lease, wish.mostInBatch()))
                .toList();
    }

    void awaitRoomForBulk(long nanos) {
        keys.awaitRoomForBulk(nanos);
    }

    /**
     * Takes deliveries that were claimed as they were stored, in the order in which they go out.
     *
     * @param stored how many were: the others wait for a claim
     */
    synchronized void add(List<Delivery> deliveries, int stored) {
        DeliveryBatch.inHands(deliveries).forEach(keys::addStored);
        if (stored > deliveries.size()) {
            look();
        }
        notifyAll();
    }

    /** The next key or batch for a sender, claimed now if there is none; null when nothing is due. */
    @Nullable
    InHand poll(Duration deadline) {
        askedNanos = System.nanoTime();
        gather();
        if (mayClaim()) {
            try {
                fill(deadline);
            } finally {
                claimIsOver();
            }
        }
        return taken();
    }

    /** Whether what waits may wait a little longer for more to go along. */
    boolean gathers() {
        return wish.batches() && behind.isNobody() && look.get();
    }

    /** Outside the lock, as those who bring more must not wait. Waking up early does no harm. */
    private void gather() {
        long nanos = claimedNanos + BATCHES_GATHER.toNanos() - System.nanoTime();
        if (gathers() && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** While a claim is under way, whoever finds nothing waits for it: leaving would leave the work to the one who claims. */
    private synchronized boolean mayClaim() {
        while (claiming && keys.size() == 0 && waited(0)) {}
        boolean may = !claiming && needsMore() && look.compareAndSet(true, false);
        claiming |= may;
        return may;
    }

    private synchronized void claimIsOver() {
        claiming = false;
        notifyAll();
    }

    /** While live work moves, one sender waits for the turn of the next bulk key; what comes meanwhile goes first. */
    private synchronized @Nullable InHand taken() {
        if (!oneAwaitsTurn) {
            oneAwaitsTurn = true;
            for (long left = keys.millisToTurn(); left > 0 && waited(left); left = keys.millisToTurn()) {}
            oneAwaitsTurn = false;
        }
        boolean hadBulk = keys.haveBulk();
        InHand key = keys.poll();
        if (hadBulk && !keys.haveBulk()) {
            look();
        }
        return key;
    }

    /** Until something has changed, or so many milliseconds are over; false when the thread shall end. */
    private synchronized boolean waited(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nothing is left; or there is room, and those who wait for a claim have waited a while for the others to be sent. */
    private boolean needsMore() {
        return keys.size() == 0
                || (keys.live().size() < wish.most()
                        && System.nanoTime() - claimedNanos > LONGEST_BETWEEN_CLAIMS.toNanos());
    }

    private void fill(Duration deadline) {
        Lease lease = leases.current();
        if (!lease.outlasts(deadline)) {
            look.set(true);
            return;
        }
        try {
            claimedNanos = System.nanoTime();
            found(claim.claim(wish, keys.roomForBulk(), lease));
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(lease);
            look.set(true);
            LOG.warn("Deliveries to {} could not be claimed: {}", wish.receiver(), e.getMessage());
        }
    }

    private synchronized void found(List<List<? extends Posting>> postings) {
        postings.forEach(keys::add);
        behind.claimed(postings);
        if (!postings.isEmpty()) {
            look();
        }
    }

    /** Takes back all that no sender holds, what is being claimed too. */
    synchronized List<InHand> clear() {
        while (claiming && waited(0)) {}
        return keys.clear();
    }
}
