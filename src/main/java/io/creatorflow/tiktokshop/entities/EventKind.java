package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import java.util.List;

/**
 * A kind whose state no call of the API tells, only events: the newest event is its state. Its mapping takes the whole
 * webhook.
 */
record EventKind(String name, String identifiedBy) implements Kind {

    @Override
    public int idsPerCall() {
        return 1;
    }

    @Override
    public ApiRequest read(String shopId, List<String> ids) {
        throw new UnsupportedOperationException("No call of TikTok Shop tells of a " + name);
    }

    @Override
    public boolean isRead() {
        return false;
    }

    @Override
    public JsonNode listed(JsonNode data) {
        return data;
    }

    @Override
    public String id(JsonNode source) {
        return "";
    }
}
