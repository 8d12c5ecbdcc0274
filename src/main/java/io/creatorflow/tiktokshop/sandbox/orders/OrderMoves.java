package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What may happen to an order. Each change raises update_time, and says which webhooks tell of it. */
public final class OrderMoves {

    static final String CHANGED_MIND = "ecom_order_to_ship_canceled_reason_created_by_mistake";

    private final AtomicLong cancelIds = new AtomicLong();
    private final Orders orders;
    private final OrderSettings settings;
    private final VirtualClock clock;

    /**
     * Changes orders.
     *
     * @param orders where they are kept
     * @param settings how update_time rises
     * @param clock the time of changes
     */
    public OrderMoves(Orders orders, OrderSettings settings, VirtualClock clock) {
        this.orders = orders;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One step on in the story in which all goes well; nothing at its end.
     *
     * @param order which
     */
    public List<Announcement> next(Order order) {
        synchronized (order) {
            OrderStatus status = order.state().status();
            OrderStatus next = status.next(order.traits().onHold());
            return next == status ? List.of() : move(order, next, "SELLER");
        }
    }

    /**
     * Moves an order, step by step through the good story if the status is further on.
     *
     * @param order which
     * @param target where to; CANCELLED is a cancellation by {@code by}
     * @param by who cancels: BUYER, SELLER or SYSTEM
     * @throws IllegalArgumentException if its life has no such way; the text says what may come next
     */
    public List<Announcement> move(Order order, OrderStatus target, String by) {
        synchronized (order) {
            return target == OrderStatus.CANCELLED ? cancel(order, by) : walk(order, target);
        }
    }

    /**
     * The buyer asks to cancel: at once before shipping is prepared, else a request that waits for an answer.
     *
     * @throws IllegalArgumentException if it is too late to ask
     */
    public List<Announcement> buyerCancels(Order order) {
        synchronized (order) {
            OrderState state = order.state();
            if (state.status() == OrderStatus.UNPAID || state.status() == OrderStatus.ON_HOLD) {
                return cancel(order, "BUYER");
            }
            if (state.status() != OrderStatus.AWAITING_SHIPMENT || state.requestOpen()) {
                throw new IllegalArgumentException("Order " + order.id() + " is " + state.status()
                        + (state.requestOpen() ? " with a request open" : "")
                        + ": a buyer asks to cancel in UNPAID, ON_HOLD or AWAITING_SHIPMENT, once.");
            }
            long at = updateTime(state);
            Cancellation request = cancellation("BUYER", at);
            change(order, state.cancelRequested(request, at, clock.realMillis()));
            orders.afterSales().cancellation(order, request, "BUYER_CANCEL", "CANCELLATION_REQUEST_PENDING", at);
            return List.of(Announcement.cancellation(order, request, "PENDING"));
        }
    }

    /**
     * The buyer's request is answered.
     *
     * @param approve whether the order is cancelled
     * @throws IllegalArgumentException if no request is open
     */
    public List<Announcement> answerRequest(Order order, boolean approve) {
        synchronized (order) {
            OrderState state = order.state();
            Cancellation request = state.cancellation();
            if (!state.requestOpen() || request == null) {
                throw new IllegalArgumentException(
                        "Order " + order.id() + " has no open request: let the buyer ask first (cancel-request).");
            }
            if (approve) {
                return cancelled(order, request);
            }
            long at = updateTime(state);
            change(order, state.cancelRefused(at, clock.realMillis()));
            orders.afterSales().cancellation(order, request, "BUYER_CANCEL", "CANCELLATION_REQUEST_CANCELLED", at);
            return List.of(Announcement.cancellation(order, request, "CANCELLED"));
        }
    }

    /** The buyer changes the address. */
    public List<Announcement> changeAddress(Order order) {
        synchronized (order) {
            OrderState state = order.state();
            change(order, state.addressChanged(updateTime(state), clock.realMillis()));
            return List.of(Announcement.address(order));
        }
    }

    /** The units of an order are packed in another way. */
    void pack(Order order, Packing packing) {
        synchronized (order) {
            OrderState state = order.state();
            change(order, state.packed(packing, updateTime(state), clock.realMillis()));
        }
    }

    /** Something changes that no webhook tells: update_time rises, nothing else. */
    public List<Announcement> touch(Order order) {
        synchronized (order) {
            pack(order, order.state().packing());
            return List.of();
        }
    }

    private List<Announcement> walk(Order order, OrderStatus target) {
        List<Announcement> told = new ArrayList<>();
        while (order.state().status() != target) {
            OrderState state = order.state();
            OrderStatus step = state.status().mayGoTo().contains(target)
                    ? target
                    : state.status().next(order.traits().onHold());
            if (step == state.status() || step == OrderStatus.COMPLETED && target != step) {
                throw new IllegalArgumentException("Order " + order.id() + " is " + state.status()
                        + " and cannot become " + target + ": it may become "
                        + state.status().mayGoTo() + ".");
            }
            told.addAll(enter(order, step));
        }
        return told;
    }

    private List<Announcement> enter(Order order, OrderStatus step) {
        OrderState state = order.state();
        if (step == OrderStatus.PARTIALLY_SHIPPING
                && (order.traits().units() < 2 || state.packing().combined())) {
            throw new IllegalArgumentException("Order " + order.id()
                    + " has one unit or shares its package: only two or more units of its own are shipped in parts.");
        }
        change(order, state.entered(step, updateTime(state), clock.realMillis(), null));
        return step == OrderStatus.PARTIALLY_SHIPPING
                ? List.of(Announcement.packed(order, "SPLIT"), Announcement.status(order))
                : List.of(Announcement.status(order));
    }

    private List<Announcement> cancel(Order order, String by) {
        OrderState state = order.state();
        if (!state.status().mayGoTo().contains(OrderStatus.CANCELLED)) {
            throw new IllegalArgumentException(
                    "Order " + order.id() + " is " + state.status() + " and cannot be cancelled: it may become "
                            + state.status().mayGoTo() + ".");
        }
        return cancelled(order, cancellation(by, updateTime(state)));
    }

    private List<Announcement> cancelled(Order order, Cancellation cancellation) {
        OrderState state = order.state();
        long at = updateTime(state);
        change(order, state.entered(OrderStatus.CANCELLED, at, clock.realMillis(), cancellation));
        orders.afterSales().cancellation(order, cancellation, "CANCEL", "CANCELLATION_REQUEST_COMPLETE", at);
        return List.of(
                Announcement.cancellation(order, cancellation, "SUCCESS"),
                Announcement.status(order),
                Announcement.cancellation(order, cancellation, "COMPLETE"));
    }

    private Cancellation cancellation(String by, long at) {
        String reason = by.equals("BUYER") ? CHANGED_MIND : "seller_cancel_reason_out_of_stock";
        long id = 4_035_000_000_000_000_000L
                + clock.realMillis() % 1_000_000_000L * 100_000
                + cancelIds.incrementAndGet() % 100_000;
        return new Cancellation(Long.toString(id), by, reason, at);
    }

    private long updateTime(OrderState state) {
        long least = settings.sameSecondUpdates() ? state.updateTime() : state.updateTime() + 1;
        return Math.max(clock.seconds(), least);
    }

    private void change(Order order, OrderState next) {
        orders.of(order.shop()).change(order, next);
    }
}
