package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.Lease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shops that have their hints of one kind read here, each by a reader of its own, and those whose further hints gather
 * meanwhile.
 */
final class BusyShops {

    /** Readers look twice a second; who has not asked for so long is not there, as when a route was stopped. */
    private static final Duration NOBODY_ASKS = Duration.ofSeconds(5);

    private final Map<String, HintBatch> busy = new ConcurrentHashMap<>();
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();
    private final Queue<HintBatch> ahead = new ConcurrentLinkedQueue<>();
    private final Lock claiming = new ReentrantLock();
    private final int readers;
    private volatile long askedNanos = System.nanoTime() - NOBODY_ASKS.toNanos();

    BusyShops(int readers) {
        this.readers = readers;
    }

    /** Whoever claims holds it, so that no shop has two calls under way. */
    Lock claiming() {
        return claiming;
    }

    /** For how many shops more there is a reader: one at least, the one that asks. */
    int free() {
        return Math.max(1, readers - busy.size());
    }

    /** The shops that are read now. */
    String[] all() {
        return busy.keySet().toArray(String[]::new);
    }

    /**
     * Takes those of these shops in hand that nobody is at and a reader is left for; none while somebody claims, as who stores hints waits for
     * nobody, and none while no reader asks.
     *
     * @return a batch without hints for each
     */
    List<HintBatch> reserve(Kind kind, Collection<String> shops, Lease lease) {
        if (nobodyAsks() || !claiming.tryLock()) {
            return List.of();
        }
        try {
            List<HintBatch> reserved = shops.stream()
                    .filter(shop -> !busy.containsKey(shop))
                    .limit(Math.max(0, readers - busy.size()))
                    .map(shop -> new HintBatch(kind, shop, List.of(), false, 0, lease))
                    .toList();
            reserved.forEach(batch -> busy.put(batch.shopId(), batch));
            return reserved;
        } finally {
            claiming.unlock();
        }
    }

    /** Whether a shop is read now: what waits for it is looked for when it is free again. */
    boolean passesOver(String shopId) {
        passedOver.add(shopId);
        return busy.containsKey(shopId);
    }

    /** Takes a claimed batch in hand, in the place of what its shop was reserved by. */
    void take(HintBatch batch) {
        busy.put(batch.shopId(), batch);
        ahead.add(batch);
    }

    /** A batch in hand that no reader has yet; null when there is none. */
    @Nullable
    HintBatch next() {
        askedNanos = System.nanoTime();
        return ahead.poll();
    }

    private boolean nobodyAsks() {
        return System.nanoTime() - askedNanos > NOBODY_ASKS.toNanos();
    }

    /** The batches in hand that no reader will have, as none asks. */
    List<HintBatch> unread() {
        return nobodyAsks()
                ? Stream.generate(ahead::poll).takeWhile(Objects::nonNull).toList()
                : List.of();
    }

    /** Whether batches in hand wait for their readers. */
    boolean isAnyAhead() {
        return !ahead.isEmpty();
    }

    boolean has(HintBatch batch) {
        return busy.get(batch.shopId()) == batch;
    }

    /**
     * The batch is over.
     *
     * @param more whether it may have left hints of its shop
     * @return whether to look for hints of its shop
     */
    boolean letGo(HintBatch batch, boolean more) {
        boolean freed = busy.remove(batch.shopId(), batch);
        return freed && (passedOver.remove(batch.shopId()) || more);
    }
}
