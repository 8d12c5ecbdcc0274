package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnershipTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Ownership TABLE = Ownership.load(ROUTES);

    static Iterable<String> kinds() {
        return TABLE.fields().keySet();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFieldOfASchemaHasOneOwner(String kind) throws IOException {
        Path whole = ROUTES.resolve("schemas").resolve(kind + ".v1.schema.json");
        Path schema = Files.exists(whole) ? whole : ROUTES.resolve("schemas").resolve(kind + ".updated.v1.schema.json");
        List<String> owned = Objects.requireNonNull(TABLE.fields().get(kind)).values().stream()
                .flatMap(List::stream)
                .toList();

        assertThat(owned).containsExactlyInAnyOrderElementsOf(() -> fieldNames(schema));
    }

    @Test
    void everyKindWithAMappingIsInTheTable() {
        assertThat(TABLE.fields())
                .containsOnlyKeys(
                        "order", "cancellation", "return", "package", "product", "stock", "stock-alert", "invoice");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatAReadingSaysOfAFieldOfAnotherSideIsLeftOut(String kind) {
        Map<String, List<String>> sides = Objects.requireNonNull(TABLE.fields().get(kind));
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        sides.values().forEach(fields -> fields.forEach(field -> read.put(field, "of TikTok Shop")));

        TABLE.leaveOthers(kind, read);

        assertThat(sides).hasSizeGreaterThan(1);
        assertThat(read.fieldNames()).toIterable().containsExactlyElementsOf(sides.get("tiktok-shop"));
    }

    @Test
    void whatIsOursOutlastsANewerReading() {
        Kind order = new OrderKind(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(12), Duration.ofMinutes(10));
        ObjectNode kept =
                JsonNodeFactory.instance.objectNode().put("status", "unpaid").put("buyerErased", true);
        Stored stored = new Stored(1, 1, facts(kept, 1), new byte[0]);
        ObjectNode newer = JsonNodeFactory.instance.objectNode().put("status", "awaiting_shipment");

        Revision revision =
                Objects.requireNonNull(Standing.merge(order, stored, facts(newer, 2), Instant.ofEpochSecond(3), false));

        assertThat(revision.next().content().path("status").asText()).isEqualTo("awaiting_shipment");
        assertThat(revision.next().content().path("buyerErased").asBoolean()).isTrue();
        assertThat(revision.next().content().has("release")).isTrue();
    }

    private static Facts facts(ObjectNode content, long at) {
        return new Facts("order", "1", "2", Instant.ofEpochSecond(at), 0, Instant.ofEpochSecond(at), content);
    }

    private static java.util.Iterator<String> fieldNames(Path schema) {
        try {
            return new ObjectMapper()
                    .readTree(schema.toFile())
                    .path("properties")
                    .fieldNames();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
