package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.faults.Chance;
import java.util.List;

/**
 * What each of many new orders is.
 *
 * @param seed the same seed gives the same orders
 * @param traits each order has one of these
 * @param statuses each order's story has come to one of these
 */
public record OrderPlan(long seed, List<OrderTraits> traits, List<OrderStatus> statuses) {

    OrderTraits traitsOf(int order) {
        return traits.get(pick(order, "traits", traits.size()));
    }

    OrderStatus statusOf(int order) {
        return statuses.get(pick(order, "status", statuses.size()));
    }

    private int pick(int order, String what, int size) {
        return (int) Chance.between(seed, order, what, 0, size - 1L);
    }
}
