package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.creatorflow.tiktokshop.api.ApiRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Packages: Get Package Detail takes one id, Search Package lists them in brief and is documented to sort by create time
 * only. A split or a combination replaces packages by others, with ids of their own.
 */
@Component
class PackageKind implements Kind {

    @Override
    public String name() {
        return "package";
    }

    @Override
    public int idsPerCall() {
        return 1;
    }

    @Override
    public ApiRequest read(String shopId, List<String> ids) {
        return new ApiRequest(shopId, Map.of("package_id", ids.get(0)), Map.of(), null);
    }

    @Override
    public ApiRequest changed(String shopId, Instant from, Instant to) {
        Map<String, String> query = Map.of("page_size", "50", "sort_field", "create_time", "sort_order", "ASC");
        return new ApiRequest(shopId, Map.of(), query, Window.filter(from, to));
    }

    @Override
    public JsonNode listed(JsonNode data) {
        return data.has("package_id") ? JsonNodeFactory.instance.arrayNode().add(data) : data.path("packages");
    }

    @Override
    public boolean listedInBrief() {
        return true;
    }

    @Override
    public String id(JsonNode source) {
        return source.path("package_id").asText(source.path("id").asText(""));
    }
}
