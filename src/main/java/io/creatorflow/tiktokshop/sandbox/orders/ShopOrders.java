package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The orders of one shop, kept sorted both by create_time and by update_time. */
public final class ShopOrders {

    private final ConcurrentSkipListMap<SortKey, Order> byCreateTime = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<SortKey, Order> byUpdateTime = new ConcurrentSkipListMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Catalogue catalogue;
    private final ShopStock stock;

    ShopOrders(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.stock = new ShopStock(catalogue);
    }

    /** What the shop sells. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** How much of it is there. */
    public ShopStock stock() {
        return stock;
    }

    /** All orders, the oldest first. */
    public Collection<Order> all() {
        return byCreateTime.values();
    }

    /** Grows with every change of any order. */
    public long changes() {
        return changes.get();
    }

    /** Orders by update_time (true) or create_time. */
    public NavigableMap<SortKey, Order> sorted(boolean byUpdate) {
        return byUpdate ? byUpdateTime : byCreateTime;
    }

    void add(Order order) {
        stock.follow(order, null, order.state());
        byUpdateTime.put(updateKey(order), order);
        byCreateTime.put(new SortKey(order.createTime(), order.number()), order);
        changes.incrementAndGet();
    }

    void change(Order order, OrderState next) {
        SortKey old = updateKey(order);
        stock.follow(order, order.state(), next);
        order.add(next);
        SortKey now = updateKey(order);
        if (!now.equals(old)) {
            byUpdateTime.put(now, order);
            byUpdateTime.remove(old);
        }
        changes.incrementAndGet();
    }

    private static SortKey updateKey(Order order) {
        return new SortKey(order.state().updateTime(), order.number());
    }
}
