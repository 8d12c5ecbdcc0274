package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was called how often, how it ended, and whether anybody came back before Retry-After was over. */
public final class CallCounts {

    /** No call between these moments, real milliseconds; for a moment after the first, calls come that were on their way. */
    private record Stop(long told, long end) {

        private static final long ON_THE_WAY_MILLIS = 250;
        private static final Stop NONE = new Stop(0, 0);
    }

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Stop> stops = new ConcurrentHashMap<>();
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
        Stop stop = stops.getOrDefault(operation + '/' + shopCipher, Stop.NONE);
        long now = clock.realMillis();
        if (now < stop.end()) {
            add(operation + " before Retry-After");
            if (now - stop.told() < Stop.ON_THE_WAY_MILLIS) {
                add(operation + " on the way at Retry-After");
            }
        }
    }

    void answered(String operation, int code) {
        add(operation + " code " + code);
    }

    void cut(String operation) {
        add(operation + " cut");
    }

    void retryAfter(String operation, String shopCipher, long seconds) {
        long now = clock.realMillis();
        stops.merge(
                operation + '/' + shopCipher,
                new Stop(now, now + seconds * 1000),
                (old, told) -> now < old.end() ? new Stop(old.told(), told.end()) : told);
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
        stops.clear();
    }

    private void add(String name) {
        counts.computeIfAbsent(name, it -> new LongAdder()).increment();
    }
}
