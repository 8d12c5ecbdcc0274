package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The stock of a product, of all its SKUs in all warehouses that sell: Inventory Search takes 100 product ids. It tells no
 * update time, so what was read later stands.
 */
@Component
class StockKind implements Kind {

    static final String NAME = "stock";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String plural() {
        return NAME;
    }

    @Override
    public String identifiedBy() {
        return "productId";
    }

    @Override
    public int idsPerCall() {
        return 100;
    }

    @Override
    public ApiRequest read(String shopId, List<String> ids) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ids.forEach(body.putArray("product_ids")::add);
        return new ApiRequest(shopId, Map.of(), Map.of(), body);
    }

    @Override
    public JsonNode listed(JsonNode data) {
        return data.path("inventory");
    }

    @Override
    public String id(JsonNode source) {
        return source.path("product_id").asText("");
    }

    /** A product that is gone has no SKU to keep stock of. */
    @Override
    public ObjectNode vanished(ObjectNode content) {
        return content.deepCopy().set("skus", JsonNodeFactory.instance.arrayNode());
    }
}
