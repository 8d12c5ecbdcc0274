package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.Collection;
import java.util.List;

/** The orders of one shop, and their packages. */
public final class ShopOrders {

    private final Timeline<Order> orders = new Timeline<>();
    private final Timeline<Packed> packages = new Timeline<>();
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
        return orders.all();
    }

    /** Orders by their times. */
    public Timeline<Order> orders() {
        return orders;
    }

    /** Packages by the times of their orders. */
    public Timeline<Packed> packages() {
        return packages;
    }

    void add(Order order) {
        stock.follow(order, null, order.state());
        arrange(order);
    }

    void change(Order order, OrderState next) {
        stock.follow(order, order.state(), next);
        order.add(next);
        arrange(order);
    }

    private void arrange(Order order) {
        long created = order.createTime();
        long updated = order.state().updateTime();
        orders.put(new SortKey(created, order.number()), new SortKey(updated, order.number()), order);
        List<String> ids = Packages.of(order, catalogue);
        for (int i = 0; i < Packed.MOST_OF_AN_ORDER; i++) {
            long number = order.number() * Packed.MOST_OF_AN_ORDER + i;
            SortKey place = new SortKey(created, number);
            if (i < ids.size()) {
                packages.put(place, new SortKey(updated, number), new Packed(order, ids.get(i)));
            } else {
                packages.remove(place);
            }
        }
    }
}
