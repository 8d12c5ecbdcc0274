package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How many there are in each second, and in spans of 64 seconds, of 64 of these, and so on: a range is counted in a few steps. */
final class TimeCounts {

    private static final int BITS = 6;
    private static final int LEVELS = 5;
    private static final long MASK = (1 << BITS) - 1;
    private static final long END = 1L << 36;

    private final List<Map<Long, Integer>> levels = Stream.generate(ConcurrentHashMap<Long, Integer>::new)
            .<Map<Long, Integer>>map(level -> level)
            .limit(LEVELS)
            .toList();

    void add(long second, int count) {
        for (int level = 0; level < LEVELS; level++) {
            levels.get(level).merge(second >> BITS * level, count, (old, more) -> old + more == 0 ? null : old + more);
        }
    }

    /**
     * How many there are in a range.
     *
     * @param from first second, inclusive
     * @param to last second, exclusive
     */
    long between(long from, long to) {
        long low = Math.max(0, from);
        long high = Math.min(END, to);
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            boolean last = level == LEVELS - 1;
            while (low < high && (last || (low & MASK) != 0)) {
                sum += levels.get(level).getOrDefault(low++, 0);
            }
            while (low < high && (high & MASK) != 0) {
                sum += levels.get(level).getOrDefault(--high, 0);
            }
            low >>= BITS;
            high >>= BITS;
        }
        return sum;
    }
}
