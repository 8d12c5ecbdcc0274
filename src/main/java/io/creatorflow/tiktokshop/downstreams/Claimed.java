package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What is claimed for one receiver and no sender holds yet: new deliveries as they are stored, others by a claim. */
final class Claimed {

    private static final Logger LOG = LoggerFactory.getLogger(Claimed.class);

    /** Senders look twice a second; who has not asked for so long is not there, as when a route was stopped. */
    private static final Duration NOBODY_ASKS = Duration.ofSeconds(3);

    /** Least time from one claim of batches to the next, unless as much waits as one takes: few full batches cost less. */
    private static final Duration BATCHES_GATHER = Duration.ofMillis(20);

    private final Wish wish;
    private final ClaimDeliveries claim;
    private final Leases leases;
    private final Queue<InHand> keys = new ArrayDeque<>();
    private final AtomicBoolean look = new AtomicBoolean(true);
    private volatile boolean behind = true;
    private volatile long askedNanos = System.nanoTime();
    private volatile long claimedNanos = System.nanoTime();

    Claimed(Wish wish, ClaimDeliveries claim, Leases leases) {
        this.wish = wish;
        this.claim = claim;
        this.leases = leases;
    }

    /** Something may be due. */
    void look() {
        look.set(true);
    }

    boolean isAskedFor() {
        return System.nanoTime() - askedNanos < NOBODY_ASKS.toNanos();
    }

    /** What new deliveries may be claimed under: only while senders ask, and nothing older waits for a claim. */
    synchronized Optional<Lease> ready(Duration deadline) {
        Lease lease = leases.current();
        boolean room = !wish.batches() && !behind && keys.size() < wish.most() && isAskedFor();
        return room && lease.outlasts(deadline) ? Optional.of(lease) : Optional.empty();
    }

    /**
     * Takes deliveries that were claimed as they were stored, in the order in which they go out.
     *
     * @param stored how many were: the others wait for a claim
     */
    synchronized void add(List<Delivery> deliveries, int stored) {
        Map<Long, List<Delivery>> together = deliveries.stream()
                .collect(Collectors.groupingBy(Delivery::entityKey, LinkedHashMap::new, Collectors.toList()));
        together.values().forEach(key -> keys.add(new InHand(key)));
        if (stored > deliveries.size()) {
            look();
        }
    }

    /** The next key or batch for a sender, claimed now if there is none; null when nothing is due. */
    @Nullable
    InHand poll(Duration deadline) {
        askedNanos = System.nanoTime();
        if (gathers()) {
            gather();
        }
        return next(deadline);
    }

    /** Whether what waits may wait a little longer for more to go along. */
    boolean gathers() {
        return wish.batches() && !behind && look.get();
    }

    /** Outside the lock, as those who bring more must not wait. Waking up early does no harm. */
    private void gather() {
        long nanos = claimedNanos + BATCHES_GATHER.toNanos() - System.nanoTime();
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private synchronized @Nullable InHand next(Duration deadline) {
        if (keys.isEmpty() && look.compareAndSet(true, false)) {
            fill(deadline);
        }
        return keys.poll();
    }

    private void fill(Duration deadline) {
        Lease lease = leases.current();
        if (!lease.outlasts(deadline)) {
            look.set(true);
            return;
        }
        try {
            claimedNanos = System.nanoTime();
            List<List<? extends Posting>> postings = claim.claim(wish, lease);
            postings.forEach(key -> keys.add(new InHand(key)));
            behind = entities(postings) >= wish.most();
            if (!postings.isEmpty()) {
                look.set(true);
            }
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(lease);
            look.set(true);
            LOG.warn("Deliveries to {} could not be claimed: {}", wish.receiver(), e.getMessage());
        }
    }

    private static long entities(List<List<? extends Posting>> postings) {
        return postings.stream()
                .flatMap(List::stream)
                .flatMap(posting -> posting.members().stream())
                .map(Delivery::entityKey)
                .distinct()
                .count();
    }

    /** Takes back all that no sender holds. */
    synchronized List<InHand> clear() {
        List<InHand> all = new ArrayList<>(keys);
        keys.clear();
        return all;
    }
}
