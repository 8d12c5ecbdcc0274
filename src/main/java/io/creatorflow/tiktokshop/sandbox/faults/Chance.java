package io.creatorflow.tiktokshop.sandbox.faults;

/**
 * Luck that repeats itself: what happens to the n-th thing depends on the seed, the number and the kind of fault alone,
 * whatever the threads do.
 */
public final class Chance {

    private Chance() {}

    /**
     * Whether a fault strikes.
     *
     * @param seed the seed of the run
     * @param number which thing: the n-th webhook, the n-th request
     * @param kind the fault, so that two faults strike independently
     * @param percent how often, 0 to 100
     */
    public static boolean strikes(long seed, long number, String kind, double percent) {
        return percent > 0 && fraction(seed, number, kind) * 100 < percent;
    }

    /**
     * A value within a range.
     *
     * @param from the least, inclusive
     * @param to the most, inclusive
     */
    public static long between(long seed, long number, String kind, long from, long to) {
        return to <= from ? from : from + (long) (fraction(seed, number, kind) * (to - from + 1));
    }

    private static double fraction(long seed, long number, String kind) {
        return (mix(mix(seed ^ kind.hashCode() * 0x9E3779B97F4A7C15L) + number) >>> 11) * 0x1.0p-53;
    }

    /** Spreads the bits of a number (the finalizer of SplitMix64). */
    public static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
