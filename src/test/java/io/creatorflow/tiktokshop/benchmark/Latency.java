package io.creatorflow.tiktokshop.benchmark;

import java.util.Arrays;

/** Every single duration, so that quantiles are exact. */
final class Latency {

    private long[] nanos = new long[4096];
    private int count;
    private boolean sorted;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    void addAll(Latency other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** The smallest duration that at least this share of all does not exceed, in milliseconds; NaN for none at all. */
    double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        return nanos[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }
}
