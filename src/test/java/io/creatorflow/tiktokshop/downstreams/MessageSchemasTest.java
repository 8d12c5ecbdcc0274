package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.creatorflow.tiktokshop.entities.OrderMessages;
import io.creatorflow.tiktokshop.support.MessageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas describe what is sent, all of it and nothing else. */
class MessageSchemasTest {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<String, String> ID_FIELDS =
            Map.of("stock", "productId", "stock-alert", "skuId", "invoice", "packageId");
    private static final String A_TIME = "2025-10-09T08:53:20Z";
    private static final Path CASES = Path.of("src/test/resources/examples");

    static Stream<Path> schemas() throws IOException {
        return listed(MessageContract.SCHEMAS, ".schema.json");
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.endsWith("expected")).sorted().toList().stream();
        }
    }

    @Test
    void everyMessageTypeHasASchema() {
        List<String> types = new ArrayList<>(OrderMessages.TYPES);
        types.addAll(List.of(
                "cancellation.updated.v1",
                "return.updated.v1",
                "refund.updated.v1",
                "package.updated.v1",
                "product.updated.v1",
                "stock.updated.v1",
                "stock-alert.updated.v1",
                "invoice.updated.v1",
                "event.received.v1",
                "issue.updated.v1",
                "shop.updated.v1"));
        assertThat(MessageContract.types()).containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everySchemaIsAValidSchema(Path file) throws IOException {
        JsonNode schema = MAPPER.readTree(file.toFile());

        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("description").asText()).endsWith(".");
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(SchemaId.V202012))
                        .validate(schema))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFieldIsDescribed(Path file) throws IOException {
        JsonNode schema = MAPPER.readTree(file.toFile());

        for (JsonNode properties : schema.findValues("properties")) {
            properties
                    .fields()
                    .forEachRemaining(field -> assertThat(
                                    field.getValue().path("description").asText())
                            .as(field.getKey())
                            .endsWith("."));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTheExamplesSayKeepsTheContract(Path expected) throws IOException {
        for (JsonNode message : messages(expected)) {
            assertThat(MessageContract.violations(event(expected, message))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "order.updated.v1, order-status-change/awaiting-shipment-after-on-hold",
        "order.released.v1, order-status-change/partially-shipping",
        "order.stopped.v1, order-status-change/cancelled-after-release-spelled-cancel",
        "recipient.changed.v1, order-status-change/another-address-after-release",
        "reservation.updated.v1, order-status-change/partially-shipping",
        "cancellation.updated.v1, cancellation-status-change/requested-by-buyer",
        "return.updated.v1, return-status-change/shipped-back",
        "refund.updated.v1, return-status-change/refund-complete",
        "package.updated.v1, package-update/split-and-picked-up",
        "product.updated.v1, product-status-change/on-sale",
        "stock.updated.v1, inventory-changed/two-skus-in-two-warehouses",
        "stock-alert.updated.v1, inventory-status-change/predicted-to-run-out",
        "invoice.updated.v1, invoice-status-change/invalid",
        "event.received.v1, event-received/inbound-goods-of-a-seller",
        "order.due.v1, order-status-change/deadline-near",
        "issue.updated.v1, issue/invoice-refused",
        "shop.updated.v1, shop/expiring"
    })
    void thePublishedExampleIsWhatIsSent(String type, String folder) throws IOException {
        Path expected = CASES.resolve(folder).resolve("expected");
        JsonNode message = StreamSupport.stream(messages(expected).spliterator(), false)
                .filter(candidate -> candidate.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
        JsonNode event = event(expected, message);
        Path published = MessageContract.SCHEMAS.resolve("examples").resolve(type + ".json");
        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(published, MAPPER.writeValueAsString(event) + "\n");
        }
        assertThat(MAPPER.readTree(published.toFile()))
                .as("stale: run this test with -Dupdate-docs=true")
                .isEqualTo(event);
    }

    @Test
    void whatBreaksTheContractIsTold() throws IOException {
        ObjectNode event = (ObjectNode) MAPPER.readTree(MessageContract.SCHEMAS
                .resolve("examples/order.updated.v1.json")
                .toFile());
        ObjectNode data = (ObjectNode) event.get("data");
        data.put("surprise", true);
        data.remove("status");
        data.put("updatedAt", "yesterday");
        ((ObjectNode) data.get("payment").get("total")).put("amount", 1.5);
        event.put("sequence", "1");

        List<String> violations = MessageContract.violations(event);

        assertThat(String.join("\n", violations))
                .contains("surprise", "status", "updatedAt", "/payment/total/amount", "sequence");
        assertThat(MessageContract.violations(event.put("type", "com.creatorflow.tiktokshop.order.lost.v1")))
                .hasSize(1);
    }

    private static JsonNode messages(Path expected) throws IOException {
        return MAPPER.readTree(expected.resolve("messages.json").toFile());
    }

    private static JsonNode event(Path expected, JsonNode message) throws IOException {
        Path whole = listed(expected, ".json")
                .filter(file -> !file.endsWith("messages.json"))
                .findFirst()
                .orElseThrow();
        String kind = whole.getFileName().toString().replace(".json", "");
        JsonNode entity = MAPPER.readTree(whole.toFile());
        return MAPPER.readTree(CloudEvents.bytes(
                new Message(
                        message.path("type").asText(),
                        entity.path("shopId").asText("-"),
                        kind,
                        entity.path(ID_FIELDS.getOrDefault(kind, kind + "Id")).asText(),
                        entity.path("revision").asLong(1),
                        Instant.parse(entity.path("updatedAt").asText(A_TIME)),
                        message.path("data").isTextual() ? entity : message.path("data")),
                null));
    }

    private static Stream<Path> listed(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }
}
