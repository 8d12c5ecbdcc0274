package io.creatorflow.tiktokshop.routing;

/** Types of events. */
public enum EventType {
    ORDER_STATUS_CHANGE(1),
    PRODUCT_STATUS_CHANGE(5);

    private static final String MARGIN = "pull.margin";
    private final int number;

    EventType(int number) {
        this.number = number;
    }

    /** The number in the envelope. */
    public int number() {
        return number;
    }
}
