package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.List;

/**
 * How the units of an order are packed.
 *
 * @param split whether in two packages, the first unit by itself
 * @param together the orders that share one package, the one that gives it its number first; empty if it is not shared
 */
public record Packing(boolean split, List<Order> together) {

    static final Packing WHOLE = new Packing(false, List.of());
    static final Packing SPLIT = new Packing(true, List.of());

    boolean combined() {
        return !together.isEmpty();
    }
}
