package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route asks of TikTok Shop. Which operation it is stands in the Kamelet's {@code operation} parameter.
 *
 * @param shopId whose token and cipher the call uses: the shop's id; for an operation that {@code acts-for: seller} the
 *     seller's open_id; empty for one that acts for nobody
 * @param path values of the path's {@code {names}}: letters, digits, {@code _} and {@code -} only
 * @param query parameters beside the common ones, decoded; lists comma-joined; none empty
 * @param body JSON body, {@code null} for none
 * @param bulk whether it leaves a share of the pace to live calls
 */
public record ApiRequest(
        String shopId,
        Map<String, String> path,
        Map<String, String> query,
        @Nullable JsonNode body,
        boolean bulk) {

    public ApiRequest {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }

    /** A live call. */
    public ApiRequest(String shopId, Map<String, String> path, Map<String, String> query, @Nullable JsonNode body) {
        this(shopId, path, query, body, false);
    }

    /** The same, as bulk work. */
    public ApiRequest asBulk() {
        return new ApiRequest(shopId, path, query, body, true);
    }

    /** A call for a shop that sends query parameters only. */
    public static ApiRequest forShop(String shopId, Map<String, String> query) {
        return new ApiRequest(shopId, Map.of(), query, null);
    }

    /** A call for a seller, one that carries no shop_cipher. */
    public static ApiRequest forSeller(String openId) {
        return new ApiRequest(openId, Map.of(), Map.of(), null);
    }

    /** A call to the token host, which acts for nobody yet. */
    public static ApiRequest forNobody(Map<String, String> query) {
        return new ApiRequest("", Map.of(), query, null);
    }
}
