package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.function.Function;

/** Pages through the orders of a shop. */
public final class OrderSearch {

    /**
     * A page.
     *
     * @param orders in order, and where they ended
     * @param total how many orders fit the filter now
     */
    public record Found(Timeline.Page<Order> orders, long total) {}

    private OrderSearch() {}

    /**
     * Reads a page.
     *
     * @param orders the shop's orders
     * @param filter which of them
     * @param paging which page
     * @param shown the state in which an order is seen
     */
    public static Found page(
            Timeline<Order> orders, OrderFilter filter, Timeline.Paging paging, Function<Order, OrderState> shown) {
        return new Found(
                orders.page(paging, filter.span(), order -> filter.accepts(order, shown.apply(order))),
                orders.count(
                        filter.span(), filter.isOfTimesOnly() ? null : order -> filter.accepts(order, order.state())));
    }
}
