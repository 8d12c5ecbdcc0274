package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Products with their SKUs: Get Product takes one id, Search Products lists them in brief, in no documented order, those
 * that were deleted among them.
 */
@Component
class ProductKind implements Kind {

    @Override
    public String name() {
        return "product";
    }

    @Override
    public int idsPerCall() {
        return 1;
    }

    @Override
    public ApiRequest read(String shopId, List<String> ids) {
        return new ApiRequest(shopId, Map.of("product_id", ids.get(0)), Map.of(), null);
    }

    /** This search alone of TikTok's includes the end of its window. */
    @Override
    public ApiRequest changed(String shopId, Instant from, Instant to) {
        ObjectNode filter = JsonNodeFactory.instance
                .objectNode()
                .put("status", "ALL")
                .put("update_time_ge", from.getEpochSecond())
                .put("update_time_le", to.getEpochSecond() - 1);
        return new ApiRequest(shopId, Map.of(), Map.of("page_size", "100"), filter);
    }

    @Override
    public JsonNode listed(JsonNode data) {
        return data.has("id") ? JsonNodeFactory.instance.arrayNode().add(data) : data.path("products");
    }

    @Override
    public boolean listedInBrief() {
        return true;
    }

    @Override
    public String id(JsonNode source) {
        return source.path("id").asText("");
    }

    @Override
    public ObjectNode vanished(ObjectNode content) {
        return content.deepCopy().put("status", "deleted").put("statusKnown", true);
    }

    /** Stock is kept of its SKUs: other ones make it worth a look. */
    @Override
    public List<Implied> implied(@Nullable JsonNode previous, ObjectNode content, Instant now) {
        if (previous != null && previous.findValuesAsText("skuId").equals(content.findValuesAsText("skuId"))) {
            return List.of();
        }
        String shopId = content.path("shopId").asText();
        String productId = content.path("productId").asText();
        return List.of(new Implied(StockKind.NAME, Wanted.now(shopId, productId, null)));
    }
}
