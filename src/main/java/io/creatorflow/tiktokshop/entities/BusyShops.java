package io.creatorflow.tiktokshop.entities;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The shops that have their hints of one kind read here, each by a reader of its own, and those whose further hints gather
 * meanwhile.
 */
final class BusyShops {

    private final Map<String, HintBatch> busy = new ConcurrentHashMap<>();
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();
    private final Queue<HintBatch> ahead = new ConcurrentLinkedQueue<>();
    private final int readers;

    BusyShops(int readers) {
        this.readers = readers;
    }

    /** For how many shops more there is a reader: one at least, the one that asks. */
    int free() {
        return Math.max(1, readers - busy.size());
    }

    /** The shops to pass over now: their hints are looked for when they are free again. */
    String[] passOver() {
        passedOver.addAll(busy.keySet());
        return busy.keySet().toArray(String[]::new);
    }

    /** Takes claimed batches in hand. */
    void take(List<HintBatch> batches) {
        batches.forEach(batch -> busy.put(batch.shopId(), batch));
        ahead.addAll(batches);
    }

    /** A batch in hand that no reader has yet; null when there is none. */
    @Nullable
    HintBatch next() {
        return ahead.poll();
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
