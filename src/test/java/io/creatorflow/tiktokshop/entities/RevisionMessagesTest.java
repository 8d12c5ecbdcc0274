package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevisionMessagesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SHOP = "7495000000000000002";
    private static final Instant NOW = Instant.parse("2025-10-09T08:53:20Z");

    private final Kind returns = new AfterSales().returnKind();

    @Test
    void theWholeEntityIsToldWithItsRevisionAndElseAsItIsStored() throws IOException {
        Stored first = new Stored(7, 41, facts("\"b\": [1.50, null, \"€ \\\"\\u0001\"]"), new byte[32]);

        JsonNode told =
                told(first, facts("\"b\": {}, \"c\": \"€ \\\"\\u0001\"")).get("return.updated.v1");

        assertThat(told).isEqualTo(MAPPER.readTree("""
                        {"returnId": "4035", "shopId": "7495000000000000002", "b": {}, "c": "€ \\"\\u0001", "revision": 42}
                        """));
    }

    @Test
    void whatAMessageSaysOfItsOwnIsNotTheWhole() throws IOException {
        Map<String, JsonNode> told = told(null, facts("\"refund\": {\"total\": \"9.90\"}"));

        assertThat(told).containsOnlyKeys("return.updated.v1", Refund.UPDATED);
        assertThat(told.get("return.updated.v1").path("revision").asLong()).isEqualTo(1);
        assertThat(told.get(Refund.UPDATED)).isNotEqualTo(told.get("return.updated.v1"));
    }

    private Map<String, JsonNode> told(@Nullable Stored previous, Facts read) throws IOException {
        Revision revision = Objects.requireNonNull(Standing.merge(returns, previous, read, NOW, false));
        List<MessageGroup> groups =
                RevisionMessages.grouped(List.of(revision), Map.of(read.id(), 7L), false, returns, "read");
        Map<String, JsonNode> told = new TreeMap<>();
        for (MessageGroup group : groups) {
            told.put(
                    group.type(),
                    MAPPER.readTree(group.messages().get(0).body()).path("data"));
        }
        return told;
    }

    private static Facts facts(String more) throws IOException {
        ObjectNode content = (ObjectNode) MAPPER.readTree(
                "{\"returnId\": \"4035\", \"shopId\": \"" + SHOP + "\", " + more.replace("\n", "") + "}");
        return new Facts("return", SHOP, "4035", NOW, 0, NOW, content);
    }
}
