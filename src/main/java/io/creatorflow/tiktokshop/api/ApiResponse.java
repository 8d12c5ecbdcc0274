package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A successful answer (code 0).
 *
 * @param data the envelope's {@code data}; an empty object when the answer had none
 * @param requestId what TikTok's support asks for
 * @param readBegan just before the request of the successful attempt was sent
 */
public record ApiResponse(JsonNode data, String requestId, Instant readBegan) {

    /** What a batch call refused although it answered code 0; empty for most answers. */
    public List<ItemError> itemErrors() {
        return StreamSupport.stream(data.path("errors").spliterator(), false)
                .map(error -> new ItemError(
                        error.path("code").asInt(), error.path("message").asText(), error.path("detail")))
                .toList();
    }

    /**
     * One refused item.
     *
     * @param code TikTok's error code
     * @param message TikTok's text
     * @param detail names the item, for example {@code package_id} or {@code sku_id}
     */
    public record ItemError(int code, String message, JsonNode detail) {}
}
