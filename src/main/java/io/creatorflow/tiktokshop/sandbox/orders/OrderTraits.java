package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.List;

/**
 * What is chosen when orders are made; orders made together share it.
 *
 * @param items what was bought
 * @param units how many units in all
 * @param onHold whether the order has the hour of remorse (is_on_hold_order)
 * @param shippingType SELLER or TIKTOK
 * @param buyerMessage the buyer's words
 * @param poison how reading it goes wrong
 */
public record OrderTraits(
        List<Item> items, int units, boolean onHold, String shippingType, String buyerMessage, Poison poison) {

    /**
     * Units of one SKU.
     *
     * @param sku place in the shop's catalogue, from 0
     * @param units how many
     */
    public record Item(int sku, int units) {}

    /** How reading an order goes wrong. */
    public enum Poison {
        /** It does not. */
        NONE,
        /** Its line_items come as a text where a list is promised. */
        WRONG_TYPE,
        /** Order detail answers code 36009003 whenever its id is among those asked for. */
        ERROR
    }
}
