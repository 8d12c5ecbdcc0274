package io.creatorflow.tiktokshop.entities;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shops for which a call about one kind is under way here, and those whose further hints gather meanwhile. */
final class BusyShops {

    private final Map<String, HintBatch> busy = new ConcurrentHashMap<>();
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

    /** The shops to pass over now: their hints are looked for when they are free again. */
    String[] passOver() {
        passedOver.addAll(busy.keySet());
        return busy.keySet().toArray(String[]::new);
    }

    void take(HintBatch batch) {
        busy.put(batch.shopId(), batch);
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
