package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.MessageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuyerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUYERS =
            "(?i)(?!warehouse).*(phone|e-?mail|address|postal|postcode|first_?name|last_?name|note|message).*";

    @Test
    void anErasedOrderKeepsAllButItsBuyer() throws IOException {
        ObjectNode order = example();
        order.put("sellerNote", "ring twice");
        ObjectNode before = order.deepCopy();

        assertThat(Buyer.erase(order)).isTrue();

        assertThat(Buyer.isErased(order)).isTrue();
        assertThat(order.path("recipient").toString())
                .isEqualTo("{\"masked\":true,\"asOf\":" + order.get("updatedAt") + ",\"districts\":[]}");
        before.remove(List.of("buyer", "sellerNote", "recipient"));
        order.remove(List.of("recipient", "buyerErased"));
        assertThat(order).isEqualTo(before);
    }

    @Test
    void erasingAgainOrReadingTheSameAgainEndsAsTheSameText() throws IOException {
        ObjectNode erased = example();
        Buyer.erase(erased);
        String text = erased.toString();
        ObjectNode masked = example();
        ((ObjectNode) masked.get("recipient"))
                .put("masked", true)
                .put("name", "S***")
                .put("asOf", "2030-01-01T00:00:00Z");

        assertThat(Buyer.erase(erased)).isFalse();
        Buyer.erase(masked);

        assertThat(erased).hasToString(text);
        assertThat(masked).hasToString(text);
    }

    @Test
    void aBuyerWithinAnotherObjectIsErasedAndWhatHoldsNoneIsLeftAlone() throws IOException {
        ObjectNode package1 = (ObjectNode)
                JSON.readTree(
                        "{\"packageId\":\"1\",\"orders\":[{\"orderId\":\"2\",\"recipient\":{\"name\":\"Sam\"}}],\"updatedAt\":\"t\"}");
        ObjectNode reservation = (ObjectNode) JSON.readTree("{\"orderId\":\"2\",\"state\":\"reserved\"}");

        assertThat(Buyer.erase(package1)).isTrue();
        assertThat(package1.toString()).doesNotContain("Sam").endsWith("\"buyerErased\":true}");
        assertThat(Buyer.erase(reservation)).isFalse();
        assertThat(reservation).hasToString("{\"orderId\":\"2\",\"state\":\"reserved\"}");
    }

    @Test
    void everyFieldOfTheSchemasThatTellsOfABuyerIsErased() throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(MessageContract.SCHEMAS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".schema.json"))
                    .toList()) {
                JsonNode schema = JSON.readTree(file.toFile());
                left(schema, file.getFileName().toString(), left);
                schema.path("$defs")
                        .properties()
                        .forEach(part -> left(part.getValue(), file.getFileName() + "#" + part.getKey(), left));
            }
        }
        assertThat(left).isEmpty();

        left(JSON.readTree("{\"properties\":{\"contact\":{\"properties\":{\"phoneNumber\":{}}}}}"), "planted", left);
        assertThat(left).containsExactly("planted/contact/phoneNumber");
    }

    /** Adds the fields outside of those that are erased whose names tell of a buyer. */
    private static void left(JsonNode schema, String path, List<String> left) {
        schema.path("properties").properties().forEach(field -> {
            String name = field.getKey();
            if (!List.of("buyer", "recipient", "sellerNote", "buyerErased").contains(name)) {
                if (name.matches(BUYERS)) {
                    left.add(path + "/" + name);
                }
                left(field.getValue(), path + "/" + name, left);
                left(field.getValue().path("items"), path + "/" + name, left);
            }
        });
    }

    private static ObjectNode example() throws IOException {
        return (ObjectNode) JSON.readTree(MessageContract.SCHEMAS
                        .resolve("examples/order.updated.v1.json")
                        .toFile())
                .get("data");
    }
}
