package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of each SKU a shop has, in two warehouses. Orders take from the first, which is filled up when it cannot give what is
 * ordered: TikTok Shop would not have sold it.
 */
public final class ShopStock {

    /** The warehouses, the one of orders first. */
    public static final List<String> WAREHOUSES = List.of(OrderJson.WAREHOUSE, "7431000000000000102");

    private static final long AT_FIRST = 1_000;
    private static final long FILLED_UP = 1_000_000;

    private final long[][] available;
    private final long[] committed;

    /**
     * The stock of a SKU.
     *
     * @param warehouses units that can be sold, by warehouse
     * @param committed units that orders hold, all in the first warehouse
     */
    public record Level(List<Long> warehouses, long committed) {

        /** Units that can be sold. */
        public long available() {
            return warehouses.stream().mapToLong(Long::longValue).sum();
        }
    }

    ShopStock(int skus) {
        this.available = new long[skus][];
        this.committed = new long[skus];
        for (int sku = 0; sku < skus; sku++) {
            available[sku] = new long[] {AT_FIRST, AT_FIRST / 10};
        }
    }

    /** How much there is of a SKU. */
    public synchronized Level level(int sku) {
        return new Level(List.of(available[sku][0], available[sku][1]), committed[sku]);
    }

    /** Sets how many units of a SKU can be sold from a warehouse. */
    public synchronized void set(int sku, int warehouse, long units) {
        available[sku][warehouse] = units;
    }

    /** An order has become what it is now. */
    synchronized void follow(Order order, @Nullable OrderState before, OrderState now) {
        for (int item = 0; item < order.traits().items().size(); item++) {
            long held = held(order, item, now) - (before == null ? 0 : held(order, item, before));
            int sku = order.traits().items().get(item).sku();
            committed[sku] += held;
            if (before == null || now.status() == OrderStatus.CANCELLED) {
                take(sku, held);
            }
        }
    }

    private void take(int sku, long units) {
        if (available[sku][0] < units) {
            available[sku][0] += FILLED_UP;
        }
        available[sku][0] -= units;
    }

    /** Units of an item that an order holds in a state: neither cancelled nor shipped. The unit shipped first is of the first item. */
    static long held(Order order, int item, OrderState state) {
        long units = order.traits().items().get(item).units();
        return switch (state.status()) {
            case UNPAID, ON_HOLD, AWAITING_SHIPMENT -> units;
            case PARTIALLY_SHIPPING -> item == 0 ? units - 1 : units;
            case AWAITING_COLLECTION, IN_TRANSIT, DELIVERED, COMPLETED, CANCELLED -> 0;
        };
    }
}
