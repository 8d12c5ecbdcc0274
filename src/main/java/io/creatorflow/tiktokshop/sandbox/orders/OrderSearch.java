package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages through the orders of a shop. A page goes on strictly after the sort key and id where the last one ended, so
 * that orders which do not change are neither skipped nor repeated, whatever happens to the others.
 */
public final class OrderSearch {

    /**
     * How to page.
     *
     * @param byUpdate by update_time, else by create_time
     * @param ascending oldest first
     * @param after where the page before ended, null for the first page
     * @param size orders a page
     */
    public record Paging(
            boolean byUpdate, boolean ascending, @Nullable SortKey after, int size) {}

    /**
     * A page.
     *
     * @param orders in order
     * @param next where it ended, null if it is the last
     * @param total how many orders fit the filter now
     */
    public record Page(List<Order> orders, @Nullable SortKey next, long total) {}

    private record Counted(OrderFilter filter, long changes, long total) {}

    private final Map<ShopOrders, Counted> counted = new ConcurrentHashMap<>();

    /**
     * Reads a page.
     *
     * @param orders the shop's orders
     * @param filter which of them
     * @param paging which page
     * @param shown the state in which an order is seen
     */
    public Page page(ShopOrders orders, OrderFilter filter, Paging paging, Function<Order, OrderState> shown) {
        List<Order> found = new ArrayList<>(paging.size());
        SortKey last = null;
        for (Map.Entry<SortKey, Order> entry : rest(orders, filter, paging).entrySet()) {
            if (!filter.accepts(entry.getValue(), shown.apply(entry.getValue()))) {
                continue;
            }
            if (found.size() == paging.size()) {
                return new Page(found, last, total(orders, filter, paging.byUpdate()));
            }
            found.add(entry.getValue());
            last = entry.getKey();
        }
        return new Page(found, null, total(orders, filter, paging.byUpdate()));
    }

    private static NavigableMap<SortKey, Order> rest(ShopOrders orders, OrderFilter filter, Paging paging) {
        SortKey from = filter.from(paging.byUpdate());
        SortKey to = filter.to(paging.byUpdate());
        NavigableMap<SortKey, Order> all = orders.sorted(paging.byUpdate());
        NavigableMap<SortKey, Order> range =
                from.compareTo(to) < 0 ? all.subMap(from, true, to, false) : all.headMap(SortKey.FIRST, false);
        SortKey after = paging.after();
        if (!paging.ascending()) {
            return after == null || !inside(after, from, to)
                    ? range.descendingMap()
                    : range.headMap(after, false).descendingMap();
        }
        return after == null || !inside(after, from, to) ? range : range.tailMap(after, false);
    }

    private static boolean inside(SortKey key, SortKey from, SortKey to) {
        return key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }

    private long total(ShopOrders orders, OrderFilter filter, boolean byUpdate) {
        long changes = orders.changes();
        Counted before = counted.get(orders);
        if (before != null && before.changes == changes && before.filter.equals(filter)) {
            return before.total;
        }
        Paging all = new Paging(byUpdate, true, null, Integer.MAX_VALUE);
        long total = rest(orders, filter, all).values().stream()
                .filter(order -> filter.accepts(order, order.state()))
                .count();
        counted.put(orders, new Counted(filter, changes, total));
        return total;
    }
}
