package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of each SKU a shop has, in two warehouses: of what its catalogue names and of what is made. Orders take from the first, which is filled up when it cannot give what is
 * ordered: TikTok Shop would not have sold it.
 */
public final class ShopStock {

    /** The warehouses, the one of orders first. */
    public static final List<String> WAREHOUSES = List.of(OrderJson.WAREHOUSE, "7431000000000000102");

    private static final long AT_FIRST = 1_000;
    private static final long IN_SECOND = 100;
    private static final long FILLED_UP = 1_000_000;

    private final Catalogue catalogue;
    private final Map<String, long[]> available = new HashMap<>();
    private final Map<String, Long> committed = new HashMap<>();

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

    ShopStock(Catalogue catalogue) {
        this.catalogue = catalogue;
        for (Sku sku : catalogue.skus()) {
            available.put(sku.skuId(), new long[] {AT_FIRST, IN_SECOND});
        }
    }

    /** How much there is of a SKU: nothing of one that was never set. */
    public synchronized Level level(String skuId) {
        long[] units = available.getOrDefault(skuId, new long[2]);
        return new Level(List.of(units[0], units[1]), committed.getOrDefault(skuId, 0L));
    }

    /** Sets how many units of a SKU can be sold from a warehouse. */
    public synchronized void set(String skuId, int warehouse, long units) {
        available.computeIfAbsent(skuId, made -> new long[2])[warehouse] = units;
    }

    /** An order has become what it is now. */
    synchronized void follow(Order order, @Nullable OrderState before, OrderState now) {
        for (int item = 0; item < order.traits().items().size(); item++) {
            long held = held(order, item, now) - (before == null ? 0 : held(order, item, before));
            String sku =
                    catalogue.skus().get(order.traits().items().get(item).sku()).skuId();
            committed.merge(sku, held, Long::sum);
            if (before == null || now.status() == OrderStatus.CANCELLED) {
                take(level(sku).warehouses().get(0), sku, held);
            }
        }
    }

    private void take(long there, String sku, long units) {
        set(sku, 0, (there < units ? there + FILLED_UP : there) - units);
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
