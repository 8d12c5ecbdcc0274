package io.creatorflow.tiktokshop.authorization;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A connected shop.
 *
 * @param id names it in webhooks
 * @param cipher names it in API calls
 * @param sellerType LOCAL or CROSS_BORDER
 */
public record Shop(String id, String sellerOpenId, String name, String region, String sellerType, String cipher) {

    /** Reads an entry of "Get Authorized Shops". */
    static Shop of(JsonNode shop, String sellerOpenId) {
        return new Shop(
                shop.path("id").asText(),
                sellerOpenId,
                shop.path("name").asText(),
                shop.path("region").asText(),
                shop.path("seller_type").asText(),
                shop.path("cipher").asText());
    }
}
