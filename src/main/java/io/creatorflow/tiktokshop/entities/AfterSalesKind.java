package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cancellations, and returns with their refunds and replacements. Both are read by a search (Search Cancellations, Search
 * Returns), whose page holds 50, and which TikTok documents to sort by create time only.
 *
 * @param list name of the list in an answer
 * @param idField name of an entity's id in that list
 * @param idFilter name of the search's filter by id
 */
record AfterSalesKind(String name, String list, String idField, String idFilter) implements Kind {

    private static final int PAGE = 50;

    @Override
    public int idsPerCall() {
        return PAGE;
    }

    @Override
    public ApiRequest read(String shopId, List<String> ids) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        ids.forEach(filter.putArray(idFilter)::add);
        return search(shopId, filter);
    }

    @Override
    public ApiRequest changed(String shopId, Instant from, Instant to) {
        return search(shopId, Window.filter(from, to));
    }

    private static ApiRequest search(String shopId, ObjectNode filter) {
        Map<String, String> query =
                Map.of("page_size", Integer.toString(PAGE), "sort_field", "create_time", "sort_order", "ASC");
        return new ApiRequest(shopId, Map.of(), query, filter);
    }

    @Override
    public JsonNode listed(JsonNode data) {
        return data.path(list);
    }

    @Override
    public String id(JsonNode source) {
        return source.path(idField).asText("");
    }

    /** The whole of it, and what it pays back: with each revision, since an older message may give way to a newer one. */
    @Override
    public List<Message> messages(@Nullable JsonNode previous, ObjectNode content, Instant asOf) {
        Message whole = Kind.super.messages(previous, content, asOf).get(0);
        ObjectNode refund = Refund.of(name, content);
        return refund == null ? List.of(whole) : List.of(whole, whole.saying(Refund.UPDATED, refund));
    }
}
