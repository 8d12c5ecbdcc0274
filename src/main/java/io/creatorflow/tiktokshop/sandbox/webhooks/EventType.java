package io.creatorflow.tiktokshop.sandbox.webhooks;

import java.util.Arrays;
import java.util.Optional;

/** The types that the Event API registers by name for a shop: Partner API docs, "Update Shop Webhook". */
public enum EventType {
    ORDER_STATUS_CHANGE(1),
    REVERSE_STATUS_UPDATE(2),
    RECIPIENT_ADDRESS_UPDATE(3),
    PACKAGE_UPDATE(4),
    PRODUCT_STATUS_CHANGE(5),
    SELLER_DEAUTHORIZATION(6),
    UPCOMING_AUTHORIZATION_EXPIRATION(7),
    CANCELLATION_STATUS_CHANGE(11),
    RETURN_STATUS_CHANGE(12),
    NEW_CONVERSATION(13),
    NEW_MESSAGE(14),
    PRODUCT_INFORMATION_CHANGE(15),
    PRODUCT_CREATION(16),
    PRODUCT_CATEGORY_CHANGE(18),
    NEW_MESSAGE_LISTENER(33),
    INVOICE_STATUS_CHANGE(36),
    PRODUCT_AUDIT_STATUS_CHANGE(37);

    private final int number;

    EventType(int number) {
        this.number = number;
    }

    /** The type in the envelope. */
    public int number() {
        return number;
    }

    /** The type of that name; nothing for one that cannot be registered. */
    public static Optional<EventType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
