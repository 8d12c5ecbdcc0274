package io.creatorflow.tiktokshop.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the token host grants for a seller.
 *
 * @param openId the seller
 * @param accessExpiresAt absolute, although TikTok's field is called {@code access_token_expire_in}
 * @param refreshExpiresAt when the authorization itself ends
 */
record Tokens(
        String openId,
        String sellerName,
        String region,
        String accessToken,
        Instant accessExpiresAt,
        String refreshToken,
        Instant refreshExpiresAt,
        List<String> scopes) {

    /**
     * Reads the {@code data} of a token answer.
     *
     * @throws IllegalArgumentException when a token or the seller is missing
     */
    static Tokens of(JsonNode data) {
        return new Tokens(
                required(data, "open_id"),
                data.path("seller_name").asText(),
                data.path("seller_base_region").asText(),
                required(data, "access_token"),
                Instant.ofEpochSecond(data.path("access_token_expire_in").asLong()),
                required(data, "refresh_token"),
                Instant.ofEpochSecond(data.path("refresh_token_expire_in").asLong()),
                StreamSupport.stream(data.path("granted_scopes").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static String required(JsonNode data, String field) {
        String value = data.path(field).asText();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the token answer has no " + field);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Tokens[seller=" + openId + "]";
    }
}
