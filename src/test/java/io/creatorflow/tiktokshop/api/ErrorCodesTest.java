package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {

    @Test
    void everyPublishedCodeHasItsClass() throws IOException {
        Map<Integer, String> published = new TreeMap<>();
        try (var file = ErrorCodesTest.class.getResourceAsStream("/tiktok-shop/error-codes.json")) {
            JsonNode codes = new ObjectMapper().readTree(file);
            codes.path("common").forEach(code -> put(code, published));
            codes.path("endpoint_codes").forEach(code -> put(code, published));
        }
        Map<Integer, String> ours = new TreeMap<>();
        ErrorCodes.all()
                .forEach((code, entry) ->
                        ours.put(code, entry.errorClass().name().toLowerCase(java.util.Locale.ROOT)));
        assertThat(published).hasSize(275);
        assertThat(ours).isEqualTo(published);
    }

    private static void put(JsonNode code, Map<Integer, String> published) {
        published.put(code.path("code").asInt(), code.path("class").asText());
    }
}
