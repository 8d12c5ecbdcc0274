package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All orders of the sandbox, and the making of new ones. */
public final class Orders {

    private static final long SECONDS_PER_STEP = 60;

    private final Map<Long, Order> byNumber = new ConcurrentHashMap<>();
    private final AfterSales afterSales = new AfterSales();
    private final Map<Shop, ShopOrders> byShop = new ConcurrentHashMap<>();
    private final AtomicLong nextNumber;
    private final VirtualClock clock;

    /**
     * No orders yet.
     *
     * @param settings where ids begin
     * @param clock the time orders are placed at
     */
    public Orders(OrderSettings settings, VirtualClock clock) {
        this.clock = clock;
        this.nextNumber = new AtomicLong(
                settings.firstId() > 0
                        ? settings.firstId()
                        : 577_000_000_000_000_000L + clock.realMillis() % 1_000_000_000_000L * 1000);
    }

    /** The orders of a shop. */
    public ShopOrders of(Shop shop) {
        return byShop.computeIfAbsent(shop, it -> new ShopOrders(Catalogue.of(it)));
    }

    /** Their cancellations and returns. */
    public AfterSales afterSales() {
        return afterSales;
    }

    /** One order by its id, null if there is none. */
    public @Nullable Order find(String id) {
        return id.length() > 18 || !id.chars().allMatch(c -> c >= '0' && c <= '9') || id.isEmpty()
                ? null
                : byNumber.get(Long.parseLong(id));
    }

    /** How many there are. */
    public int size() {
        return byNumber.size();
    }

    /**
     * Places orders with ids that follow one another. An order that is further on than UNPAID took a minute for each
     * step, and came to its status now.
     *
     * @param shop where
     * @param traits what they share
     * @param count how many
     * @param spreadSeconds they came to their status evenly over so many seconds before now; 0 for all now
     * @param status where their story has come to
     */
    public List<Order> place(Shop shop, OrderTraits traits, int count, long spreadSeconds, OrderStatus status) {
        ShopOrders orders = of(shop);
        List<OrderStatus> steps = status.storyFromUnpaid(traits.onHold());
        long first = nextNumber.getAndAdd(count);
        long now = clock.seconds();
        List<Order> placed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long at = now - spreadSeconds + spreadSeconds * i / count;
            Order order = order(first + i, shop, traits, at - SECONDS_PER_STEP * steps.size(), steps);
            byNumber.put(order.number(), order);
            orders.add(order);
            placed.add(order);
        }
        return placed;
    }

    private Order order(long number, Shop shop, OrderTraits traits, long createTime, List<OrderStatus> steps) {
        long real = clock.realMillis();
        OrderState state =
                new OrderState(OrderStatus.UNPAID, createTime, real, Times.NONE, null, false, Packing.WHOLE, 0);
        long at = createTime;
        for (OrderStatus step : steps) {
            at += SECONDS_PER_STEP;
            Cancellation cancellation = step == OrderStatus.CANCELLED
                    ? new Cancellation("4035" + number, "BUYER", OrderMoves.CHANGED_MIND, at)
                    : null;
            state = state.entered(step, at, real, cancellation);
        }
        Order order = new Order(number, shop, createTime, traits, state);
        if (state.cancellation() != null) {
            afterSales.cancellation(
                    order, state.cancellation(), "CANCEL", "CANCELLATION_REQUEST_COMPLETE", state.updateTime());
        }
        return order;
    }

    /** Forgets everything; ids go on. */
    public void reset() {
        byNumber.clear();
        byShop.clear();
        afterSales.reset();
    }
}
