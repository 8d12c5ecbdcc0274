package io.creatorflow.tiktokshop.benchmark;

import java.util.List;
import java.util.Map;

/** Whom the messages of one order go to. */
interface Recipients {

    /** The types that a receiver has to get about an order. */
    List<String> types(String receiver, String orderId);

    /** How many messages one order makes in all. */
    int perOrder();

    /** The integration's, but for one receiver, which takes nothing. */
    static Recipients without(String absent) {
        return new Recipients() {
            @Override
            public List<String> types(String receiver, String orderId) {
                return receiver.equals(absent) ? List.of() : INTEGRATION.types(receiver, orderId);
            }

            @Override
            public int perOrder() {
                return INTEGRATION.perOrder() - INTEGRATION.types(absent, "0").size();
            }
        };
    }

    /** The integration: an order that waits for shipment and was not known before. */
    Recipients INTEGRATION = new Recipients() {
        private static final String PREFIX = "com.creatorflow.tiktokshop.";
        private static final Map<String, List<String>> TYPES = Map.of(
                "order-management", List.of(PREFIX + "order.updated.v1"),
                "inventory-tracking", List.of(PREFIX + "reservation.updated.v1"),
                "shipping-automation", List.of(PREFIX + "order.released.v1"),
                "analytics",
                        List.of(
                                PREFIX + "order.updated.v1",
                                PREFIX + "order.released.v1",
                                PREFIX + "reservation.updated.v1"));

        @Override
        public List<String> types(String receiver, String orderId) {
            return TYPES.getOrDefault(receiver, List.of());
        }

        @Override
        public int perOrder() {
            return 6;
        }
    };

    /** The reference posts each event on to one receiver, the four in turn. */
    Recipients REFERENCE = new Recipients() {
        @Override
        public List<String> types(String receiver, String orderId) {
            int turn = (int) (Long.parseLong(orderId) % SandboxControl.RECEIVERS.size());
            return SandboxControl.RECEIVERS.get(turn).equals(receiver)
                    ? List.of("com.creatorflow.tiktokshop.order.event.v1")
                    : List.of();
        }

        @Override
        public int perOrder() {
            return 1;
        }
    };
}
