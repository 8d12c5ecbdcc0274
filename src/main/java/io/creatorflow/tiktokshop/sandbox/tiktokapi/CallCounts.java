package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was called how often, how it ended, and whether anybody came back before Retry-After was over. */
public final class CallCounts {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Long> notBefore = new ConcurrentHashMap<>();
    private final VirtualClock clock;

    /**
     * Nothing counted yet.
     *
     * @param clock for Retry-After, in real time
     */
    public CallCounts(VirtualClock clock) {
        this.clock = clock;
    }

    void called(String operation, String shopCipher) {
        add(operation + " calls");
        if (clock.realMillis() < notBefore.getOrDefault(operation + '/' + shopCipher, 0L)) {
            add(operation + " before Retry-After");
        }
    }

    void answered(String operation, int code) {
        add(operation + " code " + code);
    }

    void cut(String operation) {
        add(operation + " cut");
    }

    void retryAfter(String operation, String shopCipher, long seconds) {
        notBefore.put(operation + '/' + shopCipher, clock.realMillis() + seconds * 1000);
    }

    /** Counts by words such as {@code get-order-detail code 0}. */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** Counts from nothing again. */
    public void reset() {
        counts.clear();
        notBefore.clear();
    }

    private void add(String name) {
        counts.computeIfAbsent(name, it -> new LongAdder()).increment();
    }
}
