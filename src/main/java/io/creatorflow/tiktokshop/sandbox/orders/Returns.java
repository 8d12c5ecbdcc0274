package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale.Kind;
import java.util.EnumSet;
import java.util.Set;

/** What buyers send back or want money for, and what becomes of it. Each change raises update_time and is told. */
public final class Returns {

    private static final String DAMAGED = "ecom_order_delivered_refund_and_return_reason_damaged";
    private static final Set<OrderStatus> RETURNABLE = EnumSet.of(OrderStatus.IN_TRANSIT, OrderStatus.DELIVERED);
    private static final Set<OrderStatus> REFUNDABLE =
            EnumSet.of(OrderStatus.AWAITING_COLLECTION, OrderStatus.IN_TRANSIT, OrderStatus.DELIVERED);

    private final Orders orders;
    private final VirtualClock clock;

    /**
     * Changes returns.
     *
     * @param orders what they are about
     * @param clock the time of changes
     */
    public Returns(Orders orders, VirtualClock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** A return with the webhook that tells of it. */
    public record Told(AfterSale now, Announcement news) {}

    /**
     * The buyer asks for money or goods.
     *
     * @param type REFUND, RETURN_AND_REFUND or REPLACEMENT
     * @throws IllegalArgumentException if the order is not that far, or its time is over
     */
    public Told ask(Order order, String type) {
        if (!ReturnStatus.TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "type " + type + " is not a type of return: give one of " + ReturnStatus.TYPES + ".");
        }
        Set<OrderStatus> from = type.equals("REFUND") ? REFUNDABLE : RETURNABLE;
        if (!from.contains(order.state().status())) {
            throw new IllegalArgumentException("Order " + order.id() + " is "
                    + order.state().status() + ": a " + type + " is asked for in " + from + ".");
        }
        long number = orders.afterSales().nextNumber();
        String id = Long.toString(4_035_500_000_000_000_000L + clock.realMillis() % 1_000_000_000L * 100_000 + number);
        String status = ReturnStatus.first(type).name();
        long now = clock.seconds();
        return told(new AfterSale(Kind.RETURN, number, id, order, type, status, "BUYER", DAMAGED, now, now));
    }

    /**
     * A return goes on.
     *
     * @param target its next status
     * @throws IllegalArgumentException if its life has no such way; the text says what may come next
     */
    public Told move(AfterSale before, String target) {
        Set<ReturnStatus> next = ReturnStatus.of(before.status()).mayGoTo(before.type());
        if (!next.contains(ReturnStatus.of(target))) {
            throw new IllegalArgumentException("Return " + before.id() + " is " + before.status()
                    + " and cannot become " + target + ": it may become " + next + ".");
        }
        return told(before.with(target, Math.max(clock.seconds(), before.updateTime() + 1)));
    }

    private Told told(AfterSale now) {
        orders.afterSales().put(now);
        return new Told(now, Announcement.comesBack(now));
    }
}
