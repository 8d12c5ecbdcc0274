package io.creatorflow.tiktokshop.sandbox.orders;

/**
 * When the steps of an order happened, unix seconds, 0 where they have not.
 *
 * @param paid paid_time
 * @param shipped rts_time
 * @param collected collection_time
 * @param delivered delivery_time
 * @param cancelled cancel_time
 * @param cancelRequested request_cancel_time
 */
record Times(long paid, long shipped, long collected, long delivered, long cancelled, long cancelRequested) {

    static final Times NONE = new Times(0, 0, 0, 0, 0, 0);

    Times entered(OrderStatus status, long at) {
        return switch (status) {
            case UNPAID, COMPLETED -> this;
            case ON_HOLD -> new Times(at, shipped, collected, delivered, cancelled, cancelRequested);
            case AWAITING_SHIPMENT ->
                new Times(paid == 0 ? at : paid, shipped, collected, delivered, cancelled, cancelRequested);
            case PARTIALLY_SHIPPING, AWAITING_COLLECTION ->
                new Times(paid, shipped == 0 ? at : shipped, collected, delivered, cancelled, cancelRequested);
            case IN_TRANSIT -> new Times(paid, shipped, at, delivered, cancelled, cancelRequested);
            case DELIVERED -> new Times(paid, shipped, collected, at, cancelled, cancelRequested);
            case CANCELLED -> new Times(paid, shipped, collected, delivered, at, cancelRequested);
        };
    }

    Times cancelRequested(long at) {
        return new Times(paid, shipped, collected, delivered, cancelled, at);
    }
}
