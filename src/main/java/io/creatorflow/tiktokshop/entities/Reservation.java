package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * The stock that an order holds, from the moment it is placed. It is a statement of the whole, not a difference: it
 * replaces what was said about the order before. Units that were cancelled are no longer in it.
 *
 * @param state whether the stock is held, has left, or is free again
 * @param json as our message {@code reservation.updated} tells it
 */
public record Reservation(State state, ObjectNode json) {

    /** What became of the stock an order holds. */
    public enum State {
        /** At least one unit is held and has not left. */
        RESERVED,
        /** Every unit that was not cancelled is shipped. */
        COMMITTED,
        /** Nothing is held: all cancelled. */
        RELEASED;

        /** The word our messages use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> ITEM_FIELDS = List.of("skuId", "sellerSku", "productId");

    /**
     * What an order holds.
     *
     * @param order our normalized order
     */
    public static Reservation of(JsonNode order) {
        Lifecycle status = Lifecycle.of(order.path("status").asText());
        ArrayNode skus = JsonNodeFactory.instance.arrayNode();
        if (status != Lifecycle.CANCELLED) {
            order.path("items").forEach(item -> addSku(skus, item, status != null && status.shipped()));
        }
        State state = state(skus);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("orderId", order.path("orderId"));
        json.set("shopId", order.path("shopId"));
        json.put("state", state.word());
        copy(order.path("fulfillment"), "by", json, "fulfilledBy");
        copy(order.path("fulfillment"), "warehouseId", json, "warehouseId");
        json.set("skus", skus);
        return new Reservation(state, json);
    }

    private static State state(ArrayNode skus) {
        if (skus.isEmpty()) {
            return State.RELEASED;
        }
        for (JsonNode sku : skus) {
            if (sku.path("reserved").asInt() > 0) {
                return State.RESERVED;
            }
        }
        return State.COMMITTED;
    }

    private static void addSku(ArrayNode skus, JsonNode item, boolean orderShipped) {
        ArrayNode unitIds = JsonNodeFactory.instance.arrayNode();
        int committed = 0;
        for (JsonNode unit : item.path("units")) {
            Lifecycle status = Lifecycle.of(unit.path("status").asText());
            if (status == Lifecycle.CANCELLED) {
                continue;
            }
            unitIds.add(unit.path("unitId"));
            committed += orderShipped || (status != null && status.shipped()) ? 1 : 0;
        }
        if (unitIds.isEmpty()) {
            return;
        }
        ObjectNode sku = skus.addObject();
        ITEM_FIELDS.forEach(field -> copy(item, field, sku, field));
        sku.put("quantity", unitIds.size()).put("reserved", unitIds.size() - committed);
        sku.put("committed", committed).set("unitIds", unitIds);
        copy(item, "components", sku, "components");
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        JsonNode value = from.get(field);
        if (value != null) {
            to.set(name, value);
        }
    }
}
