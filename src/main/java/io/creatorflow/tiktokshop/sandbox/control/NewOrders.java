package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.orders.Catalogue;
import io.creatorflow.tiktokshop.sandbox.orders.OrderPlan;
import io.creatorflow.tiktokshop.sandbox.orders.OrderStatus;
import io.creatorflow.tiktokshop.sandbox.orders.OrderTraits;
import io.creatorflow.tiktokshop.sandbox.orders.OrderTraits.Poison;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders to be made. Everything may be left out.
 *
 * @param count how many, 1 if left out, at most 1,000,000 a call
 * @param seed they differ in what was bought and in status, as far as these are left out; the same seed gives the same ones
 * @param items SKUs and units; one MUG-BLUE if left out
 * @param onHold whether they have the hour of remorse, true if left out
 * @param shippingType SELLER (default) or TIKTOK
 * @param status where their story has come to, UNPAID if left out
 * @param buyerMessage the buyer's words
 * @param poison NONE (default), WRONG_TYPE (line_items is a text) or ERROR (order detail fails when it is asked for)
 * @param spreadSeconds they came to their status evenly over so many seconds before now
 * @param webhooks whether a webhook tells of each, true if left out
 * @param webhooksPerSecond at which pace; all at once if left out
 */
record NewOrders(
        @Nullable Integer count,
        @Nullable Long seed,
        @Nullable List<Item> items,
        @Nullable Boolean onHold,
        @Nullable String shippingType,
        @Nullable OrderStatus status,
        @Nullable String buyerMessage,
        @Nullable Poison poison,
        long spreadSeconds,
        @Nullable Boolean webhooks,
        double webhooksPerSecond) {

    /**
     * Units of one SKU.
     *
     * @param sellerSku the seller's name for it, such as MUG-BLUE
     * @param units how many, 1 if left out
     */
    record Item(String sellerSku, @Nullable Integer units) {}

    static final NewOrders ONE = new NewOrders(null, null, null, null, null, null, null, null, 0, null, 0);

    private static final int MOST = 1_000_000;
    private static final int MOST_UNITS = 100;

    NewOrders {
        if (count != null && (count < 1 || count > MOST)) {
            throw new IllegalArgumentException("count is how many orders: give 1 to " + MOST + ".");
        }
        if (shippingType != null && !shippingType.equals("SELLER") && !shippingType.equals("TIKTOK")) {
            throw new IllegalArgumentException("shippingType is SELLER or TIKTOK: give one of the two.");
        }
        if (spreadSeconds < 0) {
            throw new IllegalArgumentException("spreadSeconds is a span before now: give 0 or more.");
        }
        if (items != null && items.isEmpty()) {
            throw new IllegalArgumentException("items is what was bought: give at least one, or leave it out.");
        }
    }

    int howMany() {
        return count == null ? 1 : count;
    }

    boolean told() {
        return webhooks == null || webhooks;
    }

    OrderPlan plan() {
        OrderStatus goal = status == null ? OrderStatus.UNPAID : status;
        if (seed == null) {
            return new OrderPlan(0, List.of(traits(given())), List.of(goal));
        }
        return new OrderPlan(
                seed,
                items == null ? anyOf() : List.of(traits(items)),
                status == null ? List.of(OrderStatus.values()) : List.of(status));
    }

    private List<Item> given() {
        return items == null ? List.of(new Item("MUG-BLUE", 1)) : items;
    }

    /** Two or three units of two things next to each other in the catalogue. */
    private List<OrderTraits> anyOf() {
        List<String> skus = Catalogue.sellerSkus();
        List<OrderTraits> any = new ArrayList<>();
        for (int i = 0; i < skus.size(); i++) {
            Item one = new Item(skus.get(i), 1 + i % 2);
            any.add(traits(List.of(one, new Item(skus.get((i + 1) % skus.size()), 1))));
        }
        return any;
    }

    private OrderTraits traits(List<Item> wanted) {
        List<OrderTraits.Item> bought = new ArrayList<>();
        int units = 0;
        for (Item item : wanted) {
            bought.add(item(item));
            units += bought.get(bought.size() - 1).units();
        }
        if (units > MOST_UNITS) {
            throw new IllegalArgumentException("items.units add up to " + units + ": give at most " + MOST_UNITS + ".");
        }
        if (status == OrderStatus.PARTIALLY_SHIPPING && units < 2) {
            throw new IllegalArgumentException("status PARTIALLY_SHIPPING needs two units or more: raise items.units.");
        }
        return new OrderTraits(
                List.copyOf(bought),
                units,
                onHold == null || onHold,
                shippingType == null ? "SELLER" : shippingType,
                buyerMessage == null ? "" : buyerMessage,
                poison == null ? Poison.NONE : poison);
    }

    private static OrderTraits.Item item(Item item) {
        int sku = Catalogue.sellerSkus().indexOf(item.sellerSku);
        int units = item.units == null ? 1 : item.units;
        if (sku < 0) {
            throw new IllegalArgumentException(
                    "items.sellerSku " + item.sellerSku + " is not sold: name one of " + Catalogue.sellerSkus() + ".");
        }
        if (units < 1) {
            throw new IllegalArgumentException("items.units is how many of a SKU: give 1 or more.");
        }
        return new OrderTraits.Item(sku, units);
    }
}
