package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cancellation or a return pays back, and how far that is: part of both, and told on its own. */
final class Refund {

    static final String UPDATED = "refund.updated.v1";

    private static final List<String> UNIT = List.of("unitId", "skuId", "sellerSku", "refund");

    private Refund() {}

    /**
     * The refund of our cancellation or return.
     *
     * @param kind {@code cancellation} or {@code return}
     * @return null where nothing is to be paid back
     */
    static @Nullable ObjectNode of(String kind, JsonNode content) {
        String status = content.path("status").asText();
        boolean replaced = content.path("returnType").asText().equals("replacement");
        if (!content.path("refund").has("total") || (replaced && !status.equals("refund_success"))) {
            return null;
        }
        ObjectNode refund = JsonNodeFactory.instance.objectNode();
        refund.set("orderId", content.path("orderId"));
        refund.set("shopId", content.path("shopId"));
        refund.put("cause", kind);
        refund.set("causeId", content.path(kind + "Id"));
        refund.put("state", state(status));
        refund.set("refund", content.path("refund"));
        refund.set("units", units(content.path("units")));
        return refund;
    }

    /** A status that we do not know promises nothing. */
    private static String state(String status) {
        return switch (status) {
            case "success" -> "accepted";
            case "complete", "refund_success" -> "paid";
            case "cancelled", "rejected", "reject_receive_package" -> "refused";
            default -> "requested";
        };
    }

    private static ArrayNode units(JsonNode units) {
        ArrayNode refunded = JsonNodeFactory.instance.arrayNode();
        units.forEach(unit -> refunded.add(unit.<ObjectNode>deepCopy().retain(UNIT)));
        return refunded;
    }
}
