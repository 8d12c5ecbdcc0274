package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data in, data out: each folder of examples/order-status-change holds what TikTok answers (tiktok-order.json), what we
 * knew before (previous.json, if anything), when it is (now, a line of text; a day after the last change without it), and
 * what has to come out: expected/order.json, our order, and expected/messages.json, what is said about it ("order" stands
 * for the whole order). With -Dupdate-examples=true the expectations are rewritten, to be read before they are kept.
 */
class OrderExamplesTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/examples/order-status-change");
    private static final String SHOP = "7495000000000000002";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Mapping MAPPING = Mapping.load(Path.of("routes"), "order");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTikTokTellsBecomesWhatWeTell(Path folder) throws IOException {
        Map<String, JsonNode> actual = run(folder);
        if (Boolean.getBoolean("update-examples")) {
            write(folder.resolve("expected"), actual);
        }
        assertThat(actual).isEqualTo(read(folder.resolve("expected")));
    }

    private static Map<String, JsonNode> run(Path folder) throws IOException {
        ObjectNode order =
                MAPPING.map(MAPPER.readTree(folder.resolve("tiktok-order.json").toFile()), SHOP);
        Path previous = folder.resolve("previous.json");
        JsonNode before = Files.exists(previous) ? MAPPER.readTree(previous.toFile()) : null;
        order.put("revision", before == null ? 1 : before.path("revision").asLong() + 1);
        order.set(
                "recipient",
                Recipient.merge(before == null ? null : before.path("recipient"), order.path("recipient")));
        order.set(
                "release",
                Release.of(order, now(folder, order), Duration.ofHours(1)).json());
        ArrayNode messages = MAPPER.createArrayNode();
        for (Message message : OrderMessages.of(before, order)) {
            JsonNode data = message.data() == order ? TextNode.valueOf("order") : message.data();
            messages.addObject().put("type", message.type()).set("data", data);
        }
        return parsedAgain(Map.of("order", order, "messages", messages));
    }

    private static Instant now(Path folder, JsonNode order) throws IOException {
        Path now = folder.resolve("now");
        return Files.exists(now)
                ? Instant.parse(Files.readString(now).strip())
                : Instant.parse(order.path("updatedAt").asText()).plus(Duration.ofDays(1));
    }

    private static Map<String, JsonNode> parsedAgain(Map<String, JsonNode> nodes) throws IOException {
        Map<String, JsonNode> parsed = new TreeMap<>();
        for (Map.Entry<String, JsonNode> node : nodes.entrySet()) {
            parsed.put(node.getKey(), MAPPER.readTree(MAPPER.writeValueAsBytes(node.getValue())));
        }
        return parsed;
    }

    private static Map<String, JsonNode> read(Path expected) throws IOException {
        Map<String, JsonNode> nodes = new TreeMap<>();
        try (Stream<Path> files = Files.list(expected)) {
            for (Path file : files.toList()) {
                nodes.put(file.getFileName().toString().replaceAll("\\.json$", ""), MAPPER.readTree(file.toFile()));
            }
        }
        return nodes;
    }

    private static void write(Path expected, Map<String, JsonNode> nodes) throws IOException {
        Files.createDirectories(expected);
        for (Map.Entry<String, JsonNode> node : nodes.entrySet()) {
            Files.writeString(
                    expected.resolve(node.getKey() + ".json"), MAPPER.writeValueAsString(node.getValue()) + "\n");
        }
    }
}
