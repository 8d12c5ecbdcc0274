package io.creatorflow.tiktokshop.routing;

/** Types of events. */
public enum EventType {
    ORDER_STATUS_CHANGE(1, "order"),
    PRODUCT_STATUS_CHANGE(
            5, "product"),
    NEW_MESSAGE(14, "");

    private static final String MARGIN = "pull.margin";
    private final int number;
    private final String family;

    EventType(int number, String family) {
        this.number = number;
        this.family = family;
    }

    /** The number in the envelope. */
    public int number() {
        return number;
    }

    /** What the router has a branch for. */
    public String family() {
        return family;
    }
}
