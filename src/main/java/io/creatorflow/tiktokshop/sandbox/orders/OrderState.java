package io.creatorflow.tiktokshop.sandbox.orders;

import org.jspecify.annotations.Nullable;

/**
 * One state of an order; a change makes a new one.
 *
 * @param status its status
 * @param updateTime update_time, unix seconds
 * @param since real milliseconds since 1970 at which this state began
 * @param times when its steps happened
 * @param cancellation what was asked or done, null when nothing
 * @param requestOpen whether the buyer's request waits for an answer
 * @param packing how its units are packed
 * @param address how often the buyer changed the address
 */
public record OrderState(
        OrderStatus status,
        long updateTime,
        long since,
        Times times,
        @Nullable Cancellation cancellation,
        boolean requestOpen,
        Packing packing,
        int address) {

    OrderState entered(OrderStatus next, long at, long now, @Nullable Cancellation reason) {
        return new OrderState(
                next,
                at,
                now,
                times.entered(next, at),
                reason == null ? cancellation : reason,
                requestOpen && next == OrderStatus.CANCELLED,
                next == OrderStatus.PARTIALLY_SHIPPING ? Packing.SPLIT : packing,
                address);
    }

    OrderState cancelRequested(Cancellation request, long at, long now) {
        return new OrderState(status, at, now, times.cancelRequested(at), request, true, packing, address);
    }

    OrderState cancelRefused(long at, long now) {
        return new OrderState(status, at, now, times, null, false, packing, address);
    }

    OrderState addressChanged(long at, long now) {
        return new OrderState(status, at, now, times, cancellation, requestOpen, packing, address + 1);
    }

    OrderState packed(Packing next, long at, long now) {
        return new OrderState(status, at, now, times, cancellation, requestOpen, next, address);
    }

    /** Whether its units are in two packages. */
    boolean split() {
        return packing.split();
    }
}
