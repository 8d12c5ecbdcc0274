package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.List;

/** Replaces packages by others. A split comes by itself, when an order is shipped in parts. */
public final class PackageMoves {

    private final OrderMoves moves;

    /**
     * Changes how orders are packed.
     *
     * @param moves what changes orders
     */
    public PackageMoves(OrderMoves moves) {
        this.moves = moves;
    }

    /**
     * Orders of a shop that wait for shipment are packed together: their packages are gone, a new one holds all.
     *
     * @throws IllegalArgumentException if they are not at least two, or one of them cannot be packed together
     */
    public synchronized Announcement combine(List<Order> together) {
        if (together.stream().distinct().count() < Math.max(2, together.size())
                || together.stream().anyMatch(order -> !combinable(order, together.get(0)))) {
            throw new IllegalArgumentException("Two or more orders of one shop can be packed together, each"
                    + " AWAITING_SHIPMENT with a package of its own and no request open.");
        }
        together.forEach(order -> moves.pack(order, new Packing(false, List.copyOf(together))));
        return Announcement.packed(together.get(0), "COMBINE");
    }

    /** In the US an order has no package before it is shipped. */
    private static boolean combinable(Order order, Order first) {
        OrderState state = order.state();
        return order.shop().equals(first.shop())
                && !order.shop().region().equals("US")
                && state.status() == OrderStatus.AWAITING_SHIPMENT
                && state.packing().equals(Packing.WHOLE)
                && !state.requestOpen();
    }
}
