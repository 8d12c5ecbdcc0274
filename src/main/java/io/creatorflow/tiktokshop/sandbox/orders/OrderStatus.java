package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The life of an order and where it may go, as the order status pages of TikTok Shop Partner Center draw it. */
public enum OrderStatus {
    /** Placed, not paid. */
    UNPAID,
    /** Paid, within the hour of remorse. */
    ON_HOLD,
    /** To be shipped. */
    AWAITING_SHIPMENT,
    /** Some units shipped. */
    PARTIALLY_SHIPPING,
    /** All arranged, waiting for the carrier. */
    AWAITING_COLLECTION,
    /** The carrier has all. */
    IN_TRANSIT,
    /** The buyer has all. */
    DELIVERED,
    /** Closed well. */
    COMPLETED,
    /** All units cancelled. */
    CANCELLED;

    /** Where an order in this status may go. */
    public Set<OrderStatus> mayGoTo() {
        return switch (this) {
            case UNPAID -> EnumSet.of(ON_HOLD, AWAITING_SHIPMENT, CANCELLED);
            case ON_HOLD -> EnumSet.of(AWAITING_SHIPMENT, CANCELLED);
            case AWAITING_SHIPMENT -> EnumSet.of(PARTIALLY_SHIPPING, AWAITING_COLLECTION, CANCELLED);
            case PARTIALLY_SHIPPING -> EnumSet.of(AWAITING_COLLECTION, CANCELLED);
            case AWAITING_COLLECTION -> EnumSet.of(IN_TRANSIT, CANCELLED, COMPLETED);
            case IN_TRANSIT -> EnumSet.of(DELIVERED, CANCELLED, COMPLETED);
            case DELIVERED -> EnumSet.of(COMPLETED);
            case COMPLETED, CANCELLED -> EnumSet.noneOf(OrderStatus.class);
        };
    }

    /**
     * The next step of the story in which all goes well.
     *
     * @param onHold whether the order has the hour of remorse
     */
    public OrderStatus next(boolean onHold) {
        return switch (this) {
            case UNPAID -> onHold ? ON_HOLD : AWAITING_SHIPMENT;
            case ON_HOLD -> AWAITING_SHIPMENT;
            case AWAITING_SHIPMENT, PARTIALLY_SHIPPING -> AWAITING_COLLECTION;
            case AWAITING_COLLECTION -> IN_TRANSIT;
            case IN_TRANSIT -> DELIVERED;
            case DELIVERED, COMPLETED -> COMPLETED;
            case CANCELLED -> CANCELLED;
        };
    }

    /**
     * The steps from UNPAID to this status, without UNPAID.
     *
     * @param onHold whether the order has the hour of remorse
     */
    public List<OrderStatus> storyFromUnpaid(boolean onHold) {
        List<OrderStatus> steps = new ArrayList<>();
        OrderStatus at = UNPAID;
        while (at != this) {
            boolean aside = this == CANCELLED || (this == PARTIALLY_SHIPPING && at == AWAITING_SHIPMENT);
            at = aside ? this : at.next(onHold);
            steps.add(at);
            if (at == COMPLETED && this != COMPLETED) {
                throw new IllegalArgumentException(
                        "No order without the hour of remorse is ON_HOLD: give onHold true.");
            }
        }
        return steps;
    }

    /** Whether units are on their way. */
    public boolean shipped() {
        return this == PARTIALLY_SHIPPING
                || this == AWAITING_COLLECTION
                || this == IN_TRANSIT
                || this == DELIVERED
                || this == COMPLETED;
    }

    /** How order webhooks spell it: CANCEL for CANCELLED. */
    public String webhookName() {
        return this == CANCELLED ? "CANCEL" : name();
    }
}
