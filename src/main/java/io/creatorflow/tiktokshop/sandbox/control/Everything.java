package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.Faults;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.receivers.Receivers;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.CallCounts;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;

/**
 * All that a sandbox remembers.
 *
 * @param faults what goes wrong
 * @param clock its time
 * @param webhooks sent and waiting
 * @param receivers what they got
 * @param orders all orders
 * @param products all products
 * @param tokens all tokens
 * @param shops all shops
 * @param calls counts of calls
 */
public record Everything(
        Faults faults,
        VirtualClock clock,
        Webhooks webhooks,
        Receivers receivers,
        Orders orders,
        Products products,
        Tokens tokens,
        Shops shops,
        CallCounts calls) {

    void reset() {
        faults.reset();
        webhooks.reset();
        clock.reset();
        receivers.reset();
        orders.reset();
        products.reset();
        tokens.reset();
        shops.reset();
        calls.reset();
    }
}
