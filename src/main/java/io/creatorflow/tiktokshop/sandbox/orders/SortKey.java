package io.creatorflow.tiktokshop.sandbox.orders;

/**
 * A place in a sorted list of orders.
 *
 * @param time create_time or update_time
 * @param number the order's id
 */
public record SortKey(long time, long number) implements Comparable<SortKey> {

    /** Before every order. */
    public static final SortKey FIRST = new SortKey(Long.MIN_VALUE, Long.MIN_VALUE);

    /** After every order. */
    public static final SortKey LAST = new SortKey(Long.MAX_VALUE, Long.MAX_VALUE);

    @Override
    public int compareTo(SortKey other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
