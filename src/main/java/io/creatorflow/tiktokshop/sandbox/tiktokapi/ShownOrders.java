package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.OrderState;
import java.util.function.Function;

/** Which state of an order a reader sees: the latest, or an earlier one where stale reads are on. */
final class ShownOrders {

    private final VirtualClock clock;

    ShownOrders(VirtualClock clock) {
        this.clock = clock;
    }

    Function<Order, OrderState> to(ApiChance chance) {
        if (chance.staleRead()) {
            return Order::before;
        }
        long lag = chance.faults().staleReadMillis();
        long moment = clock.realMillis() - lag;
        return lag > 0 ? order -> order.at(moment) : Order::state;
    }
}
