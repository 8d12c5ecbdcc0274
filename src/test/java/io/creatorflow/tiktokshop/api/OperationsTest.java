package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.api.Operation.ActsFor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** The operations against the published facts of their endpoints. */
class OperationsTest {

    private final Operations operations = new Operations(
            Path.of("routes"),
            new MockEnvironment()
                    .withProperty("tiktok-shop.pace.get-authorized-shops", "5")
                    .withProperty("tiktok-shop.pace.search-orders", "6")
                    .withProperty("tiktok-shop.pace.get-order-detail", "7")
                    .withProperty("tiktok-shop.pace.search-cancellations", "8")
                    .withProperty("tiktok-shop.pace.search-returns", "9")
                    .withProperty("tiktok-shop.pace.search-packages", "10")
                    .withProperty("tiktok-shop.pace.get-package-detail", "11")
                    .withProperty("tiktok-shop.pace.search-inventory", "12"));

    OperationsTest() throws IOException {}

    @Test
    void everyOperationOfTheApiIsAPublishedEndpoint() throws IOException {
        for (Operation operation : operations.all()) {
            if (!operation.tokenHost()) {
                JsonNode endpoint = endpoint(operation);
                assertThat(scopes(endpoint)).as(operation.name()).contains(operation.scope());
                assertThat(endpoint.path("shop_cipher").asText())
                        .as(operation.name())
                        .isIn(
                                operation.actsFor() == ActsFor.SHOP
                                        ? List.of("required", "optional")
                                        : List.of("not accepted"));
            }
        }
    }

    @Test
    void everyOperationUsesAVersionThatTheOfficialSdkUses() throws IOException {
        for (Operation operation : operations.all()) {
            if (!operation.tokenHost()) {
                assertThat(endpoint(operation).path("versions_in_official_sdk").toString())
                        .as(operation.name())
                        .contains(operation.path().split("/")[2]);
            }
        }
    }

    @Test
    void thePageAndTheIdsOfACallKeepThePublishedLimits() throws IOException {
        assertThat(parameter("search-orders", "page_size").path("range").asText())
                .isEqualTo("[1-" + operations.named("search-orders").pageSize() + "]");
        for (String search : List.of("search-cancellations", "search-returns", "search-packages")) {
            assertThat(parameter(search, "page_size").path("range").asText())
                    .endsWith("-" + operations.named(search).pageSize() + "]");
        }
        assertThat(parameter("get-order-detail", "ids").toString())
                .contains(Integer.toString(operations.named("get-order-detail").idsPerCall()));
        assertThat(endpoint(operations.named("search-inventory"))
                        .at("/body/0/max_items")
                        .asInt())
                .isEqualTo(operations.named("search-inventory").idsPerCall());
    }

    @Test
    void thePaceComesFromItsKnob() {
        assertThat(operations.named("get-order-detail").pace()).isEqualTo(7);
        assertThat(operations.named("get-token").pace()).isZero();
    }

    @Test
    void anExchangeOfACodeIsNeverRepeated() {
        assertThat(operations.named("get-token").repeatable()).isFalse();
    }

    @Test
    void aPathTakesIdsOnly() {
        Operation operation = new Operation("x", "GET", "/a/{id}/b", ActsFor.SHOP, "", true, 0, 0, 0);
        assertThat(operation.pathWith(Map.of("id", "57_A-1"))).isEqualTo("/a/57_A-1/b");
        assertThatIllegalArgumentException().isThrownBy(() -> operation.pathWith(Map.of("id", "../secret")));
        assertThatIllegalArgumentException().isThrownBy(() -> operation.pathWith(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> operations.named("no-such"));
    }

    private JsonNode parameter(String operation, String name) throws IOException {
        return StreamSupport.stream(
                        endpoint(operations.named(operation)).path("query").spliterator(), false)
                .filter(parameter -> parameter.path("path").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode endpoint(Operation operation) throws IOException {
        try (var file = OperationsTest.class.getResourceAsStream("/tiktok-shop/endpoints.json")) {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(file).path("endpoints").spliterator(), false)
                    .filter(endpoint ->
                            withoutVersion(endpoint.path("path").asText()).equals(withoutVersion(operation.path()))
                                    && endpoint.path("method").asText().equals(operation.method()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(operation.name() + " is no published endpoint"));
        }
    }

    private static String withoutVersion(String path) {
        return path.replaceFirst("/\\d{6}/", "/");
    }

    private static List<String> scopes(JsonNode endpoint) {
        return StreamSupport.stream(endpoint.path("scopes").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
