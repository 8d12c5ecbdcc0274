package io.creatorflow.tiktokshop.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestSignatureTest {

    static Stream<JsonNode> vectors() throws IOException {
        try (var file = RequestSignatureTest.class.getResourceAsStream("/tiktok-shop/signing-vectors.json")) {
            JsonNode vectors = new ObjectMapper().readTree(file).path("request_vectors");
            return StreamSupport.stream(vectors.spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyPublishedVectorIsSignedAsPublished(JsonNode vector) {
        String text = RequestSignature.text(vector.path("path").asText(), query(vector));
        byte[] body = vector.path("body_is_signed").asBoolean()
                ? vector.path("body").asText().getBytes(UTF_8)
                : new byte[0];
        assertThat(text + new String(body, UTF_8))
                .isEqualTo(vector.path("text_between_secrets").asText());
        assertThat(new RequestSignature(vector.path("app_secret").asText()).of(text, body))
                .isEqualTo(vector.path("sign").asText());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyPublishedQueryTravelsEncodedAsPublished(JsonNode vector) {
        TreeMap<String, String> query = query(vector);
        query.put("sign", vector.path("sign").asText());
        String target = vector.path("request_target").asText();
        assertThat(Arrays.asList(QueryString.of(query).split("&")))
                .containsExactlyInAnyOrder(
                        target.substring(target.indexOf('?') + 1).split("&"));
    }

    @Test
    void thereAreSixteenVectors() throws IOException {
        assertThat(vectors()).hasSize(16);
    }

    @Test
    void aChangedByteChangesTheSignature() {
        RequestSignature signature = new RequestSignature("secret");
        assertThat(signature.of("/a", "{}".getBytes(UTF_8))).isNotEqualTo(signature.of("/a", "{ }".getBytes(UTF_8)));
    }

    private static TreeMap<String, String> query(JsonNode vector) {
        TreeMap<String, String> query = new TreeMap<>();
        vector.path("query")
                .fields()
                .forEachRemaining(
                        field -> query.put(field.getKey(), field.getValue().asText()));
        return query;
    }
}
